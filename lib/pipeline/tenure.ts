import type { CarrierReceipt } from "@/lib/carriers/carrier";
import type { Message, SendRequest } from "@/lib/domain/message";
import { canBecome } from "@/lib/domain/message-status";
import { TimeQueue } from "@/lib/domain/time-queue";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import { createHolding } from "@/lib/pipeline/holding";
import type { Lease } from "@/lib/pipeline/lease";
import { createPaceView } from "@/lib/pipeline/pace-view";
import { type Round, startRound } from "@/lib/pipeline/round";
import { createAcceptStage } from "@/lib/pipeline/stages/accept";
import { createCallbackStage } from "@/lib/pipeline/stages/callbacks";
import { createDueStage } from "@/lib/pipeline/stages/due";
import { createMediaStage, lacksMedia } from "@/lib/pipeline/stages/media";
import { createReceiptStage } from "@/lib/pipeline/stages/receipts";
import { createSubmitStage, submissionOf } from "@/lib/pipeline/stages/submit";
import { createTakeOverStage } from "@/lib/pipeline/stages/take-over";
import { createStepWriter } from "@/lib/pipeline/steps";

/** Everything one gateway does under one name. It ends when the name is lost; the next one begins with empty hands. */
export type Tenure = {
  accept(request: SendRequest): Promise<Message>;
  receive(receipt: CarrierReceipt): Promise<void>;
  oldestOpenId(): string;
  /** There is something in `message_due` or `webhook_due`. */
  wake(): void;
  /** Whether its rounds come through. */
  isWell(): boolean;
  /** What is in memory, by stage. */
  figures(): Figures;
  /** Begins nothing new; resolves when what is under way has ended, or after `ms`. */
  drain(ms: number): Promise<void>;
  /** Does no more. What is still under way changes nothing any more once the name is lost. */
  end(): Promise<void>;
};

export type Figures = Readonly<
  Record<
    | "accepting"
    | "held"
    | "media"
    | "mediaInFlight"
    | "waiting"
    | "submitting"
    | "steps"
    | "callbacks"
    | "callbacksInFlight",
    number
  >
>;

/** What cannot be done now is tried again after this. */
const RETRY_MS = 1_000;
/** A round that has not come through for so long is stuck. */
const STUCK_MS = 15_000;

export function beginTenure(
  deps: PipelineDeps,
  {
    gatewayId,
    lease,
    reconnectedMs,
    fenced,
  }: {
    gatewayId: number;
    lease: Lease;
    reconnectedMs: () => number;
    fenced: () => void;
  },
): Tenure {
  let ended = false;
  const holding = createHolding(deps.newId);
  const pace = createPaceView();
  const callbacks = createCallbackStage(deps, { gatewayId, lease });
  const { tell } = callbacks;
  const steps = createStepWriter(deps, { gatewayId, holding, ended: () => ended, tell });
  const { step } = steps;
  const receipts = createReceiptStage(deps, { gatewayId, holding, step });
  const submit = createSubmitStage(deps, {
    lease,
    requestsWait: () => accept.waiting > 0,
    step,
    expectReceipts: receipts.expect,
  });
  const due = createDueStage(deps, { gatewayId, holding, pace, step, takeUp, handOn: submit.enqueue, tell });
  /** A take-over at the same instant may have found it already. */
  const handOn = (message: Message) => {
    const held = holding.add(message, { begun: message.status === "sending" });
    if (held) submit.enqueue(held);
  };
  const accept = createAcceptStage(deps, {
    gatewayId,
    holding,
    pace,
    submitRoom: () => submit.room,
    handOn,
    wakeDue: () => dueRound.wake(),
    tell,
    fenced,
  });
  const takeOver = createTakeOverStage(deps, { gatewayId, holding, reconnectedMs, takeUp, refill: callbacks.refill });

  /** Messages that still need a sender wait here for the instant of their time. */
  const unassigned = new TimeQueue<Held>();
  const media = createMediaStage(deps, { step, onKept: awaitTime });

  /** Goes on with a message where its status says it stands. */
  function takeUp(held: Held): void {
    const { id, status } = held.message;
    if (lacksMedia(held.message)) media.enqueue(held);
    else if (status === "scheduled") awaitTime(held);
    else if (status === "sent") held.settled = resume(held).catch((error) => takeUpLater(held, error));
    else if (status === "sending" || canBecome(status, "sending")) submit.enqueue(held);
    else holding.letGo(id);
  }

  function awaitTime(held: Held): void {
    const { sendAt, createdAt } = held.message;
    unassigned.add((sendAt ?? createdAt).getTime(), held);
  }

  function takeUpLater(held: Held, error: unknown): void {
    deps.log.warn("take-up.retried", { messageId: held.message.id, error });
    setTimeout(() => !ended && takeUp(held), RETRY_MS);
  }

  /** @returns when the carrier knows that a receipt is owed; without one the message is let go as it is */
  async function resume(held: Held): Promise<void> {
    const { message } = held;
    const refs = await deps
      .carrierOf(message.carrierId)
      ?.resume(submissionOf(message), message.sentAt ?? message.updatedAt);
    if (refs && refs.length > 0) receipts.expect(held, refs);
    else await step(held, { to: "sent", event: "no-receipt-expected", release: true });
  }

  async function assignReady(): Promise<void> {
    const ready: Held[] = [];
    const at = deps.now().getTime();
    for (let held = unassigned.take(at); held; held = unassigned.take(at)) ready.push(held);
    await Promise.all(ready.map((held) => due.assign(held).catch((error) => putBack(held, error))));
  }

  function putBack(held: Held, error: unknown): void {
    deps.log.warn("schedule.retried", { messageId: held.message.id, error });
    unassigned.add(deps.now().getTime() + RETRY_MS, held);
  }

  const round = (name: string, everyMs: number, run: () => Promise<number>): Round =>
    startRound({ name, everyMs, run }, deps);
  const once = (run: () => Promise<unknown>) => () => run().then(() => 0);
  const dueRound = round("due", 500, due.take);
  const webhookRound = round("webhooks", 1_000, callbacks.take);
  const rounds = [
    dueRound,
    webhookRound,
    round("schedule", 100, once(assignReady)),
    round("take-over", 500, once(takeOver.takeOver)),
    round("sweep", 5_000, once(takeOver.sweep)),
    round(
      "pace",
      1_000,
      once(() => pace.refresh(deps.db.sql, deps.now())),
    ),
  ];
  void callbacks.refill();

  return {
    accept: accept.accept,
    receive: receipts.receive,
    oldestOpenId: holding.oldestOpenId,
    wake() {
      dueRound.wake();
      webhookRound.wake();
    },
    isWell: () => rounds.every(({ silentMs }) => silentMs() < STUCK_MS),
    async drain(ms) {
      const until = deps.elapsed() + ms;
      const none = async (left: () => number) => {
        while (left() > 0 && deps.elapsed() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      };
      await none(() => accept.waiting + submit.begun);
      media.stop();
      submit.stop();
      callbacks.stop();
      await none(() => submit.inFlight + steps.size + callbacks.inFlight + callbacks.recording);
    },
    figures: () => ({
      accepting: accept.waiting,
      held: holding.size,
      media: media.waiting,
      mediaInFlight: media.inFlight,
      waiting: submit.waiting,
      submitting: submit.inFlight,
      steps: steps.size,
      callbacks: callbacks.waiting,
      callbacksInFlight: callbacks.inFlight,
    }),
    async end() {
      ended = true;
      media.stop();
      submit.stop();
      callbacks.stop();
      unassigned.clear();
      await Promise.all(rounds.map(({ stop }) => stop()));
    },
  };
}
