import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Carrier, SubmitAnswer } from "@/lib/carriers/carrier";
import type { Message } from "@/lib/domain/message";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import { createSubmitStage } from "@/lib/pipeline/stages/submit";
import { SILENT } from "@/lib/testing/pipeline";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A hundred queued messages before a carrier and a database that answer when they are told to. */
function hundredBefore({ requestsWait }: { requestsWait: () => boolean }) {
  const steps: (() => void)[] = [];
  const answers: (() => void)[] = [];
  const carrier = {
    submit: () =>
      new Promise<SubmitAnswer>((resolve) => {
        answers.push(() => resolve({ outcome: "accepted", refs: [], receiptExpected: false }));
      }),
  } as Partial<Carrier> as Carrier;
  const stage = createSubmitStage(
    {
      carrierOf: () => carrier,
      settings: { account: async () => ({ status: "active" }) } as unknown as PipelineDeps["settings"],
      now: () => new Date(),
      log: SILENT,
    } as Partial<PipelineDeps> as PipelineDeps,
    {
      lease: { holds: () => true, confirmed: async () => true },
      requestsWait,
      step: () => new Promise((resolve) => steps.push(() => resolve(true))),
      expectReceipts: () => {},
    },
  );
  for (let n = 0; n < 100; n++) stage.enqueue(heldMessage(String(n)));
  const settle = (promises: (() => void)[]) => {
    for (const resolve of promises.splice(0)) resolve();
    return vi.advanceTimersByTimeAsync(1);
  };
  return {
    stage,
    steps,
    answers,
    /** The database stores what it was given. */
    store: () => settle(steps),
    /** The carrier answers what it was given. */
    answer: () => settle(answers),
  };
}

const heldMessage = (id: string): Held => ({
  message: {
    id,
    accountId: "owl",
    status: "queued",
    numMedia: 0,
    createdAt: new Date(),
    leaveAt: null,
    expiresAt: null,
  } as Partial<Message> as Message,
  begun: false,
  viaDue: false,
  settled: Promise.resolve(),
});

test("nobody waits for an answer: all that is due is begun at once", async () => {
  const { steps } = hundredBefore({ requestsWait: () => false });
  await vi.advanceTimersByTimeAsync(1);
  expect(steps.length).toBe(100);
});

test("while requests wait, no more than sixteen are worked on, and as each is done another begins", async () => {
  const { steps, store, answers } = hundredBefore({ requestsWait: () => true });
  await vi.advanceTimersByTimeAsync(1);
  expect(steps.length).toBe(16);
  await store();
  expect(answers.length).toBe(16);
  expect(steps.length).toBe(16);
});

test("while requests wait, what is at a slow carrier keeps nothing else from it", async () => {
  const { stage, store, answers } = hundredBefore({ requestsWait: () => true });
  await vi.advanceTimersByTimeAsync(1);
  while (stage.waiting > 0) await store();
  await store();
  expect(answers.length).toBe(100);
});

test("once no request waits any more, the rest is begun at once", async () => {
  let requests = 1;
  const { steps, store } = hundredBefore({ requestsWait: () => requests > 0 });
  await vi.advanceTimersByTimeAsync(1);
  requests = 0;
  await store();
  expect(steps.length).toBe(84);
});

test("beside those that wait, few are taken that are stored as being sent before they are", async () => {
  const { stage } = hundredBefore({ requestsWait: () => false });
  expect(stage.room).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(stage.room).toBe(100);
});
