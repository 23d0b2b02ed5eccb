import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import type { PickableNumber } from "@/lib/domain/pickable-number";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import type { Ctx } from "@/lib/operations/ctx";
import { buyNumber, fetchNumber } from "@/lib/operations/phone-numbers";
import { addSender, removeSender } from "@/lib/operations/sender-pool";
import { fetchService } from "@/lib/operations/services";
import { listPickable } from "@/lib/store/pickable-numbers";

/** More than a pool holds, so that one can always fill a pool from one list. */
const LISTED_MAX = 500;

export const PickNumbers = z.object({
  search: z.string().trim().max(64).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  type: z.enum(["local", "mobile", "toll-free"]).optional(),
  textOnly: z.boolean().optional(),
});

/** Numbers to choose senders from, free ones first. `more`: there are others; a search finds them. */
export async function pickNumbers(
  ctx: Ctx,
  filter: z.output<typeof PickNumbers>,
): Promise<{ rows: readonly PickableNumber[]; more: boolean }> {
  const found = await listPickable(ctx.db, ctx.accountId, filter, LISTED_MAX + 1);
  return { rows: found.slice(0, LISTED_MAX), more: found.length > LISTED_MAX };
}

/** Buys one of the simulated carrier's numbers, to be chosen at once. @throws Refusal as {@link buyNumber} */
export async function buyPickable(ctx: Ctx, { phoneNumber }: { phoneNumber: string }): Promise<PickableNumber> {
  return { ...(await buyNumber(ctx, { phoneNumber })), carrierKind: "simulated" };
}

/**
 * Takes a number out of the pool it is in and puts it into another: recipients who knew it there meet another sender.
 * @throws Refusal 20404 unknown service or number, 21714 the pool is full, and as {@link addSender}
 */
export async function moveSender(ctx: Ctx, serviceId: string, numberId: string): Promise<void> {
  const [service, number] = await Promise.all([fetchService(ctx, serviceId), fetchNumber(ctx, numberId)]);
  if (number.service?.id === serviceId) return;
  // Before it leaves the other pool: what cannot join here stays there.
  if (service.poolSize >= POOL_SENDERS_MAX) throw new Refusal(21714);
  if (number.service) await removeSender(ctx, number.service.id, numberId);
  await addSender(ctx, serviceId, numberId);
}
