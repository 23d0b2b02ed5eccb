import { z } from "zod";
import { registrationBlock } from "@/lib/domain/compliance";
import { type Decision, decisionIn } from "@/lib/domain/decision";
import type { Draft } from "@/lib/domain/draft";
import { type ErrorCode, explain, Refusal } from "@/lib/domain/errors";
import { mustConvert } from "@/lib/domain/media";
import { linkPath } from "@/lib/domain/media-link";
import type { Message, SendRequest } from "@/lib/domain/message";
import { accountQueue, nextSlot, QUEUE_SECONDS, queuesOf } from "@/lib/domain/pacing";
import { asOf } from "@/lib/domain/review";
import { sentenceFor } from "@/lib/domain/sender-selection";
import { toSid } from "@/lib/domain/sid";
import { routeBatch } from "@/lib/operations/accept";
import type { Ctx } from "@/lib/operations/ctx";
import { createMessage } from "@/lib/operations/send";
import { findPace } from "@/lib/store/accept";
import { findAside } from "@/lib/store/sender-health";

export const ForecastMessage = z.object({
  serviceId: z.uuid(),
  to: z.string().max(64),
  body: z.string().max(1_600),
  from: z.string().max(64).optional(),
  mediaUrl: z.array(z.string()).optional(),
  contentSid: z.string().optional(),
  contentVariables: z.string().optional(),
  shortenUrls: z.string().optional(),
  smartEncoded: z.string().optional(),
});

/** What would become of a message, and why. */
export type Forecast =
  | {
      readonly sends: true;
      /** As it would be stored. */
      readonly message: Message;
      /** E.164. */
      readonly from: string;
      /** The end of "…, because". */
      readonly because: string;
      readonly decision: Decision;
      readonly segments: number;
      /** The slot its sender's pace would give it. */
      readonly leaveAt: Date;
      /** What carriers will answer, or, while its gate is in sandbox, would answer. */
      readonly block: { readonly code: number; readonly enforced: boolean; readonly cause: string } | null;
    }
  | {
      readonly sends: false;
      /** The request itself would be refused; else it would be accepted and fail. */
      readonly refused: boolean;
      readonly code: number;
      readonly cause: string;
      readonly remedy: string;
      readonly message: Message | null;
      readonly decision: Decision | null;
    };

/** Says what sending would do, by doing all of it but the storing: the same checks, the same choice, the same history. */
export async function forecastMessage(
  ctx: Ctx,
  { serviceId, body, ...given }: z.output<typeof ForecastMessage>,
): Promise<Forecast> {
  let routed: { draft: Draft; freeAt: (queue: string) => number } | undefined;
  const accept: Ctx["accept"] = async (request) => {
    const pool = request.service?.pool ?? [];
    const ids = pool.map(({ id }) => id);
    const [pace, aside] = await Promise.all([
      findPace(ctx.db.sql, queuesOf(pool)),
      findAside(ctx.db.sql, ctx.now(), ids),
    ]);
    const isAside = (senderId: string) => aside.has(senderId);
    const freeAt = (queue: string) => pace.get(queue) ?? 0;
    const world = { now: ctx.now(), simulatedMps: ctx.simulatedMps, freeAt, lastUsed: freeAt, isAside };
    const [draft] = (await routeBatch(ctx.db.sql, [asIfKept(ctx, request)], world, [ctx.newId()])).drafts;
    if (!draft) throw new Error("Nothing was routed");
    routed = { draft, freeAt };
    return draft.message;
  };
  try {
    await createMessage(
      { ...ctx, accept, randomBytes: noChance },
      {
        ...given,
        body: body || (given.mediaUrl || given.contentSid ? "" : " "),
        messagingServiceSid: toSid("MG", serviceId),
      },
    );
  } catch (error) {
    if (error instanceof Refusal) return stopped(error.code, { refused: true, message: null, decision: null });
    throw error;
  }
  if (!routed) throw new Error("Nothing was routed");
  const { message, events, pace } = routed.draft;
  const decision = decisionIn(events[0].detail) ?? null;
  const fails = (code: ErrorCode) => stopped(code, { refused: false, message, decision });
  if (message.errorCode !== null || message.from === null || !decision?.rule || pace === null) {
    return fails((message.errorCode ?? 21703) as ErrorCode);
  }
  const openAt = Math.max(
    routed.freeAt(pace.queue),
    pace.accountMps === null ? 0 : routed.freeAt(accountQueue(ctx.accountId)),
  );
  const { sendAt: leavesAt, freeAt } = nextSlot(openAt, message.createdAt.getTime(), pace.mps, message.segments);
  if (freeAt > message.createdAt.getTime() + QUEUE_SECONDS * 1_000) return fails(30001);
  if (message.expiresAt !== null && leavesAt >= message.expiresAt.getTime()) return fails(30036);
  return {
    sends: true,
    message,
    from: message.from,
    because: sentenceFor(decision.rule, { ...message, candidates: decision.candidates }),
    decision,
    segments: message.segments,
    leaveAt: new Date(leavesAt),
    block: await blockOf(ctx, message.from, message.country),
  };
}

/** Short links that lead nowhere look like it: all zeros, as long as real ones. */
const noChance = (count: number) => new Uint8Array(count);

/** The request once its files are here; those that go out as links have links of the same length. */
function asIfKept({ media: shelf }: Ctx, request: SendRequest): SendRequest {
  const { media, to, country } = request;
  if (!media || media.kept) return request;
  const count = media.urls.length;
  const links = mustConvert({ to, country, numMedia: count })
    ? media.urls.map(() => shelf.publicUrl + linkPath("0000000"))
    : [];
  return { ...request, media: { kept: true, count, links } };
}

function stopped(
  code: ErrorCode,
  known: Pick<Extract<Forecast, { sends: false }>, "refused" | "message" | "decision">,
): Forecast {
  const { cause, remedy } = explain(code);
  return { sends: false, code, cause, remedy, ...known };
}

async function blockOf(ctx: Ctx, from: string, country: string | null) {
  const [sender, account] = await Promise.all([
    ctx.settings.sender(from, ctx.accountId),
    ctx.settings.account(ctx.accountId),
  ]);
  const block = sender && account && registrationBlock(asOf(sender, ctx.now()), country, account);
  return block ? { ...block, cause: explain(block.code).cause } : null;
}
