import { expect, test } from "vitest";
import { chanceFrom } from "@/lib/domain/chance";

const draw = (seed: number, count: number) => {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, chance);
};

test("one seed always gives the same numbers, another gives others", () => {
  expect(draw(7, 100)).toEqual(draw(7, 100));
  expect(draw(7, 100)).not.toEqual(draw(8, 100));
});

test("numbers lie evenly between 0 and 1", () => {
  const tenths = new Array<number>(10).fill(0);
  for (const number of draw(1, 10_000)) tenths[Math.floor(number * 10)]! += 1;
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
