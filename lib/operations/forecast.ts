import { z } from "zod";
import { registrationBlock } from "@/lib/domain/compliance";
import { decisionIn } from "@/lib/domain/decision";
import type { Draft } from "@/lib/domain/draft";
import { type ErrorCode, explain, Refusal } from "@/lib/domain/errors";
import { sentenceFor } from "@/lib/domain/sender-selection";
import { toSid } from "@/lib/domain/sid";
import { routeBatch } from "@/lib/operations/accept";
import type { Ctx } from "@/lib/operations/ctx";
import { createMessage } from "@/lib/operations/send";
import { findPace } from "@/lib/store/accept";

export const ForecastMessage = z.object({
  serviceId: z.uuid(),
  to: z.string().max(64),
  body: z.string().max(1_600),
});

/** What would become of a message, and why. */
export type Forecast =
  | {
      readonly sends: true;
      /** E.164. */
      readonly from: string;
      /** The end of "…, because". */
      readonly because: string;
      readonly segments: number;
      /** What carriers will answer, or, while its gate is in sandbox, would answer. */
      readonly block: { readonly code: number; readonly enforced: boolean; readonly cause: string } | null;
    }
  | { readonly sends: false; readonly code: number; readonly cause: string; readonly remedy: string };

/**
 * Says what sending would do, by doing all of it but the storing: the same checks, the same choice, the same history.
 * @param simulatedMps segments a second of a simulated sender
 */
export async function forecastMessage(
  ctx: Ctx,
  { serviceId, to, body }: z.output<typeof ForecastMessage>,
  simulatedMps: number,
): Promise<Forecast> {
  let draft: Draft | undefined;
  const routed: Ctx = {
    ...ctx,
    accept: async (request) => {
      const senders = request.service?.pool ?? [];
      const pace = await findPace(
        ctx.db.sql,
        senders.map(({ id }) => id),
      );
      const freeAt = (senderId: string) => pace.get(senderId) ?? 0;
      const world = { now: ctx.now(), simulatedMps, freeAt, lastUsed: freeAt };
      const { drafts } = await routeBatch(ctx.db.sql, [request], world, [ctx.newId()]);
      draft = drafts[0];
      if (!draft) throw new Error("Nothing was routed");
      return draft.message;
    },
  };
  try {
    await createMessage(routed, { to, body: body || " ", messagingServiceSid: toSid("MG", serviceId) });
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code);
    throw error;
  }
  if (!draft) throw new Error("Nothing was routed");
  const { message, events } = draft;
  if (message.errorCode !== null || message.from === null) return refused((message.errorCode ?? 21703) as ErrorCode);
  const decision = decisionIn(events[0].detail);
  if (!decision?.rule) throw new Error("A sender was chosen, and nothing says why");
  return {
    sends: true,
    from: message.from,
    because: sentenceFor(decision.rule, { ...message, candidates: decision.candidates }),
    segments: message.segments,
    block: await blockOf(ctx, message.from, message.country),
  };
}

function refused(code: ErrorCode): Forecast {
  const { cause, remedy } = explain(code);
  return { sends: false, code, cause, remedy };
}

async function blockOf(ctx: Ctx, from: string, country: string | null) {
  const [sender, account] = await Promise.all([ctx.settings.sender(from), ctx.settings.account(ctx.accountId)]);
  const block = sender && account && registrationBlock(sender, country, account);
  return block ? { ...block, cause: explain(block.code).cause } : null;
}
