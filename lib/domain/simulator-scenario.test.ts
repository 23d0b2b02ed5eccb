import { expect, test } from "vitest";
import { DEFAULT_SCENARIO, linkUpAt, type Scenario } from "@/lib/domain/simulator-scenario";

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
