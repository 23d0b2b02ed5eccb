import { describe, expect, test } from "vitest";
import {
  CATEGORY_NAMES,
  countPeriods,
  type Granularity,
  NAMED_PERIODS,
  periodAt,
  readDay,
  recordOf,
  type UsageCategory,
} from "./usage";

const sum = (given: Partial<Parameters<typeof recordOf>[2][number]>) => ({
  inbound: false,
  medium: "sms" as const,
  shortCode: false,
  messages: 1,
  segments: 1,
  cost: 750,
  ...given,
});

const SUMS = [
  sum({ messages: 10, segments: 12, cost: 9_000 }),
  sum({ shortCode: true, messages: 5, segments: 5, cost: 3_750 }),
  sum({ inbound: true, messages: 3, segments: 4, cost: 3_000 }),
  sum({ medium: "mms", messages: 2, segments: 2, cost: 4_000 }),
  sum({ medium: "channel", messages: 1, segments: 1, cost: 500 }),
];

test.each<[UsageCategory, number, number, number]>([
  ["sms", 18, 21, 15_750],
  ["sms-outbound", 15, 17, 12_750],
  ["sms-outbound-longcode", 10, 12, 9_000],
  ["sms-outbound-shortcode", 5, 5, 3_750],
  ["sms-inbound", 3, 4, 3_000],
  ["sms-inbound-shortcode", 0, 0, 0],
  ["mms-outbound", 2, 2, 4_000],
  ["channels-messaging-outbound", 1, 1, 500],
  ["totalprice", 21, 0.2025, 20_250],
])("%s: %i messages, %d used, %i paid", (category, count, usage, cost) => {
  expect(recordOf(category, { start: "2026-01-01", end: "2026-01-31" }, SUMS)).toEqual({
    category,
    start: "2026-01-01",
    end: "2026-01-31",
    count,
    usage,
    cost,
  });
});

test("the parts of every whole add up to it", () => {
  const count = (category: UsageCategory) => recordOf(category, { start: "", end: "" }, SUMS).cost;
  for (const whole of CATEGORY_NAMES) {
    const parts = CATEGORY_NAMES.filter(
      (name) => name.startsWith(`${whole}-`) && name.split("-").length === whole.split("-").length + 1,
    );
    if (parts.length > 0) expect(parts.reduce((total, part) => total + count(part), 0)).toBe(count(whole));
  }
});

test.each([
  ["a date", "2026-02-28", "2026-02-28"],
  ["days ago", "-30days", "2026-02-03"],
  ["a day ahead", "+1day", "2026-03-06"],
  ["no such day", "2026-02-30", undefined],
  ["a time", "2026-02-28T00:00:00Z", undefined],
  ["a word", "yesterday", undefined],
  ["beyond all calendars", "-999999days", undefined],
])("a day is read: %s", (_rule, text, expected) => {
  expect(readDay(text, "2026-03-05")).toBe(expected);
});

test("periods with names", () => {
  expect(NAMED_PERIODS.Today("2026-03-01")).toEqual({ start: "2026-03-01", end: "2026-03-01" });
  expect(NAMED_PERIODS.Yesterday("2026-03-01")).toEqual({ start: "2026-02-28", end: "2026-02-28" });
  expect(NAMED_PERIODS.ThisMonth("2026-03-15")).toEqual({ start: "2026-03-01", end: "2026-03-15" });
  expect(NAMED_PERIODS.LastMonth("2026-01-15")).toEqual({ start: "2025-12-01", end: "2025-12-31" });
});

describe("a stretch in periods, newest first", () => {
  test.each<[Granularity, string, string, readonly string[]]>([
    ["day", "2024-02-28", "2024-03-01", ["2024-03-01/2024-03-01", "2024-02-29/2024-02-29", "2024-02-28/2024-02-28"]],
    ["month", "2025-12-10", "2026-02-03", ["2026-02-01/2026-02-03", "2026-01-01/2026-01-31", "2025-12-10/2025-12-31"]],
    ["year", "2024-06-01", "2026-02-03", ["2026-01-01/2026-02-03", "2025-01-01/2025-12-31", "2024-06-01/2024-12-31"]],
    ["day", "2026-02-03", "2026-02-02", []],
  ])("%s: %s to %s", (granularity, start, end, expected) => {
    const count = countPeriods(granularity, { start, end });
    const periods = Array.from({ length: count }, (_, index) => periodAt(granularity, { start, end }, index));
    expect(periods.map((period) => `${period.start}/${period.end}`)).toEqual(expected);
  });
});
