import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CarrierDeps, CarrierReceipt, Submission } from "@/lib/carriers/carrier";
import { createSimulatedCarrier } from "@/lib/carriers/simulated";
import { DEFAULT_SCENARIO, type Scenario } from "@/lib/domain/simulator-scenario";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const submission = (to = "+14155550199", attempt = 1): Submission => ({
  id: "0190a000-0000-7000-8000-000000000001",
  accountId: "a",
  from: "+12125550101",
  to,
  country: "US",
  body: "Hello",
  encoding: "GSM-7",
  segments: 1,
  media: [],
  attempt,
});
const always = () => true;
function setUp(deps: Partial<CarrierDeps> = {}) {
  const received: CarrierReceipt[] = [];
  const carrier = createSimulatedCarrier(
    { id: "carrier", seed: 1 },
    {
      now: () => new Date(),
      receive: async (receipt) => void received.push(receipt),
      blockOf: async () => undefined,
      scenarioOf: async () => undefined,
      ...deps,
    },
  );
  return { carrier, received };
}

test("what it takes is delivered after 50 to 400 ms, under the name it gave", async () => {
  const { carrier, received } = setUp();
  const answer = await carrier.submit(submission(), always);
  expect(answer).toEqual({ outcome: "accepted", refs: [`${submission().id}.1`], receiptExpected: true });
  await vi.advanceTimersByTimeAsync(49);
  expect(received).toEqual([]);
  await vi.advanceTimersByTimeAsync(351);
  expect(received).toMatchObject([{ carrierId: "carrier", carrierRef: `${submission().id}.1`, status: "delivered" }]);
});

test.each([
  ["a refusal", "+14155550008", { outcome: "refused", errorCode: 30008 }, []],
  ["silence", "+14155550010", { outcome: "accepted", receiptExpected: false }, []],
  ["two receipts", "+14155550011", { outcome: "accepted", receiptExpected: true }, ["delivered", "delivered"]],
  ["bad news", "+14155550003", { outcome: "accepted", receiptExpected: true }, ["undelivered"]],
])("the recipient's last digits bring %s", async (_ending, to, answer, statuses) => {
  const { carrier, received } = setUp();
  expect(await carrier.submit(submission(to), always)).toMatchObject(answer);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(received.map(({ status }) => status)).toEqual(statuses);
});

test("a message that an earlier process handed over gets the receipt it was still owed, when it was owed", async () => {
  const { carrier, received } = setUp();
  await carrier.submit(submission(), always);
  await vi.advanceTimersByTimeAsync(1_000);
  const again = setUp();
  const refs = await again.carrier.resume(submission(), new Date(1_000_000));
  expect(refs).toEqual([received[0]?.carrierRef]);
  await vi.advanceTimersByTimeAsync(0);
  expect(again.received).toMatchObject([{ carrierRef: refs[0], status: "delivered" }]);
  expect(await again.carrier.resume(submission("+14155550010"), new Date())).toEqual([]);
});

test("a live compliance gate stops a message at the carrier with its code", async () => {
  const { carrier, received } = setUp({ blockOf: async () => 30034 });
  expect(await carrier.submit(submission(), always)).toMatchObject({ outcome: "accepted", receiptExpected: true });
  await vi.advanceTimersByTimeAsync(400);
  expect(received).toMatchObject([{ status: "undelivered", errorCode: 30034 }]);
});

test("nothing is answered before the ledger has it, and nothing is taken while there is none", async () => {
  let keep = () => {};
  const record = vi.fn(() => new Promise<void>((resolve) => (keep = resolve)));
  const isUp = vi.fn(() => true);
  const { carrier } = setUp({ ledger: { isUp, record, close: () => {} } });
  let answered = false;
  const answer = carrier.submit(submission(), always).finally(() => (answered = true));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(record).toHaveBeenCalledWith({ id: submission().id, attempt: 1, to: "+14155550199", body: "Hello", media: 0 });
  expect(answered).toBe(false);
  keep();
  expect(await answer).toMatchObject({ outcome: "accepted" });
  isUp.mockReturnValue(false);
  expect(await carrier.submit(submission(), always)).toEqual({ outcome: "busy", retryAfterMs: 1_000 });
  expect(carrier.isUp()).toBe(false);
});

