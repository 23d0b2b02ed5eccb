import { expect, test } from "vitest";
import { durationText } from "@/components/duration-text";

test.each([
  [0, "0 ms"],
  [42, "42 ms"],
  [99.6, "100 ms"],
  [800, "0.8 s"],
  [3_240, "3.2 s"],
  [9_960, "10 s"],
  [59_400, "59 s"],
  [59_600, "1 min"],
  [300_000, "5 min"],
  [8_280_000, "2 h 18 min"],
  [36_000_000, "10 h"],
  [273_600_000, "3 d 4 h"],
])("%i ms reads %s", (ms, expected) => {
  expect(durationText(ms)).toBe(expected);
});
