import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessMark {
  pid: number;
  /** Opaque; equal exactly for the same process of the same boot. */
  started: string;
}

/** @returns the mark of a running process, or undefined when there is none (a zombie counts as none) */
export function markOf(pid: number): ProcessMark | undefined {
  const started = process.platform === "linux" ? startedOnLinux(pid) : startedByPs(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether this very process still runs. */
export const isRunning = (mark: ProcessMark): boolean => markOf(mark.pid)?.started === mark.started;

/** Waits until `mark` is gone. @returns false when `timeoutMs` passed first */
export async function waitForEnd(mark: ProcessMark, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isRunning(mark)) {
    if (Date.now() >= deadline) return false;
    await sleep(25);
  }
  return true;
}

/**
 * Ends a process and its group: `first`, and after `graceMs` SIGKILL. Nothing happens to a stranger that got the same number.
 * @param mark  a process that leads its own group, as the supervisor's children do
 */
export async function endGroup(mark: ProcessMark, graceMs: number, first: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (!isRunning(mark)) return;
  signalGroup(mark.pid, first);
  if (await waitForEnd(mark, graceMs)) return;
  signalGroup(mark.pid, "SIGKILL");
  await waitForEnd(mark, 2_000);
}

/** Signals all that is left of the group that `pid` led; none left is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {}
}

/** @source proc(5), /proc/pid/stat: state is field 3, start time in clock ticks since boot field 22 */
function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return fields[0] === "Z" ? undefined : `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startedByPs(pid: number): string | undefined {
  try {
    const [state = "Z", ...started] = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: "pipe",
    })
      .trim()
      .split(/\s+/);
    return state.startsWith("Z") ? undefined : started.join(" ");
  } catch {
    return undefined;
  }
}
