import type { Submission } from "@/lib/carriers/carrier";
import { FairQueue } from "@/lib/domain/fair-queue";
import { travelsAsMms } from "@/lib/domain/media";
import type { Message } from "@/lib/domain/message";
import { priceOf } from "@/lib/domain/price";
import { retryAfterMs } from "@/lib/domain/retry-after";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import type { Lease } from "@/lib/pipeline/lease";
import type { Change, MakeStep } from "@/lib/pipeline/steps";
import { findMediaOf } from "@/lib/store/media";
import { findOptedOut } from "@/lib/store/opt-outs";

/** Messages on their way to carriers at once; the rest waits, and accounts take turns. */
const WINDOW = 1_000;
/**
 * So many of them are worked on here while requests wait for their COMMIT: a process has one thread, and a caller waits for an
 * answer where a message only waits for its turn. What is at its carrier does not count, and no flood stops it altogether.
 */
const WORK_MAX = 16;
/** So many may wait that are stored as `sending`. Few: after a crash each looks as if it might have left. */
const BEGUN_MAX = 100;
/**
 * The statement that stores a message as `sending` has looked for opt-outs; what leaves later than this is looked up once
 * more, so that a STOP holds back what waited for room, for its carrier or for the lease.
 */
const LOOKED_MS = 100;
const LOOKUPS_MAX = 200;
/** How long a message waits whose hand-over ended without an answer, or whose carrier is not there. */
const RETRY_MS = 1_000;

export type SubmitStage = {
  /** Takes a message whose slot is known: it leaves then, or fails when its validity ends before. */
  enqueue(held: Held): void;
  readonly inFlight: number;
  /** How many more may come that are stored as `sending`, beside those that wait. */
  readonly room: number;
  /** Messages that wait for their slot or for room. */
  readonly waiting: number;
  /** Of those, the ones that are stored as `sending`: left behind, they would look as if they might have been sent. */
  readonly begun: number;
  stop(): void;
};

/**
 * queued → sending → sent | failed, each message at its slot and in the order of the slots. `sending` is stored before
 * anything leaves, with the message itself where it leaves at once; a message found in `sending` is handed over once more,
 * and its event says so.
 * @source architecture §5; contracts, Doubt after a crash
 */
