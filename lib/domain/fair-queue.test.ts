import { expect, test } from "vitest";
import { FairQueue } from "@/lib/domain/fair-queue";

function drain(queue: FairQueue<string>, now: number, itemsMax = Number.POSITIVE_INFINITY): string[] {
  const taken: string[] = [];
  while (taken.length < itemsMax) {
    const item = queue.take(now);
    if (item === undefined) break;
    taken.push(item);
  }
  return taken;
}

test("nothing comes out before its time, and one party's items in the order of their times", () => {
  const queue = new FairQueue<string>();
  queue.add(30, "a", "a30");
  queue.add(10, "a", "a10");
  queue.add(20, "a", "a20");
  expect(queue.nextAt).toBe(10);
  expect(drain(queue, 20)).toEqual(["a10", "a20"]);
  expect(queue.size).toBe(1);
  expect(queue.nextAt).toBe(30);
});

test("of parties that have something due, each gives one in turn", () => {
  const queue = new FairQueue<string>();
  for (const item of ["a1", "a2", "a3"]) queue.add(0, "a", item);
  for (const item of ["b1", "b2"]) queue.add(0, "b", item);
  expect(drain(queue, 0)).toEqual(["a1", "b1", "a2", "b2", "a3"]);
});

test("a party that comes late waits for one item of each other, not for all that they have", () => {
  const queue = new FairQueue<string>();
  for (let index = 0; index < 10_000; index++) queue.add(0, "flood", `flood ${index}`);
  expect(drain(queue, 0, 100)).toHaveLength(100);
  queue.add(5, "other", "other 0");
  expect(queue.nextAt).toBe(0);
  expect(drain(queue, 5, 2)).toContain("other 0");
  expect(queue.size).toBe(9_899);
});

test("what is cleared is gone", () => {
  const queue = new FairQueue<string>();
  queue.add(0, "a", "a1");
  queue.add(0, "a", "a2");
  queue.take(0);
  queue.clear();
  expect([queue.size, queue.nextAt, queue.take(0)]).toEqual([0, undefined, undefined]);
});
