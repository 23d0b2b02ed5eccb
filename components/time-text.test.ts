import { describe, expect, test } from "vitest";
import {
  clockText,
  exactText,
  fromInputText,
  inputText,
  preciseText,
  relativeText,
  rowTimeText,
} from "@/components/time-text";

const AT = new Date("2026-05-03T22:03:02.045Z");

describe("an exact time is written in the operator's zone", () => {
  test.each([
    ["clock", clockText(AT, "UTC"), "22:03:02"],
    ["clock with milliseconds", preciseText(AT, "UTC"), "22:03:02.045"],
    ["table cell, where the day already changed", rowTimeText(AT, "Europe/Berlin"), "4 May, 00:03:02"],
    ["copied form names year and zone", exactText(AT, "Europe/Berlin"), "4 May 2026, 00:03:02 Europe/Berlin"],
    ["midnight is 00, never 24", clockText(new Date("2026-01-01T00:00:00Z"), "UTC"), "00:00:00"],
  ])("%s", (_rule, text, expected) => {
    expect(text).toBe(expected);
  });
});

describe("a relative time keeps one unit", () => {
  test.each([
    [2, "just now"],
    [-2, "just now"],
    [12, "12 s ago"],
    [59, "59 s ago"],
    [60, "1 min ago"],
    [3_599, "59 min ago"],
    [3_600, "1 h ago"],
    [172_799, "47 h ago"],
    [172_800, "2 d ago"],
    [-180, "in 3 min"],
  ])("%i s before now is %s", (seconds, expected) => {
    expect(relativeText(new Date(AT.getTime() - seconds * 1000), AT)).toBe(expected);
  });
});

describe("a typed time is read in the operator's zone and reads back the same", () => {
  test.each([
    ["UTC", "2026-05-03T14:03", "2026-05-03T14:03:00.000Z"],
    ["Europe/Berlin", "2026-05-03T14:03", "2026-05-03T12:03:00.000Z"],
    ["America/New_York", "2026-01-03T23:30", "2026-01-04T04:30:00.000Z"],
    ["Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00.000Z"],
    ["Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z"],
  ])("%s %s", (zone, text, iso) => {
    const at = fromInputText(text, zone);
    expect(at?.toISOString()).toBe(iso);
    expect(inputText(at!, zone)).toBe(text);
  });

  test("nothing typed is no time", () => {
    expect(fromInputText("", "UTC")).toBeUndefined();
  });
});
