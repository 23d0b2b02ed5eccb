import { expect, test } from "vitest";
import { healthOf, type Verdict } from "@/lib/domain/health";

const sent = (delivered: number, undelivered: number) => ({ delivered, undelivered });
test.each<[string, Record<string, number>, Record<string, number>, Verdict]>([
  ["no message now or then", {}, {}, "silent"],
  ["no message where last week had traffic", {}, sent(90, 10), "stopped"],
  ["under 30 answers is too few to judge", sent(20, 9), sent(90, 0), "few"],
  ["waiting messages are no answer", { queued: 500 }, sent(90, 0), "few"],
  ["as last week", sent(980, 20), sent(985, 15), "flowing"],
  ["a fall of less than two points is noise", sent(9700, 300), sent(9890, 110), "flowing"],
  ["a fall that chance explains is noise", sent(45, 5), sent(48, 2), "flowing"],
  ["a real fall of two points or more", sent(9500, 500), sent(9890, 110), "worse"],
  ["a fall of ten points", sent(800, 200), sent(985, 15), "bad"],
  ["a rise", sent(990, 10), sent(900, 100), "better"],
  ["good, with nothing to compare", sent(97, 3), {}, "flowing"],
  ["poor, with nothing to compare", sent(60, 40), {}, "bad"],
])("%s", (_case, counts, before, verdict) => {
  expect(healthOf(counts, before, [30003]).verdict).toBe(verdict);
});

test("names the most frequent error only when something is wrong", () => {
  expect(healthOf(sent(800, 200), sent(985, 15), [30003, 30005]).worstError).toBe(30003);
  expect(healthOf(sent(980, 20), sent(985, 15), [30003]).worstError).toBeUndefined();
});
