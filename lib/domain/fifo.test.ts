import { expect, test } from "vitest";
import { Fifo } from "@/lib/domain/fifo";

test("items come out in the order they went in, however many went before", () => {
  const fifo = new Fifo<number>();
  for (let item = 0; item < 5_000; item++) fifo.push(item);
  for (let item = 0; item < 4_000; item++) expect(fifo.shift()).toBe(item);
  fifo.push(5_000);
  expect(fifo.size).toBe(1_001);
  expect(fifo.pop()).toBe(5_000);
  for (let item = 4_000; item < 5_000; item++) expect(fifo.shift()).toBe(item);
  expect([fifo.shift(), fifo.pop(), fifo.size]).toEqual([undefined, undefined, 0]);
});
