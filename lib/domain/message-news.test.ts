import { expect, test } from "vitest";
import { newsEveryMs } from "@/lib/domain/message-news";

const T0 = Date.parse("2026-05-03T12:00:00Z");
const after = (ms: number) => new Date(T0 + ms);

test.each([
  ["on its way: at once", "queued", 0, 1_000],
  ["without receipt for long: now and then", "sent", 3_600_000, 15_000],
  ["just delivered: its callbacks are still being made", "delivered", 5_000, 1_000],
  ["delivered a while ago: never", "delivered", 60_000, undefined],
] as const)("looks for news of a message that is %s", (_what, status, ageMs, everyMs) => {
  expect(newsEveryMs({ status, updatedAt: after(0) }, after(ageMs))).toBe(everyMs);
});
