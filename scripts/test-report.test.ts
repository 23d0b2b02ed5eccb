import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "@/scripts/test-report";

const vitest = (
  numPassedTests: number,
  numFailedTests: number,
  testResults: { status: string; assertionResults: unknown[] }[] = [],
) => ({
  numPassedTests,
  numFailedTests,
  testResults,
});
const playwright = (expected: number, unexpected: number, flaky = 0, errors: unknown[] = []) => ({
  stats: { expected, unexpected, flaky },
  errors,
});

test.each([
  ["all passed", countVitest(vitest(5, 0), 0), 5, 0],
  ["some failed", countVitest(vitest(5, 2), 1), 5, 2],
  [
    "a file that cannot be loaded fails",
    countVitest(vitest(5, 0, [{ status: "failed", assertionResults: [] }]), 1),
    5,
    1,
  ],
  ["a runner that fails for another reason fails", countVitest(vitest(5, 0), 1), 5, 1],
  ["no report is a failure", countVitest(undefined, 0), 0, 1],
  ["specs all passed", countPlaywright(playwright(4, 0), 0), 4, 0],
  ["a spec that passed on its retry has passed", countPlaywright(playwright(4, 0, 1), 0), 5, 0],
  ["specs failed", countPlaywright(playwright(4, 3), 1), 4, 3],
  ["an error outside any spec fails", countPlaywright(playwright(0, 0, 0, [{}]), 1), 0, 1],
  ["no specs' report is a failure", countPlaywright("", 0), 0, 1],
])("%s", (_rule, tally, passed, failed) => {
  expect(tally).toEqual({ passed, failed });
});
