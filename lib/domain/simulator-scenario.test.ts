import { expect, test } from "vitest";
import { DEFAULT_SCENARIO, describeScenario, linkUpAt, type Scenario } from "@/lib/domain/simulator-scenario";

const up = (given: Partial<Scenario>, at: number) => linkUpAt({ ...DEFAULT_SCENARIO, since: 1_000, ...given }, at);
const FLAPS = { linkUpMs: 300, linkDownMs: 100 };

test.each([
  ["a link that never goes down is up", { linkUpMs: 300 }, 1_350, 1_350],
  ["before the scenario it is up", FLAPS, 999, 999],
  ["it begins up", FLAPS, 1_000, 1_000],
  ["it is up to the last ms", FLAPS, 1_299, 1_299],
  ["then down until its time is over", FLAPS, 1_300, 1_400],
  ["to the last ms", FLAPS, 1_399, 1_400],
  ["and up again", FLAPS, 1_400, 1_400],
  ["over and over", FLAPS, 1_000 + 400 * 1_000 + 350, 1_000 + 400 * 1_001],
  ["without any time up it is down for good, and asked again", { linkDownMs: 1 }, 2_000, 7_000],
])("%s", (_rule, scenario, at, upAt) => {
  expect(up(scenario, at)).toBe(upAt);
});

test.each([
  ["the default", {}, []],
  ["a default that was set", { since: 5, outcomes: { delivered: 7 } }, []],
  ["a link that is down", { linkDownMs: 1 }, ["The link is down, and nothing leaves."]],
  ["a link that flaps", FLAPS, ["The link is up for 300 ms, then down for 100 ms, over and over."]],
  ["throttling", { throttledPercent: 5 }, ["5 % of messages are turned away for 1 s first."]],
  ["a slow answer", { answerMs: 1_500 }, ["Each message is answered after 1.5 s."]],
  [
    "outcomes",
    { outcomes: { delivered: 2, "undelivered:30003": 1, "failed:30008": 0 } },
    ["66.7 % are delivered, 33.3 % are undelivered (30003), 0 % are failed (30008)."],
  ],
  ["slow receipts", { receiptMsMax: 20_000 }, ["Receipts come after 50 ms to 20 s."]],
  ["a long tail", { receiptSpread: "long-tail" }, ["Receipts come after 50 ms to 400 ms, most of them early."]],
  ["late receipts", { latePercent: 0.5, lateMs: 60_000 }, ["0.5 % of receipts come 60 s late."]],
  [
    "several things, in the order a message meets them",
    { lostPercent: 1, lostAnswerPercent: 2, lostPartPercent: 3 },
    [
      "2 % of messages are taken without an answer, and go out again.",
      "1 % of receipts are lost.",
      "3 % of texts in several parts lose one.",
    ],
  ],
] as [string, Partial<Scenario>, string[]][])("an operator reads of %s", (_what, scenario, sentences) => {
  expect(describeScenario({ ...DEFAULT_SCENARIO, ...scenario })).toEqual(sentences);
});
