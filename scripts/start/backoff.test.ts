import { expect, test } from "vitest";
import { restartDelayMs } from "@/scripts/start/backoff";

test("a part that keeps ending is started again after 0.2 s, doubling to 5 s and no longer", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map(restartDelayMs)).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
});