export function createSubmitStage(
  {
    db,
    media,
    carrierOf,
    settings,
    now,
    log,
  }: Pick<PipelineDeps, "db" | "media" | "carrierOf" | "settings" | "now" | "log">,
  {
    lease,
    requestsWait,
    step,
    expectReceipts,
  }: {
    lease: Lease;
    /** Somebody waits for the answer to a request. */
    requestsWait: () => boolean;
    step: MakeStep;
    /** Receipts that use these names belong to this message. */
    expectReceipts: (held: Held, refs: readonly string[]) => void;
  },
): SubmitStage {
  const queue = new FairQueue<Held>();
  let inFlight = 0;
  let atCarriers = 0;
  /** Something could leave but for those before it. */
  let isFull = false;
  let begunWaiting = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const optedOut = createBatcher<string, boolean>({
    itemsMax: LOOKUPS_MAX,
    delayMs: 0,
    run: async (ids) => {
      const found = new Set(await findOptedOut(db.sql, ids));
      return ids.map((id) => found.has(id));
    },
  });

  function enqueueAt(at: number, held: Held): void {
    if (stopped) return;
    queue.add(at, held.message.accountId, held);
    if (queue.nextAt === at) arm();
  }

  function arm(): void {
    clearTimeout(timer);
    timer = undefined;
    const { nextAt } = queue;
    if (stopped || nextAt === undefined || isFull) return;
    timer = setTimeout(pump, Math.max(0, nextAt - now().getTime()));
  }

  function pump(): void {
    const at = now().getTime();
    const workMax = requestsWait() ? WORK_MAX : WINDOW;
    while (!stopped) {
      isFull = inFlight >= WINDOW || inFlight - atCarriers >= workMax;
      const held = isFull ? undefined : queue.take(at);
      if (!held) break;
      inFlight += 1;
      held.settled = submit(held)
        .catch((error) => {
          log.error("submit.failed", { messageId: held.message.id, error });
          enqueueAt(now().getTime() + retryAfterMs(RETRY_MS, held.message.attempt), held);
        })
        .finally(() => {
          inFlight -= 1;
          makeRoom();
        });
    }
    arm();
  }

  function makeRoom(): void {
    if (!isFull) return;
    isFull = false;
    arm();
  }

  async function submit(held: Held): Promise<void> {
    const { message } = held;
    const begun = held.begun;
    setBegun(held, false);
    const isOver = () => message.expiresAt !== null && message.expiresAt <= now();
    if (isOver()) return fail(held, 30036);
    if ((await settings.account(message.accountId))?.status !== "active") return fail(held, 30002);
    const carrier = carrierOf(message.carrierId);
    if (!carrier) {
      log.warn("submit.no-carrier", { messageId: message.id, carrierId: message.carrierId });
      return tryAgain();
    }
    if (begun && now().getTime() > message.createdAt.getTime() + LOOKED_MS) {
      const isSilenced = await optedOut.add(message.id).catch(() => undefined);
      if (isSilenced === undefined) return tryAgain();
      if (isSilenced) return fail(held, 21610);
    }
    const files = travelsAsMms(message) ? await filesOf(message.id) : [];
    if (!begun && !(await step(held, message.status === "sending" ? RESUBMITS : SUBMITS))) return;

    let answer = await handOver();
    while (answer.outcome === "withheld") {
      if (!(await lease.confirmed())) return;
      if (isOver()) return fail(held, 30036);
      if (await optedOut.add(message.id)) return fail(held, 21610);
      answer = await handOver();
    }
    switch (answer.outcome) {
      case "accepted":
        if (answer.receiptExpected) expectReceipts(held, answer.refs);
        await step(held, {
          to: "sent",
          carrierRefs: answer.refs,
          price: message.price ?? priceOf(message),
          release: !answer.receiptExpected,
        });
        return;
      case "refused":
        return fail(held, answer.errorCode);
      case "busy":
        await step(held, {
          to: "queued",
          event: "handed-back",
          release: true,
          dueAt: dueAgain(message, answer.retryAfterMs),
        });
    }

    /** It is as it was: nothing of it has left. */
    function tryAgain(): void {
      setBegun(held, begun);
      enqueueAt(now().getTime() + RETRY_MS, held);
    }

    async function handOver() {
      atCarriers += 1;
      makeRoom();
      try {
        const mayLeave = () => lease.holds() && !isOver();
        return await (carrier as NonNullable<typeof carrier>).submit(submissionOf(held.message, files), mayLeave);
      } finally {
        atCarriers -= 1;
      }
    }
  }

  /** No later than its validity ends, so that it fails on time. */
  function dueAgain({ attempt, expiresAt }: Message, askedMs: number): Date {
    const at = now().getTime() + retryAfterMs(askedMs, attempt);
    return new Date(Math.min(at, expiresAt?.getTime() ?? at));
  }

  function setBegun(held: Held, begun: boolean): void {
    if (held.begun !== begun) begunWaiting += begun ? 1 : -1;
    held.begun = begun;
  }

  async function filesOf(messageId: string): Promise<Submission["media"]> {
    const kept = (await findMediaOf(db.sql, [messageId])).get(messageId) ?? [];
    return kept.map((file) => ({ ...file, url: media.publicUrl + media.signedPath(file, now()) }));
  }

  async function fail(held: Held, errorCode: number): Promise<void> {
    await step(held, { to: "failed", errorCode, release: true });
  }

  return {
    enqueue(held) {
      if (held.begun) begunWaiting += 1;
      const { leaveAt, expiresAt, createdAt } = held.message;
      const leaves = (leaveAt ?? createdAt).getTime();
      enqueueAt(Math.min(leaves, expiresAt?.getTime() ?? leaves), held);
    },
    get inFlight() {
      return inFlight;
    },
    get room() {
      return stopped ? 0 : Math.max(0, Math.min(WINDOW - inFlight, BEGUN_MAX) - queue.size);
    },
    get waiting() {
      return queue.size;
    },
    get begun() {
      return begunWaiting;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      queue.clear();
    },
  };
}

const SUBMITS: Change = { to: "sending", submits: true };
const RESUBMITS: Change = { ...SUBMITS, event: "resubmitted-in-doubt" };

export const submissionOf = (message: Message, media: Submission["media"] = []): Submission => ({
  id: message.id,
  accountId: message.accountId,
  from: message.from,
  to: message.to,
  country: message.country,
  body: message.body,
  encoding: message.encoding,
  segments: message.segments,
  media,
  attempt: message.attempt,
});
