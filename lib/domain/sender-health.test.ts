import { expect, test } from "vitest";
import { isIll, setAside } from "@/lib/domain/sender-health";

const GOOD = { finished: 5_000, failed: 50 };
const BAD = { finished: 5_000, failed: 2_000 };
const NEW = { finished: 0, failed: 0 };

test.each([
  ["half of twenty fail, where one in a hundred did", { finished: 20, failed: 10 }, GOOD, true],
  ["all fail, where nothing is known", { finished: 20, failed: 20 }, NEW, true],
  ["a third of three hundred fail", { finished: 300, failed: 100 }, GOOD, true],
  ["nineteen messages say nothing", { finished: 19, failed: 19 }, GOOD, false],
  ["five of twenty may be chance", { finished: 20, failed: 5 }, GOOD, false],
  ["a tenth is more than usual, and no illness", { finished: 1_000, failed: 100 }, GOOD, false],
  ["half, where two in five always fail", { finished: 1_000, failed: 500 }, BAD, false],
  ["nearly all, where two in five always fail", { finished: 1_000, failed: 950 }, BAD, true],
  ["everything arrives", { finished: 1_000, failed: 0 }, GOOD, false],
])("%s", (_rule, recent, usual, ill) => {
  expect(isIll(recent, usual)).toBe(ill);
});

test("a sender is set aside for five minutes, then twice as long each time, and never longer than an hour", () => {
  const now = new Date("2026-05-03T12:00:00Z");
  const minutes: number[] = [];
  let aside: ReturnType<typeof setAside> | undefined;
  for (let trip = 0; trip < 6; trip++) {
    aside = setAside(aside, now);
    minutes.push((aside.asideUntil.getTime() - now.getTime()) / 60_000);
  }
  expect(minutes).toEqual([5, 10, 20, 40, 60, 60]);
});
