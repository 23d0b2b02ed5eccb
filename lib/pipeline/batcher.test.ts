import { expect, test } from "vitest";
import { createBatcher } from "@/lib/pipeline/batcher";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("items of one turn share a batch, and each gets its own result", async () => {
  const batches: number[][] = [];
  const { add } = createBatcher<number, number>({
    itemsMax: 10,
    delayMs: 0,
    run: async (items) => {
      batches.push([...items]);
      return items.map((item) => item * 2);
    },
  });
  expect(await Promise.all([add(1), add(2), add(3)])).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("while a batch runs the next one gathers, bounded, and never two run at once", async () => {
  const batches: number[][] = [];
  let release = () => {};
  let running = 0;
  const batcher = createBatcher<number, number>({
    itemsMax: 2,
    delayMs: 0,
    run: async (items) => {
      batches.push([...items]);
      running += 1;
      expect(running).toBe(1);
      if (batches.length === 1) await new Promise<void>((resolve) => (release = resolve));
      running -= 1;
      return items;
    },
  });
  const first = batcher.add(1);
  await turn();
  await turn();
  const rest = [2, 3, 4].map((item) => batcher.add(item));
  expect(batcher.size).toBe(4);
  release();
  expect(await Promise.all([first, ...rest])).toEqual([1, 2, 3, 4]);
  expect(batches).toEqual([[1], [2, 3], [4]]);
  await turn();
  expect(batcher.size).toBe(0);
});

test("a batch that fails fails its own items, and the next one runs", async () => {
  let runs = 0;
  const { add } = createBatcher<number, number>({
    itemsMax: 1,
    delayMs: 0,
    run: async (items) => {
      runs += 1;
      if (runs === 1) throw new Error("no");
      return items;
    },
  });
  const results = await Promise.allSettled([add(1), add(2)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});
