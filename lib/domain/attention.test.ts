import { expect, test } from "vitest";
import { type AttentionFacts, attentionOf } from "@/lib/domain/attention";

const NOW = new Date("2026-05-03T12:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const QUIET: AttentionFacts = {
  now: NOW,
  lastHeartbeat: ago(0),
  health: {
    verdict: "flowing",
    messages: 100,
    delivered: { part: 99, whole: 100 },
    usual: undefined,
    worstError: undefined,
  },
  healthSince: ago(1440),
  worstErrorCount: 0,
  hosts: [],
  services: [],
  initialPassword: false,
};

const host = (failures: number, calls: number) => ({
  host: "hooks.acme.test",
  calls,
  failures,
  firstFailureAt: ago(9),
  lastAnswer: 503,
  messageId: "m1",
});

const service = (given: Partial<AttentionFacts["services"][number]>): AttentionFacts["services"][number] => ({
  id: "s1",
  friendlyName: "Reminders",
  state: { status: "ready", word: "Ready", trouble: 0 },
  createdAt: ago(600),
  waiting: 0,
  drainMs: 0,
  ...given,
});

test("when all is well there is nothing to see", () => {
  expect(attentionOf({ ...QUIET, services: [service({})], hosts: [host(2, 4)] })).toEqual([]);
});

test.each<[string, Partial<AttentionFacts>, string, "bad" | "warn"]>([
  [
    "no gateway for ten seconds",
    { lastHeartbeat: ago(1) },
    "No gateway is running. What was accepted is kept and leaves when one starts.",
    "bad",
  ],
  [
    "no gateway ever",
    { lastHeartbeat: null },
    "No gateway is running. What was accepted is kept and leaves when one starts.",
    "bad",
  ],
  [
    "delivery that fell names its worst code",
    { health: { ...QUIET.health, verdict: "bad", worstError: 30007 }, worstErrorCount: 1200 },
    "1,200 messages failed with 30007: Message filtered.",
    "bad",
  ],
  [
    "an endpoint that answers nothing right",
    { hosts: [host(40, 40)] },
    "hooks.acme.test failed 40 of 40 callbacks, last with 503.",
    "bad",
  ],
  [
    "an endpoint that fails often",
    { hosts: [host(12, 100)] },
    "hooks.acme.test failed 12 of 100 callbacks, last with 503.",
    "warn",
  ],
  [
    "a queue that takes more than ten minutes",
    { services: [service({ waiting: 4210, drainMs: 42 * 60_000 })] },
    "“Reminders” has 4,210 messages waiting, for 42 min more.",
    "warn",
  ],
  [
    "a service that cannot reach a destination",
    { services: [service({ state: { status: "blocked", word: "Blocked: no sender for US", trouble: 2 } })] },
    "“Reminders” is blocked: no sender for US.",
    "warn",
  ],
  [
    "a wizard left open for more than an hour",
    { services: [service({ state: { status: "setup", word: "Setup 2 of 4", trouble: 1 }, createdAt: ago(61) })] },
    "“Reminders” was left at setup 2 of 4.",
    "warn",
  ],
  [
    "the first password",
    { initialPassword: true },
    "You still sign in with the first password, which stands in a file.",
    "warn",
  ],
])("%s", (_rule, facts, sentence, severity) => {
  expect(attentionOf({ ...QUIET, ...facts })).toMatchObject([{ sentence, severity }]);
});

test("a wizard opened a moment ago is left alone", () => {
  const open = service({ state: { status: "setup", word: "Setup 2 of 4", trouble: 1 }, createdAt: ago(5) });
  expect(attentionOf({ ...QUIET, services: [open] })).toEqual([]);
});

test("the worst comes first, and no more than seven are shown", () => {
  const blocked = Array.from({ length: 9 }, (_, place) =>
    service({ id: `s${place}`, state: { status: "blocked", word: "Blocked: no sender", trouble: 2 } }),
  );
  const items = attentionOf({ ...QUIET, services: blocked, lastHeartbeat: null });
  expect(items).toHaveLength(7);
  expect(items[0]?.key).toBe("gateway");
});
