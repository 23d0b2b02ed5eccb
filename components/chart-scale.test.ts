import { describe, expect, test } from "vitest";
import { axisMarks, labelledPlaces } from "@/components/chart-scale";

describe("axis marks are round, start at 0 and hold the greatest value", () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [10, [0, 5, 10]],
    [100, [0, 25, 50, 75, 100]],
    [812, [0, 250, 500, 750, 1000]],
    [12_431, [0, 5_000, 10_000, 15_000]],
  ])("%i", (max, marks) => {
    expect(axisMarks(max)).toEqual(marks);
  });

  test("a rate may have halves", () => {
    expect(axisMarks(1, 4, false)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
});

test.each([
  [0, []],
  [3, [0, 1, 2]],
  [24, [0, 4, 8, 12, 16, 20]],
  [60, [0, 10, 20, 30, 40, 50]],
  [97, [0, 17, 34, 51, 68, 85]],
])("of %i places at most six are labelled, the first among them", (count, places) => {
  expect(labelledPlaces(count)).toEqual(places);
});
