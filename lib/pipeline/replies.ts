import { Refusal } from "@/lib/domain/errors";
import type { SendRequest } from "@/lib/domain/message";
import { planReply, RATE_SECONDS, type ReplyPlan, withinReplyRate } from "@/lib/domain/reply-session";
import { toSid } from "@/lib/domain/sid";
import { NOTHING, type Twiml, type TwimlProblem } from "@/lib/domain/twiml";
import { readTwimlAnswer } from "@/lib/domain/twiml-answer";
import { acceptBatch } from "@/lib/operations/accept";
import { replyRequest } from "@/lib/operations/reply";
import type { PipelineDeps, WebhookAnswer } from "@/lib/pipeline/deps";
import type { Settle } from "@/lib/pipeline/webhook-outcome";
import type { Sql } from "@/lib/store/db";
import { countRecentReplies, findReplySession, followRedirect, noteReplies, type ReplyNote } from "@/lib/store/replies";
import { transact } from "@/lib/store/transaction";
import { isUnavailable } from "@/lib/store/unavailable";
import { settleWebhooks, type Webhook, type WebhookOutcome } from "@/lib/store/webhooks";

/** An answer to an inbound webhook, understood: what cannot be used of it is a failure like any other. */
export type Heard = WebhookAnswer & { readonly twiml: Twiml };

/** Reads the answer to an inbound webhook, its fallback or a redirect. @source behaviour §4.3, §4.4 */
export function hear({ url }: Pick<Webhook, "url">, answer: WebhookAnswer): Heard {
  const { status, headers, body, isCut = false, failure } = answer;
  if (failure || status === null) return { ...answer, twiml: NOTHING };
  const read = readTwimlAnswer({ status, contentType: headers?.["content-type"], body: body ?? "", isCut }, url);
  return read.ok
    ? { ...answer, twiml: read.twiml }
    : { ...answer, twiml: NOTHING, failure: { ...read.problem, cause: undefined } };
}

/** Between two tries while the database is away. */
const AWAY_MS = 500;
/** An answer that could not be carried out. @source behaviour §3.6 */
const INTERNAL: TwimlProblem = { code: 12400, detail: "The answer could not be carried out" };

/**
 * Carries out what inbound webhooks are answered. The recorded try, the replies, the redirect and the alerts are one
 * transaction: whoever makes the webhook again after a crash finds nothing of the first time, or all of it.
 * @param settle records a try that leads to nothing
 * @source behaviour §4.3; trust R18
 */
export function createReplies(
  deps: Pick<PipelineDeps, "db" | "settings" | "now" | "newId" | "simulatedMps" | "log">,
  { gatewayId, settle, ended }: { gatewayId: number; settle: Settle; ended: () => boolean },
) {
  const { db, settings, now, log } = deps;

  /** Records a try and does what it asks for. @returns whether a fallback or a redirect may be due now */
  async function settleHeard(outcome: WebhookOutcome, twiml: Twiml): Promise<boolean> {
    const isQuiet =
      outcome.errorCode === null && twiml.messages.length + twiml.problems.length === 0 && !twiml.redirect;
    if (isQuiet || outcome.retryAt) {
      await settle(outcome);
      return false;
    }
    while (!ended()) {
      try {
        return await carryOut(outcome, twiml);
      } catch (error) {
        if (!isUnavailable(error)) {
          log.error("replies.failed", { messageId: outcome.webhook.messageId, error });
          if (twiml === NOTHING) throw error;
          return settleHeard(failedWith(outcome, INTERNAL), NOTHING);
        }
        log.warn("replies.retried", { messageId: outcome.webhook.messageId, error });
        await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
      }
    }
    return false;
  }

  async function carryOut(tried: WebhookOutcome, twiml: Twiml): Promise<boolean> {
    const { accountId, messageId, seq } = tried.webhook;
    const session = await findReplySession(db.sql, accountId, messageId);
    const redirects = Math.max(session.redirects, seq);
    const plan = planReply(twiml, { ...session, redirects });
    const { requests, problems } = await requestsOf(tried.webhook, plan);
    const outcome = {
      ...(plan.failure ? failedWith(tried, plan.failure) : tried),
      leadsOn: plan.redirect !== null,
    };
    return transact(db.sql, async (sql) => {
      const at = now();
      const isOurs = (await settleWebhooks(sql, gatewayId, at, [outcome])) > 0;
      if (!isOurs) return false;
      if (plan.redirect) await followRedirect(sql, outcome.webhook, { ...plan.redirect, seq: redirects + 1, at });
      const { replies, refused } = await accept(sql, requests, at);
      const notes = notesOf(outcome, replies, [...plan.problems, ...problems, ...refused]);
      if (notes.length > 0) await noteReplies(sql, { accountId, messageId, at }, notes);
      return plan.redirect !== null || outcome.errorCode !== null;
    });
  }

  async function requestsOf(webhook: Webhook, { messages }: ReplyPlan) {
    const requests: SendRequest[] = [];
    const problems: TwimlProblem[] = [];
    const recent = new Map<string, number>();
    for (const message of messages) {
      try {
        const request = await replyRequest(settings, webhook, message);
        const pair = `${request.from} ${request.to}`;
        const before = recent.get(pair) ?? (await recentReplies(request));
        if (!withinReplyRate(before)) throw new Refusal(14107, request.to);
        recent.set(pair, before + 1);
        requests.push(request);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        problems.push({ code: error.code, detail: error.detail });
      }
    }
    return { requests, problems };
  }

  const recentReplies = ({ accountId, from, to }: SendRequest) =>
    countRecentReplies(db.sql, accountId, {
      from: from ?? "",
      to,
      since: new Date(now().getTime() - RATE_SECONDS * 1_000),
    });

  async function accept(sql: Sql, requests: readonly SendRequest[], at: Date) {
    const replies: string[] = [];
    const refused: TwimlProblem[] = [];
    if (requests.length === 0) return { replies, refused };
    const world = { now: at, newId: deps.newId, simulatedMps: deps.simulatedMps, gatewayId: null, holdUntil: at };
    for (const result of await acceptBatch(sql, requests, { ...world, freeAt: free, lastUsed: free })) {
      if (result instanceof Refusal) refused.push({ code: result.code, detail: result.detail });
      else replies.push(toSid("SM", result.message.id));
    }
    return { replies, refused };
  }

  return settleHeard;
}

/** A reply's sender is given, so nobody compares queues; its slot is taken where it is stored. */
const free = () => 0;

const failedWith = (outcome: WebhookOutcome, { code, detail }: TwimlProblem): WebhookOutcome => ({
  ...outcome,
  errorCode: code,
  errorDetail: detail,
});

function notesOf(
  { webhook: { url }, errorCode, errorDetail }: WebhookOutcome,
  replies: readonly string[],
  problems: readonly TwimlProblem[],
): ReplyNote[] {
  const alerts = problems.map(({ code, detail }) => ({ code: code as number, detail }));
  if (errorCode !== null) alerts.push({ code: errorCode, detail: errorDetail ?? "" });
  return [
    ...(replies.length > 0 ? [{ name: "replied", detail: { replies } } as const] : []),
    ...alerts.map(({ code, detail }) => ({ name: "alert", errorCode: code, detail: { url, about: detail } }) as const),
  ];
}
