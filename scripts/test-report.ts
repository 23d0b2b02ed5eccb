import { z } from "zod";

export interface Tally {
  passed: number;
  failed: number;
}

const Vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const Playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** @param report  of Vitest's "json" reporter, undefined when none was written; a file that could not be loaded is a failure */
export function countVitest(report: unknown, status: number): Tally {
  const { data } = Vitest.safeParse(report);
  if (!data) return { passed: 0, failed: 1 };
  const unloaded = data.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return settle({ passed: data.numPassedTests, failed: data.numFailedTests + unloaded }, status);
}

/** @param report  of Playwright's "json" reporter; a spec that passed on its retry has passed */
export function countPlaywright(report: unknown, status: number): Tally {
  const { data } = Playwright.safeParse(report);
  if (!data) return { passed: 0, failed: 1 };
  const { expected, flaky, unexpected } = data.stats;
  return settle({ passed: expected + flaky, failed: unexpected + data.errors.length }, status);
}

/** A runner that failed without a failed test has one failure more than it counted. */
const settle = (tally: Tally, status: number): Tally =>
  status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
