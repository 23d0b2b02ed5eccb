import { expect, test } from "vitest";
import { ENDINGS, type HandOver, parseOutcome, playOf } from "@/lib/domain/simulated-carrier";
import { DEFAULT_SCENARIO, type Scenario } from "@/lib/domain/simulator-scenario";

const ID = "0190f5fe-7d1c-7abc-8def-0123456789ab";
const play = (given: Partial<HandOver> = {}, scenario: Partial<Scenario> = {}) =>
  playOf(
    { ...DEFAULT_SCENARIO, ...scenario },
    { messageId: ID, attempt: 1, to: "+14155550134", from: "+14155550100", segments: 1, ...given },
  );
/** Of many messages. */
const plays = (scenario: Partial<Scenario>, given: Partial<HandOver> = {}) =>
  Array.from({ length: 4_000 }, (_, index) => play({ messageId: `${ID}${index}`, ...given }, scenario));
const percent = (scenario: Partial<Scenario>, is: (each: ReturnType<typeof play>) => boolean) =>
  (plays(scenario).filter(is).length / 4_000) * 100;

test.each([
  ["an ordinary recipient gets it", "+14155550134", "accepted", ["delivered"], undefined],
  ["0003 is off", "+14155550003", "accepted", ["undelivered"], 30003],
  ["0005 does not exist", "+14155550005", "accepted", ["undelivered"], 30005],
  ["0006 is a landline", "+14155550006", "accepted", ["undelivered"], 30006],
  ["0007 is filtered", "+14155550007", "accepted", ["undelivered"], 30007],
  ["0008 is refused", "+14155550008", { errorCode: 30008 }, [], undefined],
  ["0010 never gives a receipt", "+14155550010", "accepted", [], undefined],
  ["0011 gives its receipt twice", "+447700900011", "accepted", ["delivered", "delivered"], undefined],
])("%s", (_rule, to, submit, statuses, errorCode) => {
  for (const scenario of [{}, { outcomes: { "undelivered:30004": 1 }, lostPercent: 100 }]) {
    if (to.endsWith("0134") && "outcomes" in scenario) continue;
    const { submit: answer, receipts } = play({ to }, scenario);
    expect(answer).toEqual(submit);
    expect(receipts.map(({ status }) => status)).toEqual(statuses);
    for (const receipt of receipts) expect(receipt.errorCode).toBe(errorCode);
  }
});

test("the same seed, message and attempt play the same, in every detail; another of them plays otherwise", () => {
  const wild = {
    outcomes: { delivered: 5, "undelivered:30003": 3, "failed:30008": 2 },
    earlyPercent: 20,
    latePercent: 20,
    twicePercent: 20,
    lostPercent: 20,
    unknownPercent: 20,
    throttledPercent: 20,
    lostAnswerPercent: 20,
    lostPartPercent: 50,
  };
  expect(plays(wild, { segments: 3 })).toEqual(plays(wild, { segments: 3 }));
  expect(plays(wild)).not.toEqual(plays({ ...wild, seed: 2 }));
  expect(plays(wild)).not.toEqual(plays(wild, { attempt: 2 }));
});

test("what is delivered on WhatsApp or RCS may be read, after as long again; a text never is, nor what is lost", () => {
  const read = { readPercent: 100 };
  for (const from of ["whatsapp:+14155550100", "rcs:owls_agent"]) {
    const [delivered, reading] = play({ from }, read).receipts;
    expect(delivered).toMatchObject({ status: "delivered" });
    expect(reading).toEqual({ part: 0, status: "read", afterMs: delivered!.afterMs * 2 });
  }
  for (const [given, scenario] of [
    [{ from: "+14155550100" }, read],
    [{ from: "messenger:owls" }, read],
    [{ from: "whatsapp:+14155550100" }, {}],
    [{ from: "whatsapp:+14155550100" }, { ...read, lostPercent: 100 }],
    [{ from: "whatsapp:+14155550100" }, { ...read, outcomes: { "undelivered:30003": 1 } }],
  ] as const) {
    expect(play(given, scenario).receipts.map(({ status }) => status)).not.toContain("read");
  }
});

test("receipts come after 50 to 400 ms, spread over the whole of it", () => {
  const times = plays({}).map(({ receipts }) => receipts[0]!.afterMs);
  expect(Math.min(...times)).toBe(50);
  expect(Math.max(...times)).toBe(400);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  expect(mean).toBeGreaterThan(215);
  expect(mean).toBeLessThan(235);
});

