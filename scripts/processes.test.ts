import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { endGroup, isRunning, markOf, waitForEnd } from "@/scripts/processes";

const sleeper = async (code: string) => {
  const child = spawn(process.execPath, ["-e", `${code}; console.log("up"); setInterval(() => {}, 1e6)`], {
    detached: true,
  });
  await once(child.stdout, "data");
  return markOf(child.pid!)!;
};

test("this process is running, and a mark with another start time is not it", () => {
  const mark = markOf(process.pid)!;
  expect(isRunning(mark)).toBe(true);
  expect(isRunning({ ...mark, started: "earlier" })).toBe(false);
});

test("a process that is gone has no mark", () => {
  expect(markOf(2 ** 22 + 1)).toBeUndefined();
});

test("a process that ignores SIGTERM is killed after its grace", async () => {
  const stubborn = await sleeper('process.on("SIGTERM", () => {})');
  expect(await waitForEnd(stubborn, 50)).toBe(false);
  await endGroup(stubborn, 100);
  expect(isRunning(stubborn)).toBe(false);
});

test("a stranger that has got a dead process's number is left alone", async () => {
  const stranger = await sleeper("");
  await endGroup({ ...stranger, started: "earlier" }, 100);
  expect(isRunning(stranger)).toBe(true);
  await endGroup(stranger, 1_000);
});
