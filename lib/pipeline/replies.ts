import { messageSid } from "@/lib/domain/callback";
import { Refusal } from "@/lib/domain/errors";
import type { SendRequest } from "@/lib/domain/message";
import { planReply } from "@/lib/domain/reply-session";
import { NOTHING, type Twiml, type TwimlProblem, type TwimlRedirect } from "@/lib/domain/twiml";
import { acceptBatch } from "@/lib/operations/accept";
import { type Requested, requestReplies, withinRate } from "@/lib/operations/reply";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { PipelineDeps } from "@/lib/pipeline/deps";
import { failedWith, notesOf } from "@/lib/pipeline/heard";
import type { Settle } from "@/lib/pipeline/webhook-outcome";
import type { Sql } from "@/lib/store/db";
import { findReplySessions, followRedirects, noteReplies } from "@/lib/store/replies";
import { transact } from "@/lib/store/transaction";
import { isUnavailable } from "@/lib/store/unavailable";
import { lockWebhooks, settleWebhooks, type WebhookOutcome } from "@/lib/store/webhooks";

/** Answers that are carried out in one transaction; one runs at a time, so that replies take one connection. */
const BATCH_MAX = 100;
const GATHER_MS = 5;
/** Between two tries while the database is away. */
const AWAY_MS = 500;
/** An answer that could not be carried out. @source behaviour §3.6 */
const INTERNAL: TwimlProblem = { code: 12400, detail: "The answer could not be carried out" };

/** A try whose answer asks for something, or failed. */
type Answered = { readonly outcome: WebhookOutcome; readonly twiml: Twiml };
type Planned = Requested & {
  readonly outcome: WebhookOutcome;
  /** The document it leads to, and the number of that redirect. */
  readonly to: TwimlRedirect | null;
  readonly redirect: number;
};

/**
 * Carries out what inbound webhooks are answered. The recorded try, the replies, the redirect and the alerts are one
 * transaction: whoever makes the webhook again after a crash finds nothing of the first time, or all of it.
 * @param settle records a try that leads to nothing
 * @param ended whether this name was lost or given up: then nothing is tried again
 * @returns records a try with its answer, and tells whether a fallback or a redirect may be due now
 * @source behaviour §4.3; trust R18
 */
export function createReplies(
  deps: Pick<PipelineDeps, "db" | "settings" | "now" | "newId" | "simulatedMps" | "log">,
  { gatewayId, settle, ended }: { gatewayId: number; settle: Settle; ended: () => boolean },
): (outcome: WebhookOutcome, twiml: Twiml) => Promise<boolean> {
  const { db, settings, now, log } = deps;
  const batcher = createBatcher<Answered, boolean>({ itemsMax: BATCH_MAX, delayMs: GATHER_MS, run });

  async function run(batch: readonly Answered[]): Promise<boolean[]> {
    for (;;) {
      try {
        return await carryOut(batch);
      } catch (error) {
        if (ended()) return batch.map(() => false);
        if (!isUnavailable(error)) return singly(batch, error);
        log.warn("replies.retried", { webhooks: batch.length, error });
        await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
      }
    }
  }

  /** One answer's fault is never another's. What cannot be carried out even alone is a failed webhook. */
  async function singly(batch: readonly Answered[], error: unknown): Promise<boolean[]> {
    const [answered] = batch;
    if (batch.length > 1 || !answered) {
      const results: boolean[] = [];
      for (const one of batch) results.push(...(await run([one])));
      return results;
    }
    log.error("replies.failed", { messageId: answered.outcome.webhook.messageId, error });
    if (answered.twiml === NOTHING) throw error;
    return run([{ outcome: failedWith(answered.outcome, INTERNAL), twiml: NOTHING }]);
  }

  async function carryOut(batch: readonly Answered[]): Promise<boolean[]> {
    const planned = await planAll(batch);
    return transact(db.sql, async (sql) => {
      const at = now();
      const isOurs = await lockWebhooks(
        sql,
        gatewayId,
        planned.map(({ outcome }) => outcome.webhook),
      );
      const ours = planned.filter(({ outcome }) => isOurs(outcome.webhook));
      await settleWebhooks(
        sql,
        gatewayId,
        at,
        ours.map(({ outcome }) => outcome),
      );
      await followRedirects(
        sql,
        at,
        ours.flatMap(({ outcome, to, redirect }) => (to ? [{ ...outcome.webhook, ...to, seq: redirect }] : [])),
      );
      const accepted = await accept(
        sql,
        at,
        ours.map(({ requests }) => requests),
      );
      await noteReplies(
        sql,
        at,
        ours.flatMap(({ outcome, problems }, index) => {
          const { replies = [], refused = [] } = accepted[index] ?? {};
          return notesOf(outcome, replies, [...problems, ...refused]);
        }),
      );
      return planned.map(({ outcome }) => outcome.leadsOn === true || outcome.errorCode !== null);
    });
  }

  async function planAll(batch: readonly Answered[]): Promise<Planned[]> {
    const sessions = await findReplySessions(
      db.sql,
      batch.map(({ outcome }) => outcome.webhook.messageId),
    );
    const planned = batch.map(({ outcome, twiml }) => {
      const { messageId, seq } = outcome.webhook;
      const { redirects = 0, replies = 0 } = sessions.get(messageId) ?? {};
      const session = { redirects: Math.max(redirects, seq), replies };
      const plan = planReply(twiml, session);
      const ended = plan.failure ? failedWith(outcome, plan.failure) : outcome;
      return { plan, outcome: { ...ended, leadsOn: plan.redirect !== null }, redirect: session.redirects + 1 };
    });
    const requested = await Promise.all(
      planned.map(({ outcome: { webhook }, plan }) => requestReplies(settings, webhook, plan.messages)),
    );
    const allowed = await withinRate(db.sql, now(), requested);
    return planned.map(({ plan, ...one }, index) => {
      const { requests = [], problems = [] } = allowed[index] ?? {};
      return { ...one, to: plan.redirect, requests, problems: [...plan.problems, ...problems] };
    });
  }

  /** @returns for each webhook, in their order, the SIDs of its replies and what was refused */
  async function accept(sql: Sql, at: Date, requested: readonly (readonly SendRequest[])[]) {
    const requests = requested.flat();
    if (requests.length === 0) return [];
    const world = { now: at, newId: deps.newId, simulatedMps: deps.simulatedMps, gatewayId: null, holdUntil: at };
    const results = await acceptBatch(sql, requests, { ...world, freeAt: free, lastUsed: free });
    let taken = 0;
    return requested.map(({ length }) => {
      const replies: string[] = [];
      const refused: TwimlProblem[] = [];
      for (const result of results.slice(taken, taken + length)) {
        if (result instanceof Refusal) refused.push({ code: result.code, detail: result.detail });
        else replies.push(messageSid(result.message));
      }
      taken += length;
      return { replies, refused };
    });
  }

  return async (outcome, twiml) => {
    const asksForNothing = twiml.messages.length + twiml.problems.length === 0 && twiml.redirect === null;
    const isQuiet = outcome.errorCode === null && asksForNothing;
    if (!isQuiet && outcome.retryAt === null) return batcher.add({ outcome, twiml });
    await settle(outcome);
    return false;
  };
}

/** A reply's sender is given, so nobody compares queues; its slot is taken where it is stored. */
const free = () => 0;
