import { expect, test } from "vitest";
import { TimeQueue } from "@/lib/domain/time-queue";

const drain = (queue: TimeQueue<number | string>, now: number) => {
  const taken = [];
  for (let item = queue.take(now); item !== undefined; item = queue.take(now)) taken.push(item);
  return taken;
};

test("items come out by their time, and nothing early", () => {
  const queue = new TimeQueue<string>();
  for (const [at, item] of [
    [30, "c"],
    [10, "a"],
    [20, "b"],
  ] as const)
    queue.add(at, item);
  expect(queue.nextAt).toBe(10);
  expect(drain(queue, 20)).toEqual(["a", "b"]);
  expect(queue.nextAt).toBe(30);
  expect(queue.size).toBe(1);
});

test("items of one time keep the order they came in", () => {
  const queue = new TimeQueue<number>();
  for (let item = 0; item < 100; item++) queue.add(5, item);
  expect(drain(queue, 5)).toEqual([...Array(100).keys()]);
});

test("a thousand in any order come out sorted", () => {
  const queue = new TimeQueue<number>();
  const times = Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % 1_009);
  for (const time of times) queue.add(time, time);
  expect(drain(queue, 2_000)).toEqual(times.toSorted((one, other) => one - other));
  expect(queue.nextAt).toBeUndefined();
});
