import { expect, test } from "vitest";
import { countChange, shareChange } from "./change";

test.each([
  ["more traffic is neither good nor bad", countChange(5_100, 50), "up", "+10,100 % on last week", "quiet"],
  ["less traffic too", countChange(40, 50), "down", "−20 % on last week", "quiet"],
  ["no change is flat", countChange(50, 50), "flat", "as last week", "quiet"],
  [
    "a fall of deliveries is bad",
    shareChange({ part: 90, whole: 100 }, { part: 98, whole: 100 }, "up"),
    "down",
    "−8.0 points on last week",
    "warn",
  ],
  [
    "a rise of errors is bad",
    shareChange({ part: 5, whole: 100 }, { part: 2, whole: 100 }, "down"),
    "up",
    "+3.0 points on last week",
    "warn",
  ],
  [
    "a fall of errors is good",
    shareChange({ part: 2, whole: 100 }, { part: 5, whole: 100 }, "down"),
    "down",
    "−3.0 points on last week",
    "good",
  ],
  [
    "a tenth of a point is noise",
    shareChange({ part: 969, whole: 1000 }, { part: 970, whole: 1000 }, "up"),
    "down",
    "−0.1 points on last week",
    "quiet",
  ],
] as const)("%s", (_rule, change, direction, text, tone) => {
  expect(change).toEqual({ direction, text, tone });
});

test.each([
  ["next to nothing", countChange(500, 3)],
  ["few answers", shareChange({ part: 9, whole: 10 }, { part: 98, whole: 100 }, "up")],
])("%s is no measure", (_what, change) => {
  expect(change).toBeUndefined();
});
