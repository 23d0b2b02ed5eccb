import { expect, test } from "vitest";
import { CatchUp } from "@/lib/domain/catch-up";

const TEN = { queue: "pn", mps: 10 };
const NOW = 100_000;

test("what is on time leaves at its slot", () => {
  const catchUp = new CatchUp();
  expect([99_500, 100_000, 100_100].map((at) => catchUp.departure(TEN, at, 1, NOW))).toEqual([
    99_500, 100_000, 100_100,
  ]);
  expect(catchUp.isDone).toBe(true);
});

test("what is late leaves at the queue's rate, in order and by segments", () => {
  const catchUp = new CatchUp();
  const departures = [40_000, 40_100, 40_400].map((at, index) => catchUp.departure(TEN, at, index === 1 ? 3 : 1, NOW));
  expect(departures).toEqual([100_000, 100_100, 100_400]);
});

test("those after it wait until the queue has caught up, and from then on keep their slots", () => {
  const catchUp = new CatchUp();
  for (const at of [40_000, 40_100]) catchUp.departure(TEN, at, 1, NOW);
  expect(catchUp.departure(TEN, 100_150, 1, NOW)).toBe(100_200);
  expect(catchUp.isDone).toBe(false);
  expect(catchUp.departure(TEN, 100_400, 1, NOW)).toBe(100_400);
  expect(catchUp.isDone).toBe(true);
});

test("a queue that is behind delays no other", () => {
  const catchUp = new CatchUp();
  catchUp.departure({ queue: "pn", mps: 0.001 }, 40_000, 1, NOW);
  expect(catchUp.departure({ queue: "other", mps: 10 }, 100_000, 1, NOW)).toBe(100_000);
});
