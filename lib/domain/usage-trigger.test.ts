import { expect, test } from "vitest";
import { fires, plain, type Recurring, readTriggerValue, watchedDays, watchedValue } from "./usage-trigger";

const NOW = new Date("2026-03-15T12:00:00Z");

test.each<[string, Recurring | null, number, string | null, boolean]>([
  ["below its value it waits", null, 99, null, false],
  ["at its value it fires", null, 100, null, true],
  ["once is once", null, 500, "2020-01-01", false],
  ["a daily one fires once a day", "daily", 100, "2026-03-15", false],
  ["and again the next day", "daily", 100, "2026-03-14", true],
  ["a monthly one fires once a month", "monthly", 100, "2026-03-01", false],
  ["and again the next month", "monthly", 100, "2026-02-28", true],
  ["a yearly one fires once a year", "yearly", 100, "2026-01-01", false],
  ["and again the next year", "yearly", 100, "2025-12-31", true],
])("%s", (_rule, recurring, value, fired, expected) => {
  const firedAt = fired === null ? null : new Date(`${fired}T23:59:59Z`);
  expect(fires({ triggerValue: 100, recurring, firedAt }, value, NOW)).toBe(expected);
});

test.each<[Recurring | null, string]>([
  ["daily", "2026-03-15"],
  ["monthly", "2026-03-01"],
  ["yearly", "2026-01-01"],
  [null, "1970-01-01"],
])("%s watches from %s", (recurring, start) => {
  expect(watchedDays(recurring, NOW)).toEqual({ start, end: "2026-03-15" });
});

test.each([
  ["a value", "50", 50],
  ["one with decimals", "0.00750", 0.0075],
  ["so much more than there is", "+30", 42.5],
  ["zero", "0", undefined],
  ["less than nothing", "-1", undefined],
  ["a word", "many", undefined],
  ["more decimals than a price has", "0.000001", undefined],
])("a value is read: %s", (_rule, text, expected) => {
  expect(readTriggerValue(text, 12.5)).toBe(expected);
});

test("a price is watched in dollars, and numbers are written without idle decimals", () => {
  const record = { category: "sms", start: "", end: "", count: 3, usage: 4, cost: 2_250 } as const;
  expect([watchedValue("count", record), watchedValue("usage", record), watchedValue("price", record)]).toEqual([
    3, 4, 0.0225,
  ]);
  expect([plain(50), plain(0.0225), plain(0), plain(1_000)]).toEqual(["50", "0.0225", "0", "1000"]);
});
