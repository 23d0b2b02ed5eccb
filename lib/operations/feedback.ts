import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { lowestIdAt } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchMessage } from "@/lib/operations/messages";
import type { Conversion, Feedback } from "@/lib/store/feedback";
import * as feedback from "@/lib/store/feedback";

export type { Conversion, Feedback };

/** @source behaviour §1.6 */
export const TellFeedback = z.object({
  outcome: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["confirmed", "unconfirmed"], "Use confirmed or unconfirmed"))
    .default("confirmed"),
});

/**
 * Notes whether a message did its work, such as a code that was used; the last word counts.
 * @throws Refusal 20404 unknown, or its request did not say ProvideFeedback
 * @source behaviour §1.6 (ProvideFeedback enables it)
 */
export async function tellFeedback(
  ctx: Ctx,
  messageId: string,
  { outcome }: z.output<typeof TellFeedback>,
): Promise<Feedback> {
  await fetchMessage(ctx, messageId);
  const told = await feedback.tell(ctx.db, ctx.accountId, messageId, { outcome, at: ctx.now() });
  if (!told) throw new Refusal(20404);
  return told;
}

/** Messages a figure looks at, at most: the newest ones. */
export const FEEDBACK_COUNTED_MAX = 100_000;

/** What came of the messages with ProvideFeedback made in [since, until), by country. @source behaviour §8.3 (OTP Conversion) */
export async function readConversions(ctx: Ctx, since: Date, until: Date): Promise<Conversion[]> {
  const bounds = { from: lowestIdAt(since.getTime()), before: lowestIdAt(until.getTime()) };
  return feedback.conversions(ctx.db, ctx.accountId, bounds, FEEDBACK_COUNTED_MAX);
}
