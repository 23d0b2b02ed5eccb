import { Refusal } from "@/lib/domain/errors";
import type { Message, SendRequest } from "@/lib/domain/message";
import { type Accepted, acceptBatch } from "@/lib/operations/accept";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { PipelineDeps } from "@/lib/pipeline/deps";
import type { Holding } from "@/lib/pipeline/holding";
import type { PaceView } from "@/lib/pipeline/pace-view";
import { lacksMedia } from "@/lib/pipeline/stages/media";
import { Fenced } from "@/lib/store/accept";
import { isUnavailable } from "@/lib/store/unavailable";
import type { Webhook } from "@/lib/store/webhooks";

const BATCH_MAX = 200;
/** Requests that wait for their turn; more are refused, so that none waits longer than it may. */
const WAITING_MAX = 20_000;
/** Messages that leave later than this wait in the database instead of memory. */
const HOLD_MS = 5_000;
/** What leaves within so long is stored as on its way: a batch's slots lie a little after its acceptance. */
const LEAVE_MS = 20;
/** A request waits so long for its COMMIT. */
const ANSWER_MS = 5_000;
/** An accept whose answer got lost may still be committed so much later: it is looked for meanwhile. */
const DOUBT_MS = 60_000;

export type AcceptStage = {
  /** Stores a message; resolves after COMMIT. @throws Refusal 21611 full queue, 20429 too busy, 20503 no database */
  accept(request: SendRequest): Promise<Message>;
  readonly waiting: number;
};

/**
 * Group commit: requests in flight share one INSERT. What was stored goes straight to the next stage in memory. A batch
 * that fails for what is in it is tried again one by one, so that one caller's fault never answers another.
 * @source contracts, API
 */
export function createAcceptStage(
  { db, now, newId, simulatedMps, log }: Pick<PipelineDeps, "db" | "now" | "newId" | "simulatedMps" | "log">,
  {
    gatewayId,
    holding,
    pace,
    submitRoom,
    handOn,
    wakeDue,
    tell,
    fenced,
  }: {
    gatewayId: number;
    holding: Holding;
    pace: PaceView;
    /** How many messages the next stage can hand over at once. */
    submitRoom: () => number;
    handOn: (message: Message) => void;
    /** A message waits for its files in `message_due`. */
    wakeDue: () => void;
    tell: (webhook: Webhook) => void;
    fenced: () => void;
  },
): AcceptStage {
  const batcher = createBatcher<SendRequest, Message | Refusal>({ itemsMax: BATCH_MAX, delayMs: 0, run });

  async function run(requests: readonly SendRequest[]): Promise<(Message | Refusal)[]> {
    try {
      return await store(requests);
    } catch (error) {
      if (error instanceof Fenced) fenced();
      if (error instanceof Fenced || isUnavailable(error)) {
        log.warn("accept.refused", { requests: requests.length, error });
        return requests.map(() => new Refusal(20503));
      }
      log.warn("accept.singly", { requests: requests.length, error });
      return Promise.all(requests.map((request) => singly(request)));
    }
  }

  async function singly(request: SendRequest): Promise<Message | Refusal> {
    try {
      const [result] = await store([request]);
      return result ?? new Refusal(20503);
    } catch (error) {
      log.error("accept.failed", { accountId: request.accountId, error });
      return new Refusal(isUnavailable(error) || error instanceof Fenced ? 20503 : 20500);
    }
  }

  async function store(requests: readonly SendRequest[]): Promise<(Message | Refusal)[]> {
    const settle = holding.expect([newId()]);
    const at = now();
    let results: (Accepted | Refusal)[];
    try {
      results = await acceptBatch(db.sql, requests, {
        now: at,
        newId,
        simulatedMps,
        gatewayId,
        holdUntil: holding.room > 0 ? new Date(at.getTime() + HOLD_MS) : new Date(0),
        ...(submitRoom() >= requests.length && { leaveUntil: new Date(at.getTime() + LEAVE_MS) }),
        freeAt: pace.freeAt,
        lastUsed: pace.lastUsed,
        isAside: pace.isAside,
      });
    } catch (error) {
      setTimeout(settle, DOUBT_MS).unref();
      throw error;
    }
    const answers = results.map((result) => {
      if (result instanceof Refusal) return result;
      pace.learn(result.message, result.draft.pace, at);
      if (result.held) handOn(result.message);
      else if (lacksMedia(result.message)) wakeDue();
      const webhook = webhookOf(result);
      if (webhook) tell(webhook);
      return result.answer;
    });
    settle();
    return answers;
  }

  return {
    async accept(request) {
      if (batcher.size >= WAITING_MAX) throw new Refusal(20429);
      const result = await inTime(batcher.add(request));
      if (result instanceof Refusal) throw result;
      return result;
    },
    get waiting() {
      return batcher.size;
    },
  };
}

/** What comes later than anybody waits is told as a refusal; should it be stored after all, it is sent. */
function inTime<Result>(storing: Promise<Result>): Promise<Result | Refusal> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(new Refusal(20503)), ANSWER_MS);
    storing.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The callback that tells the second event of a message that was more than accepted. */
function webhookOf({ message, draft }: Accepted): Webhook | undefined {
  if (!draft.callback || message.statusCallback === null) return undefined;
  return {
    messageId: message.id,
    seq: draft.message.seq,
    kind: "status",
    accountId: message.accountId,
    url: message.statusCallback,
    method: "POST",
    params: draft.callback,
    dueAt: message.createdAt,
    attempt: 0,
  };
}
