import { type Params, statusCallbackParams } from "@/lib/domain/callback";
import { emitsCallback } from "@/lib/domain/message-status";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import type { Holding } from "@/lib/pipeline/holding";
import { findStates } from "@/lib/store/gateways";
import { type Made, makeSteps, type Step } from "@/lib/store/steps";
import { isUnavailable } from "@/lib/store/unavailable";
import type { Webhook } from "@/lib/store/webhooks";

const BATCH_MAX = 500;
/** A step waits so long for others: short beside any carrier's answer, long enough for a hundred at full speed. */
const GATHER_MS = 10;
const RETRY_MS_MIN = 50;
const RETRY_MS_MAX = 1_000;

/** What happens to a held message. */
export type Change = Pick<
  Step,
  "to" | "errorCode" | "detail" | "submits" | "price" | "carrierRefs" | "release" | "dueAt"
> & {
  /** Name of the event where it is not the new status: a note. Notes are told to nobody. */
  readonly event?: string;
  /** When the carrier was done with it. */
  readonly doneAt?: Date;
};

/**
 * @returns whether the step was made; false: the message is not ours any more and was let go, or it was to leave for someone
 *   who has opted out, and failed (21610)
 */
export type MakeStep = (held: Held, change: Change) => Promise<boolean>;

/**
 * Writes the steps of all stages, many in one statement, and keeps at it while the database is away: a step is made, or
 * known not to be ours. A callback is offered once its step is stored.
 */
export function createStepWriter(
  { db, now, log }: Pick<PipelineDeps, "db" | "now" | "log">,
  {
    gatewayId,
    holding,
    ended,
    tell,
  }: {
    gatewayId: number;
    holding: Holding;
    /** Whether this name was lost: then nothing is retried. */
    ended: () => boolean;
    tell: (webhook: Webhook) => void;
  },
): { step: MakeStep; readonly size: number } {
  const batcher = createBatcher<Expected, Made | undefined>({ itemsMax: BATCH_MAX, delayMs: GATHER_MS, run: write });

  async function write(batch: readonly Expected[]): Promise<(Made | undefined)[]> {
    let inDoubt = false;
    for (let pauseMs = RETRY_MS_MIN; ; pauseMs = Math.min(pauseMs * 2, RETRY_MS_MAX)) {
      try {
        const made = await makeSteps(
          db.sql,
          batch.map(({ step }) => step),
        );
        if (inDoubt) await addMadeBefore(batch, made);
        return batch.map(({ step }) => made.get(step.id));
      } catch (error) {
        if (ended()) return batch.map(() => undefined);
        if (!isUnavailable(error)) {
          if (batch.length > 1) return singly(batch);
          throw error;
        }
        log.warn("steps.retried", { steps: batch.length, error });
        inDoubt = true;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  /** The COMMIT of an earlier try may have gone through although its answer was lost. */
  async function addMadeBefore(batch: readonly Expected[], made: Map<string, Made>): Promise<void> {
    const missing = batch.filter(({ step }) => !made.has(step.id));
    const states = await findStates(
      db.sql,
      missing.map(({ step }) => step.id),
    );
    for (const { step, seq } of missing) {
      const state = states.get(step.id);
      const owner = step.release ? null : gatewayId;
      if (state && state.owner === owner && state.status === step.to && state.seq === seq) made.set(step.id, seq);
    }
  }

  async function singly(batch: readonly Expected[]): Promise<(Made | undefined)[]> {
    const results = [];
    for (const one of batch) {
      results.push(
        await write([one]).catch((error) => {
          log.error("step.failed", { messageId: one.step.id, to: one.step.to, error });
          return [undefined];
        }),
      );
    }
    return results.flat();
  }

  async function step(held: Held, change: Change): Promise<boolean> {
    const { message } = held;
    const at = now();
    const callback = change.event === undefined ? callbackOf(message, change) : undefined;
    const made: Step = {
      id: message.id,
      owner: gatewayId,
      from: message.status,
      to: change.to,
      event: change.event ?? change.to,
      at,
      errorCode: change.errorCode,
      detail: change.detail,
      submits: change.submits,
      price: change.price,
      carrierRefs: change.carrierRefs,
      release: change.release,
      dueAt: change.dueAt,
      callback,
    };
    const seq = await batcher.add({ step: made, seq: message.seq + 1 });
    if (seq === undefined) {
      holding.letGo(message.id);
      return false;
    }
    if (seq === "opted out") {
      await step(held, { to: "failed", errorCode: 21610, release: true });
      return false;
    }
    if (change.to === "sent" && message.status !== "sent") message.sentAt = at;
    if (change.errorCode !== undefined) message.errorCode = change.errorCode;
    if (change.price !== undefined) message.price = change.price;
    if (change.submits) message.attempt += 1;
    message.status = change.to;
    message.updatedAt = at;
    message.seq = seq;
    if (change.release) holding.letGo(message.id);
    if (callback && message.statusCallback !== null) {
      tell({
        messageId: message.id,
        seq,
        kind: "status",
        accountId: message.accountId,
        url: message.statusCallback,
        method: "POST",
        params: callback,
        dueAt: at,
        attempt: 0,
      });
    }
    return true;
  }

  return {
    step,
    get size() {
      return batcher.size;
    },
  };
}

/** A step, and the number its event will have. */
type Expected = { readonly step: Step; readonly seq: number };

function callbackOf(message: Held["message"], { to, errorCode, doneAt }: Change): Params | undefined {
  if (message.statusCallback === null || !emitsCallback(to, { initial: false })) return undefined;
  return statusCallbackParams(message, to, { errorCode, doneAt });
}
