import { expect, test } from "vitest";
import { barsOf, deliveredShare, OPEN, STATUS_OK, sumOf, totalOf } from "@/lib/domain/insights";

const COUNTS = { delivered: 90, read: 2, sent: 5, queued: 3, accepted: 1, undelivered: 6, failed: 2, canceled: 4 };

test("confirmed delivered is of those with a final answer; canceled and open ones are not in it", () => {
  expect(deliveredShare(COUNTS)).toEqual({ part: 92, whole: 100 });
});

test("status OK counts what was handed over without a receipt", () => {
  expect(sumOf(COUNTS, STATUS_OK)).toBe(97);
});

test("open ones wait for something, canceled ones do not", () => {
  expect(sumOf(COUNTS, OPEN)).toBe(9);
});

test("the five bars hold all but what was canceled", () => {
  const bars = barsOf(COUNTS);
  expect(bars).toEqual({ delivered: 92, sent: 5, waiting: 4, undelivered: 6, failed: 2 });
  expect(Object.values(bars).reduce((sum, count) => sum + count)).toBe(totalOf(COUNTS) - 4);
});
