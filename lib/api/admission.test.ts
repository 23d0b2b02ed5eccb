import { expect, test } from "vitest";
import { createAdmission } from "./admission";

const account = (id: string, limits: { requestsPerSecond?: number; requestsAtOnce?: number } = {}) => ({
  id,
  requestsPerSecond: null,
  requestsAtOnce: null,
  ...limits,
});

test("an account has as many requests at once as it may, others are not touched, and one that ends makes room", () => {
  const { enter } = createAdmission(() => new Date(0));
  const owl = account("owl", { requestsAtOnce: 2 });
  const leave = enter(owl, {});
  const headers: Record<string, string> = {};
  enter(owl, headers);
  expect(headers["Twilio-Concurrent-Requests"]).toBe("2");
  expect(() => enter(owl, {})).toThrow(expect.objectContaining({ code: 20429 }));
  expect(() => enter(account("fox"), {})).not.toThrow();
  leave();
  expect(() => enter(owl, {})).not.toThrow();
});

test("an account comes as often as it may, and is told when to come again", () => {
  let at = 10_000;
  const { enter } = createAdmission(() => new Date(at));
  const owl = account("owl", { requestsPerSecond: 1 });
  enter(owl, {})();
  const headers: Record<string, string> = {};
  expect(() => enter(owl, headers)).toThrow(expect.objectContaining({ code: 20429 }));
  expect(headers["Retry-After"]).toBe("1");
  at += 1_000;
  expect(() => enter(owl, {})).not.toThrow();
});

test("without a limit of its own an account may come ten thousand times a second", () => {
  const { enter } = createAdmission(() => new Date(0));
  for (let request = 0; request < 10_000; request++) enter(account("owl"), {})();
});

test("all accounts together are bounded, and told so at once", () => {
  const { enter } = createAdmission(() => new Date(0));
  for (let request = 0; request < 5_000; request++) enter(account(`owl ${request % 10}`), {});
  expect(() => enter(account("fox"), {})).toThrow(expect.objectContaining({ code: 20503 }));
});
