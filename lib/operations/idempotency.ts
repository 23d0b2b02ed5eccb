import { Refusal } from "@/lib/domain/errors";
import { firstAnswer } from "@/lib/domain/idempotency";
import type { Claim, Message } from "@/lib/domain/message";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchMessage } from "@/lib/operations/messages";
import * as idempotency from "@/lib/store/idempotency";
import * as messages from "@/lib/store/messages";

/**
 * Does what makes a message only once under a key. A repeat gives the message as the first one answered it, whatever has
 * changed since; of several at once, one makes it and the others wait for it. What is refused made nothing and leaves its
 * key free.
 * @param claim  undefined: nothing is asked, nothing costs
 * @param create  stores the message together with its claim, or rejects with Refusal 20409
 * @throws Refusal 20409 the key was used for another request, 20404 the message has been deleted since
 */
export async function once(
  ctx: Ctx,
  claim: Claim | undefined,
  create: () => Promise<Message>,
): Promise<{ readonly message: Message; readonly replayed: boolean }> {
  if (!claim) return { message: await create(), replayed: false };
  const known = await findFirst(ctx, claim);
  if (known) return { message: known, replayed: true };
  try {
    return { message: await create(), replayed: false };
  } catch (error) {
    const first = error instanceof Refusal && error.code === 20409 ? await findFirst(ctx, claim) : undefined;
    if (!first) throw error;
    return { message: first, replayed: true };
  }
}

async function findFirst(ctx: Ctx, { key, fingerprint }: Claim): Promise<Message | undefined> {
  const known = await idempotency.find(ctx.db, ctx.accountId, key);
  if (!known) return undefined;
  if (known.fingerprint !== fingerprint) {
    throw new Refusal(20409, "The idempotency key was used before, for a request with other parameters");
  }
  const [message, [first]] = await Promise.all([
    fetchMessage(ctx, known.messageId),
    messages.events(ctx.db, ctx.accountId, known.messageId),
  ]);
  return firstAnswer(message, first);
}
