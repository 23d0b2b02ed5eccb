import { parseConnectionOverrides } from "@/lib/domain/connection-overrides";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { PipelineDeps, WebhookAnswer } from "@/lib/pipeline/deps";
import { isUnavailable } from "@/lib/store/unavailable";
import { settleWebhooks, type Webhook, type WebhookOutcome } from "@/lib/store/webhooks";

const BATCH_MAX = 200;
const GATHER_MS = 20;
/** Characters that are kept of an answer's body, and of its headers together. */
const BODY_KEPT = 4_096;
const HEADERS_KEPT = 4_096;
/** Before the second try; doubles for each further one, and varies by a fifth. */
const RETRY_MS = 1_000;

/** When a webhook is tried again; null when this answer ends it. @param chance from 0 to below 1 @source behaviour §4.4 */
export function retryAfter(
  { url, attempt }: Pick<Webhook, "url" | "attempt">,
  { failure }: Pick<WebhookAnswer, "failure">,
  now: Date,
  chance: number,
): Date | null {
  if (!failure?.cause) return null;
  const read = parseConnectionOverrides(url);
  if (!read.ok || attempt >= read.overrides.retries || !read.overrides.retryOn.has(failure.cause)) return null;
  return new Date(now.getTime() + RETRY_MS * 2 ** attempt * (0.8 + 0.4 * chance));
}

/** A try as it is recorded. */
export function outcomeOf(
  webhook: Webhook,
  answer: WebhookAnswer,
  { at, durationMs, retryAt }: { at: Date; durationMs: number; retryAt: Date | null },
): WebhookOutcome {
  return {
    webhook,
    at,
    durationMs,
    url: answer.url,
    requestHeaders: answer.requestHeaders,
    requestBody: answer.requestBody,
    responseStatus: answer.status,
    responseHeaders: answer.headers && capped(answer.headers),
    responseBody: answer.body?.slice(0, BODY_KEPT).toWellFormed() ?? null,
    errorCode: answer.failure?.code ?? null,
    errorDetail: answer.failure?.detail.slice(0, BODY_KEPT) ?? null,
    retryAt,
  };
}

export type Settle = (outcome: WebhookOutcome) => Promise<void>;

/**
 * Records tries, many in one statement, and keeps at it while the database is away.
 * @param ended whether this name was lost: then nothing is recorded any more
 * @returns resolves once the try is recorded, or known not to be ours to record
 */
export function createSettler(
  { db, now, log }: Pick<PipelineDeps, "db" | "now" | "log">,
  { gatewayId, ended }: { gatewayId: number; ended: () => boolean },
): Settle {
  const { add } = createBatcher<WebhookOutcome, undefined>({
    itemsMax: BATCH_MAX,
    delayMs: GATHER_MS,
    run: async (batch) => {
      await settle(batch);
      return batch.map(() => undefined);
    },
  });

  async function settle(batch: readonly WebhookOutcome[]): Promise<void> {
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        return await settleWebhooks(db.sql, gatewayId, now(), batch);
      } catch (error) {
        if (ended()) return;
        if (!isUnavailable(error)) {
          log.error("callbacks.unrecorded", { webhooks: batch.length, error });
          if (batch.length > 1) for (const outcome of batch) await settle([outcome]);
          return;
        }
        log.warn("callbacks.retried", { webhooks: batch.length, error });
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  return add;
}

/** Headers as far as they are kept. */
export function capped(headers: Readonly<Record<string, string>>): Record<string, string> {
  let room = HEADERS_KEPT;
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => {
      room -= name.length + value.length;
      return room >= 0;
    }),
  );
}
