import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLooking } from "@/lib/pipeline/looking";
import { SILENT } from "@/lib/testing/pipeline";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A look takes 100 ms; `answers` says of each whether it has to be repeated. */
function looks(answers: (look: number) => boolean = () => false) {
  const begun: number[] = [];
  const elapsed = () => performance.now();
  const start = elapsed();
  const looking = createLooking({ elapsed, log: SILENT }, async () => {
    begun.push(elapsed() - start);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return answers(begun.length);
  });
  return { looking, begun };
}

test("who asks during a look gets another one after it, and many get one", async () => {
  const { looking, begun } = looks();
  for (let n = 0; n < 5; n++) void looking.look();
  await vi.advanceTimersByTimeAsync(50);
  for (let n = 0; n < 5; n++) void looking.look();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(begun).toEqual([0, 100]);
});

test("a look that was not enough is repeated at once", async () => {
  const { looking, begun } = looks((look) => look < 3);
  void looking.look();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(begun).toEqual([0, 100, 200]);
});

test("looks that only make use of room take at most a quarter of the time", async () => {
  const { looking, begun } = looks();
  for (let ms = 0; ms < 1_900; ms += 10) {
    looking.lookSoon();
    await vi.advanceTimersByTimeAsync(10);
  }
  looking.stop();
  expect(begun.length).toBe(5);
});

test("one that fails is repeated after a second, and none after the end", async () => {
  let tries = 0;
  const looking = createLooking({ elapsed: () => performance.now(), log: SILENT }, async () => {
    tries += 1;
    throw new Error("The database is away");
  });
  void looking.look();
  await vi.advanceTimersByTimeAsync(900);
  expect(tries).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(tries).toBe(2);
  looking.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(tries).toBeLessThanOrEqual(3);
});
