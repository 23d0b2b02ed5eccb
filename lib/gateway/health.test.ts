import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type HealthMonitor, type Probe, watchHealth } from "./health";

let monitor: HealthMonitor | undefined;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  monitor?.stop();
  vi.useRealTimers();
});

async function watch(given: Partial<Record<"database" | "pipeline" | "carriers", Probe>>) {
  monitor = watchHealth({ database: () => true, pipeline: () => true, carriers: () => true, ...given });
  await vi.advanceTimersByTimeAsync(950);
  return monitor;
}

const hangs = () => new Promise<boolean>(() => {});

test("nothing is well before it was looked at", () => {
  monitor = watchHealth({ database: hangs, pipeline: hangs, carriers: hangs });
  expect(monitor.current()).toEqual({ status: "down", database: "down", pipeline: "down", carriers: "down" });
});

test.each<[string, Parameters<typeof watch>[0], object]>([
  ["all parts well is well", {}, { status: "ok", database: "ok", pipeline: "ok", carriers: "ok" }],
  [
    "a hanging database is down, and the rest is told apart",
    { database: hangs },
    { status: "down", database: "down", pipeline: "ok", carriers: "ok" },
  ],
  [
    "a part that throws is down",
    { carriers: () => Promise.reject(new Error("no")) },
    { status: "down", database: "ok", pipeline: "ok", carriers: "down" },
  ],
  [
    "a part that says so is down",
    { pipeline: () => false },
    { status: "down", database: "ok", pipeline: "down", carriers: "ok" },
  ],
])("%s", async (_rule, given, expected) => {
  expect((await watch(given)).current()).toEqual(expected);
});

test("a part that comes back is well again within two seconds", async () => {
  let works = false;
  const { current } = await watch({ database: () => works });
  expect(current().status).toBe("down");
  works = true;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(current().status).toBe("ok");
});
