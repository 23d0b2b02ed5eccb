import { expect, test } from "vitest";
import type { WebhookFailure } from "@/lib/pipeline/deps";
import { retryAfter } from "@/lib/pipeline/webhook-outcome";

const NOW = new Date("2026-05-03T12:00:00Z");
const after = (url: string, attempt: number, cause: WebhookFailure["cause"], chance = 0.5) => {
  const retryAt = retryAfter({ url, attempt }, { failure: { code: 11200, detail: "", cause } }, NOW, chance);
  return retryAt && retryAt.getTime() - NOW.getTime();
};

test.each<[string, string, number, WebhookFailure["cause"], number | null]>([
  ["no connection is tried once more", "http://owl/", 0, "ct", 1_000],
  ["and not a third time", "http://owl/", 1, "ct", null],
  ["an error status is not", "http://owl/", 0, "5xx", null],
  ["unless the URL asks for it", "http://owl/#rc=3&rp=5xx", 0, "5xx", 1_000],
  ["each pause is twice the last", "http://owl/#rc=3&rp=all", 2, "4xx", 4_000],
  ["half an answer never is", "http://owl/#rc=5&rp=all", 0, undefined, null],
])("%s", (_rule, url, attempt, cause, ms) => {
  expect(after(url, attempt, cause)).toBe(ms);
});

test("pauses vary, so that a host that comes back is not met by all at once", () => {
  expect([after("http://owl/", 0, "ct", 0), after("http://owl/", 0, "ct", 1)]).toEqual([800, 1_200]);
});

test("a success is not repeated", () => {
  expect(retryAfter({ url: "http://owl/#rc=5&rp=all", attempt: 0 }, { failure: null }, NOW, 0)).toBeNull();
});
