import { expect, test } from "vitest";
import { countTry, FORGET_AFTER_MS, type Tries, waitBeforeTry } from "@/lib/domain/sign-in-lock";

const NOW = 1_800_000_000_000;
const tried = (count: number, secondsAgo: number): Tries => ({ count, lastAt: NOW - secondsAgo * 1000 });

test.each([
  ["who never tried does not wait", undefined, 0],
  ["the last free try does not wait", tried(4, 0), 0],
  ["the fifth wrong try costs 40 s", tried(5, 0), 40],
  ["what has passed of it counts", tried(5, 30), 10],
  ["then the next try is allowed", tried(5, 40), 0],
  ["each further one doubles the wait", tried(7, 0), 160],
  ["it never grows beyond 15 minutes", tried(40, 0), 900],
  ["an hour of quiet wipes the slate", tried(40, 3600), 0],
] as const)("%s", (_rule, tries, seconds) => {
  expect(waitBeforeTry(tries, 5, NOW)).toBe(seconds * 1000);
});

test("tries add up, until they are forgotten", () => {
  expect(countTry(undefined, NOW)).toEqual({ count: 1, lastAt: NOW });
  expect(countTry(tried(3, 60), NOW)).toEqual({ count: 4, lastAt: NOW });
  expect(countTry({ count: 9, lastAt: NOW - FORGET_AFTER_MS }, NOW)).toEqual({ count: 1, lastAt: NOW });
});
