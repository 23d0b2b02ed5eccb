import { expect, test } from "vitest";
import { readSchedule } from "@/lib/domain/schedule";

const NOW = new Date("2026-01-01T00:00:00Z");

test.each([
  ["neither parameter means at once", {}, null],
  ["empty ones too", { scheduleType: "", sendAt: "" }, null],
  [
    "five minutes ahead is the earliest",
    { scheduleType: "fixed", sendAt: "2026-01-01T00:05:00Z" },
    "2026-01-01T00:05:00.000Z",
  ],
  [
    "35 days ahead is the latest",
    { scheduleType: "fixed", sendAt: "2026-02-05T00:00:00Z" },
    "2026-02-05T00:00:00.000Z",
  ],
  ["another zone is read", { scheduleType: "fixed", sendAt: "2026-01-01T12:00:00+05:30" }, "2026-01-01T06:30:00.000Z"],
])("%s", (_rule, given, expected) => {
  expect(readSchedule({ ...given, viaService: true }, NOW)?.toISOString() ?? null).toBe(expected);
});

test.each([
  ["a schedule without a time", { scheduleType: "fixed" }, 35111],
  ["a time that cannot be read", { scheduleType: "fixed", sendAt: "tomorrow" }, 35114],
  ["a second less than five minutes", { scheduleType: "fixed", sendAt: "2026-01-01T00:04:59Z" }, 35114],
  ["a second more than 35 days", { scheduleType: "fixed", sendAt: "2026-02-05T00:00:01Z" }, 35114],
  ["a time in the past", { scheduleType: "fixed", sendAt: "2025-12-31T00:00:00Z" }, 35114],
  ["a type other than fixed", { scheduleType: "later", sendAt: "2026-01-02T00:00:00Z" }, 35126],
  ["a time without a type", { sendAt: "2026-01-02T00:00:00Z" }, 35126],
  ["no Messaging Service", { scheduleType: "fixed", sendAt: "2026-01-02T00:00:00Z", viaService: false }, 35118],
])("%s is refused", (_rule, given, code) => {
  expect(() => readSchedule({ viaService: true, ...given }, NOW)).toThrow(expect.objectContaining({ code }));
});
