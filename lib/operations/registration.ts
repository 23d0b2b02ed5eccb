import { Refusal } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/operations/ctx";
import * as names from "@/lib/store/alpha-senders";
import * as numbers from "@/lib/store/phone-numbers";

/**
 * Notes that carriers have verified or registered a sender. Of a name all uses are: registered is the name.
 * @param id of a number, or of a service's use of a name
 * @throws Refusal 20404
 */
export async function markRegistered(ctx: Ctx, id: string): Promise<void> {
  const marked = { registration: "verified", at: ctx.now() } as const;
  if (await numbers.update(ctx.db, ctx.accountId, id, marked)) return;
  const name = await names.find(ctx.db, ctx.accountId, id, {});
  if (!name) throw new Refusal(20404);
  await names.register(ctx.db, ctx.accountId, name.name, marked);
}