test("a receipt that cannot be taken is given again", async () => {
  const receive = vi.fn<CarrierDeps["receive"]>(async () => {});
  receive.mockRejectedValueOnce(new Error("no database"));
  const { carrier } = setUp({ receive });
  await carrier.submit(submission(), always);
  await vi.advanceTimersByTimeAsync(400);
  expect(receive).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(receive.mock.calls[1]?.[0].carrierRef).toBe(receive.mock.calls[0]?.[0].carrierRef);
});

test("nothing leaves, and nothing is owed, when it may not leave at the last moment", async () => {
  const record = vi.fn(async () => {});
  const { carrier, received } = setUp({ ledger: { isUp: () => true, record, close: () => {} } });
  expect(await carrier.submit(submission(), () => false)).toEqual({ outcome: "withheld" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(record).not.toHaveBeenCalled();
  expect(received).toEqual([]);
});

const under = (scenario: Partial<Scenario>, deps: Partial<CarrierDeps> = {}) =>
  setUp({ ...deps, scenarioOf: async () => ({ ...DEFAULT_SCENARIO, since: 1_000_000, ...scenario }) });

test("an early receipt comes before the answer, under the name the answer will give", async () => {
  const { carrier, received } = under({ earlyPercent: 100 });
  let answered: unknown;
  void carrier.submit(submission(), always).then((answer) => (answered = answer));
  await vi.advanceTimersByTimeAsync(1);
  expect(received).toMatchObject([{ carrierRef: `${submission().id}.1`, status: "delivered" }]);
  expect(answered).toBeUndefined();
  await vi.advanceTimersByTimeAsync(100);
  expect(answered).toMatchObject({ outcome: "accepted", refs: [`${submission().id}.1`] });
});

test("a lost answer rejects, and the message was taken all the same", async () => {
  const record = vi.fn(async () => {});
  const { carrier, received } = under(
    { lostAnswerPercent: 100 },
    { ledger: { isUp: () => true, record, close: () => {} } },
  );
  await expect(carrier.submit(submission(), always)).rejects.toThrow("its answer was lost");
  await vi.advanceTimersByTimeAsync(400);
  expect(record).toHaveBeenCalledTimes(1);
  expect(received).toHaveLength(1);
});

test("a throttled message is not taken, and may be handed over again", async () => {
  const record = vi.fn(async () => {});
  const { carrier } = under(
    { throttledPercent: 100, retryAfterMs: 250 },
    { ledger: { isUp: () => true, record, close: () => {} } },
  );
  expect(await carrier.submit(submission(), always)).toEqual({ outcome: "busy", retryAfterMs: 250 });
  expect(record).not.toHaveBeenCalled();
});

test("while the link is down nothing is taken and no receipt comes; both go on when it is up", async () => {
  const { carrier, received } = under({ linkUpMs: 40, linkDownMs: 1_000 });
  expect(await carrier.submit(submission(), always)).toMatchObject({ outcome: "accepted" });
  await vi.advanceTimersByTimeAsync(140);
  expect(await carrier.submit(submission("+14155550198"), always)).toEqual({ outcome: "busy", retryAfterMs: 900 });
  await vi.advanceTimersByTimeAsync(899);
  expect(received).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(received).toHaveLength(1);
});

test("parts have names of their own, and a process that starts again knows them", async () => {
  const text = { ...submission(), segments: 3 };
  const { carrier, received } = under({ lostPartPercent: 100 });
  const refs = [1, 2, 3].map((part) => `${text.id}.1${part === 1 ? "" : `.${part - 1}`}`);
  expect(await carrier.submit(text, always)).toMatchObject({ refs });
  await vi.advanceTimersByTimeAsync(400);
  expect(received.map(({ carrierRef }) => carrierRef)).toEqual(refs);
  expect(await under({ lostPartPercent: 100 }).carrier.resume(text, new Date())).toEqual(refs);
});

test("a receipt for nobody's message comes beside the real one", async () => {
  const { carrier, received } = under({ unknownPercent: 100 });
  await carrier.submit(submission(), always);
  await vi.advanceTimersByTimeAsync(400);
  expect(received.map(({ carrierRef }) => carrierRef)).toEqual([
    `${submission().id}.1`,
    `${submission().id}.1.unknown`,
  ]);
});

test("a receipt for nobody's message is not one that is expected", async () => {
  const { carrier } = under({ unknownPercent: 100, lostPercent: 100 });
  expect(await carrier.submit(submission(), always)).toMatchObject({ outcome: "accepted", receiptExpected: false });
  expect(await carrier.resume(submission(), new Date())).toEqual([]);
});