test("with a long tail half of the receipts come within the geometric mean of the bounds", () => {
  const scenario = { receiptMsMin: 100, receiptMsMax: 10_000, receiptSpread: "long-tail" } as const;
  const times = plays(scenario).map(({ receipts }) => receipts[0]!.afterMs);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...times)).toBeGreaterThan(9_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(10_000);
  const early = times.filter((time) => time <= 1_000).length / times.length;
  expect(early).toBeGreaterThan(0.46);
  expect(early).toBeLessThan(0.54);
});

test("outcomes come by their weights", () => {
  const outcomes = { delivered: 6, "undelivered:30005": 3, "failed:30007": 1 };
  expect(percent({ outcomes }, ({ receipts }) => receipts[0]?.status === "delivered")).toBeCloseTo(60, -1);
  expect(percent({ outcomes }, ({ receipts }) => receipts[0]?.errorCode === 30005)).toBeCloseTo(30, -1);
  expect(
    percent(
      { outcomes },
      ({ submit }) => typeof submit === "object" && "errorCode" in submit && submit.errorCode === 30007,
    ),
  ).toBeCloseTo(10, -1);
});

test.each([
  ["early receipts", { earlyPercent: 25 }, ({ receipts, answerMs }) => receipts[0]!.afterMs < 0 && answerMs >= 50],
  ["late ones", { latePercent: 25, lateMs: 60_000 }, ({ receipts }) => receipts[0]!.afterMs > 60_000],
  ["those that come twice", { twicePercent: 25 }, ({ receipts }) => receipts.length === 2],
  ["lost ones", { lostPercent: 25 }, ({ receipts }) => receipts.length === 0],
  [
    "those of unknown messages",
    { unknownPercent: 25 },
    ({ receipts }) => receipts[1]?.part === undefined && receipts.length === 2,
  ],
  [
    "throttled hand-overs",
    { throttledPercent: 25, retryAfterMs: 7 },
    ({ submit }) => typeof submit === "object" && "retryAfterMs" in submit,
  ],
  ["lost answers", { lostAnswerPercent: 25 }, ({ answerLost }) => answerLost],
] as [string, Partial<Scenario>, (each: ReturnType<typeof play>) => boolean][])(
  "%s come as often as they are told to",
  (_fault, scenario, is) => {
    const seen = percent(scenario, is);
    expect(seen).toBeGreaterThan(22);
    expect(seen).toBeLessThan(28);
    const [name] = Object.keys(scenario);
    expect(percent({ ...scenario, [name!]: 0 }, is)).toBe(0);
    expect(percent({ ...scenario, [name!]: 100 }, is)).toBe(100);
  },
);

test("a throttled message gets through at another attempt", () => {
  const attempts = Array.from(
    { length: 20 },
    (_, index) => play({ attempt: index + 1 }, { throttledPercent: 50 }).submit,
  );
  expect(attempts).toContain("accepted");
  expect(attempts).toContainEqual({ retryAfterMs: 1_000 });
});

test("a text of several segments loses one of its parts, a text of one has none to lose", () => {
  const { parts, receipts } = play({ segments: 3 }, { lostPartPercent: 100 });
  expect(parts).toBe(3);
  expect(receipts.map(({ part }) => part)).toEqual([0, 1, 2]);
  expect(receipts.map(({ status }) => status).toSorted()).toEqual(["delivered", "delivered", "undelivered"]);
  expect(play({ segments: 1 }, { lostPartPercent: 100 })).toEqual(play());
});

test.each([
  ["delivered", { status: "delivered", errorCode: null }],
  ["undelivered:30003", { status: "undelivered", errorCode: 30003 }],
  ["failed:30008", { status: "failed", errorCode: 30008 }],
  ["failed", undefined],
  ["delivered:30003", undefined],
  ["undelivered:21610", undefined],
  ["undelivered:30999", undefined],
  ["read", undefined],
])("%s as an outcome", (name, outcome) => {
  expect(parseOutcome(name)).toEqual(outcome);
});

test("every special ending says what it does, with its code", () => {
  for (const { says, errorCode } of ENDINGS) if (errorCode) expect(says).toContain(String(errorCode));
});
