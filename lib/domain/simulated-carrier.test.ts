import { expect, test } from "vitest";
import { ENDINGS, outcomeOf } from "@/lib/domain/simulated-carrier";

const ID = "0190f5fe-7d1c-7abc-8def-0123456789ab";
const outcome = (to: string, attempt = 1, messageId = ID, seed = 1) => outcomeOf({ seed, messageId, attempt, to });

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
  const { submit: answer, receipts } = outcome(to);
  expect(answer).toEqual(submit);
  expect(receipts.map(({ status }) => status)).toEqual(statuses);
  for (const receipt of receipts) expect(receipt.errorCode).toBe(errorCode);
});

test("the same message has the same outcome, another attempt, message or seed its own time", () => {
  const to = "+14155550134";
  expect(outcome(to)).toEqual(outcome(to));
  const times = [outcome(to), outcome(to, 2), outcome(to, 1, ID.replace("ab", "ac")), outcome(to, 1, ID, 2)];
  expect(new Set(times.map(({ receipts }) => receipts[0]?.afterMs)).size).toBeGreaterThan(2);
});

test("receipts come after 50 to 400 ms, spread over the whole of it", () => {
  const times = Array.from(
    { length: 5_000 },
    (_, index) => outcome("+14155550134", 1, `${ID}${index}`).receipts[0]!.afterMs,
  );
  expect(Math.min(...times)).toBe(50);
  expect(Math.max(...times)).toBe(400);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  expect(mean).toBeGreaterThan(215);
  expect(mean).toBeLessThan(235);
});

test("every special ending says what it does, with its code", () => {
  for (const { says, errorCode } of ENDINGS) if (errorCode) expect(says).toContain(String(errorCode));
});
