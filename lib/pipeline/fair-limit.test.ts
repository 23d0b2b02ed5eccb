import { expect, test } from "vitest";
import { createFairLimit } from "@/lib/pipeline/fair-limit";

/** Jobs that note when they begin, and end when they are told to. */
function workshop(limit: { total: number; perKey: number }) {
  const fair = createFairLimit(limit);
  const begun: string[] = [];
  const ends = new Map<string, { done: () => void; fail: (error: Error) => void }>();
  return {
    fair,
    begun,
    add(key: string, name: string) {
      fair.run(key, () => {
        begun.push(name);
        return new Promise<void>((resolve, reject) => ends.set(name, { done: resolve, fail: reject }));
      });
    },
    async end(name: string, error?: Error) {
      if (error) ends.get(name)?.fail(error);
      else ends.get(name)?.done();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("a key that takes long leaves room for the others", () => {
  const { add, begun } = workshop({ total: 4, perKey: 2 });
  for (const name of ["a1", "a2", "a3", "b1"]) add(name.charAt(0), name);
  expect(begun).toEqual(["a1", "a2", "b1"]);
});

test("what waits begins when one of its key ends, in order", async () => {
  const { add, begun, end, fair } = workshop({ total: 4, perKey: 1 });
  for (const name of ["a1", "a2", "a3"]) add("a", name);
  await end("a1");
  await end("a2", new Error("failed"));
  await end("a3");
  expect(begun).toEqual(["a1", "a2", "a3"]);
  expect([fair.inFlight, fair.waiting]).toEqual([0, 0]);
});

test("keys take turns when the room is taken by all", async () => {
  const { add, begun, end } = workshop({ total: 1, perKey: 1 });
  for (const name of ["a1", "a2", "b1", "b2"]) add(name.charAt(0), name);
  for (const name of ["a1", "b1", "a2", "b2"]) await end(name);
  expect(begun).toEqual(["a1", "b1", "a2", "b2"]);
});

test("never more than allowed run, whatever comes and goes", async () => {
  const { add, end, begun, fair } = workshop({ total: 3, perKey: 2 });
  for (let n = 0; n < 60; n++) add("abc".charAt(n % 3), `${"abc".charAt(n % 3)}${n}`);
  const running = (key: string) => begun.filter((name) => name.startsWith(key) && !ended.has(name)).length;
  const ended = new Set<string>();
  while (ended.size < 60) {
    expect(fair.inFlight).toBeLessThanOrEqual(3);
    for (const key of "abc") expect(running(key)).toBeLessThanOrEqual(2);
    const next = begun.find((name) => !ended.has(name))!;
    ended.add(next);
    await end(next);
  }
  expect(begun).toHaveLength(60);
});

test("once stopped, nothing begins any more", async () => {
  const { add, begun, end, fair } = workshop({ total: 1, perKey: 1 });
  add("a", "a1");
  add("a", "a2");
  fair.stop();
  await end("a1");
  expect(begun).toEqual(["a1"]);
});
