import { createBatcher } from "@/lib/pipeline/batcher";
import type { PipelineDeps, WebhookAnswer } from "@/lib/pipeline/deps";
import { isUnavailable } from "@/lib/store/unavailable";
import { settleWebhooks, type Webhook, type WebhookOutcome } from "@/lib/store/webhooks";

const BATCH_MAX = 200;
const GATHER_MS = 20;
/** Characters that are kept of an answer's body, and of its headers together. */
const BODY_KEPT = 4_096;
const HEADERS_KEPT = 4_096;
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
