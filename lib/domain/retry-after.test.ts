import { expect, test } from "vitest";
import { retryAfterMs } from "@/lib/domain/retry-after";

test.each([
  ["the first time as long as asked", 1_000, 1, 1_000],
  ["the tenth time as well", 1_000, 10, 1_000],
  ["then twice as long", 1_000, 11, 2_000],
  ["and twice again", 1_000, 12, 4_000],
  ["up to a minute", 1_000, 16, 60_000],
  ["however often", 1_000, 32_000, 60_000],
  ["a carrier that asks for more gets more", 600_000, 1, 600_000],
  ["each time", 600_000, 20, 600_000],
  ["at once is never at once", 0, 1, 100],
  ["and grows too", 0, 12, 400],
])("%s", (_rule, askedMs, attempt, pauseMs) => {
  expect(retryAfterMs(askedMs, attempt)).toBe(pauseMs);
});

test.each([0, 1, 1_000])("asked for %d ms, a message is handed over fewer than 1,000 times in ten hours", (askedMs) => {
  let attempts = 0;
  for (let at = 0; at < 36_000_000; at += retryAfterMs(askedMs, attempts)) attempts += 1;
  expect(attempts).toBeLessThan(1_000);
});
