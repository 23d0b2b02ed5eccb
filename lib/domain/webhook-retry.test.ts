import { expect, test } from "vitest";
import type { RetryCause } from "@/lib/domain/connection-overrides";
import { DURABLE_HOURS, retryPause } from "@/lib/domain/webhook-retry";

const S = 1_000;
const HOUR = 3_600 * S;
const answer = (cause: RetryCause | undefined, status: number | null = null, code = 11200) => ({
  status,
  failure: { code, cause },
});
const SUCCESS = { status: 204, failure: null };

test.each<[string, string, number, RetryCause | undefined, number | null]>([
  ["no connection is tried once more", "http://owl/", 0, "ct", S],
  ["and not a third time", "http://owl/", 1, "ct", null],
  ["an error status is not", "http://owl/", 0, "5xx", null],
  ["unless the URL asks for it", "http://owl/#rc=3&rp=5xx", 0, "5xx", S],
  ["each pause is twice the last", "http://owl/#rc=3&rp=all", 2, "4xx", 4 * S],
  ["half an answer never is", "http://owl/#rc=5&rp=all", 0, undefined, null],
])("as the wire has it: %s", (_rule, url, triesBefore, cause, ms) => {
  expect(retryPause({ url, triesBefore, durable: false }, answer(cause), 0.5)).toBe(ms);
});

test.each<[string, number, ReturnType<typeof answer>, number | null]>([
  ["no connection is tried again after five seconds", 0, answer("ct"), 5 * S],
  ["an error of the server too", 0, answer("5xx", 503), 5 * S],
  ["a refusal too: it may be a deployment gone wrong", 0, answer("4xx", 404), 5 * S],
  ["half an answer too", 0, answer(undefined, 200), 5 * S],
  ["each pause is three times the last", 1, answer("rt"), 15 * S],
  ["an hour of silence is asked about after an hour", 6, answer("ct"), 3_645 * S],
  ["up to six hours", 8, answer("ct"), 6 * HOUR],
  ["and no longer", 11, answer("ct"), 6 * HOUR],
  ["the thirteenth try is the last", 12, answer("ct"), null],
  ["an endpoint that is gone for good is not asked again", 0, answer("4xx", 410), null],
  ["nor is what is no URL", 0, answer(undefined, null, 11100), null],
  ["nor one whose overrides are out of bounds", 0, answer(undefined, null, 11243), null],
])("durable: %s", (_rule, triesBefore, given, ms) => {
  expect(retryPause({ url: "http://owl/#rc=0", triesBefore, durable: true }, given, 0)).toBe(ms);
});

test.each([false, true])("a success is not repeated (durable: %s)", (durable) => {
  expect(retryPause({ url: "http://owl/#rc=5&rp=all", triesBefore: 0, durable }, SUCCESS, 0)).toBeNull();
});

test("pauses vary, so that a host that comes back is not met by all at once", () => {
  const after = (durable: boolean, chance: number) =>
    retryPause({ url: "http://owl/", triesBefore: 0, durable }, answer("ct"), chance);
  expect([after(false, 0), after(false, 1)]).toEqual([800, 1_200]);
  expect([after(true, 0), after(true, 1)]).toEqual([5_000, 6_000]);
});

test.each([0, 0.5, 0.999])("durable keeps trying for at least 28 hours, and ends within 35 (chance %d)", (chance) => {
  let waited = 0;
  let tries = 1;
  for (;;) {
    const pause = retryPause({ url: "http://owl/", triesBefore: tries - 1, durable: true }, answer("5xx", 500), chance);
    if (pause === null) break;
    waited += pause;
    tries += 1;
  }
  expect(tries).toBe(13);
  expect(waited).toBeGreaterThan(DURABLE_HOURS * HOUR);
  expect(waited).toBeLessThan(35 * HOUR);
});
