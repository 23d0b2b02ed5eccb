import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { childEnv } from "@/lib/env";
import { signalGroup } from "@/scripts/processes";

/** The repository's root: where package.json is. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Loaded into a child, it ends the child when we are gone. */
export const TETHER = `${new URL("start/tether.mjs", import.meta.url).href}?parent=${process.pid}`;

export interface RunOptions {
  /** Where it runs; the repository's root unless told otherwise. */
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Each line of its output, as it comes. */
  onLine?: (line: string) => void;
  /** Ends it, with all it started. */
  signal?: AbortSignal;
}

/** A helper program that failed; the message ends with the last lines it wrote. */
export class RunError extends Error {
  override readonly name = "RunError";
}

const KEPT_LINES = 30;

/**
 * Runs Node with `args` and waits for its end.
 * @returns its last lines of output
 * @throws RunError unless it ends with status 0
 */
export async function runNode(
  name: string,
  args: readonly string[],
  { cwd = ROOT, env = {}, onLine, signal }: RunOptions = {},
): Promise<string[]> {
  signal?.throwIfAborted();
  // Its own group: whatever it starts ends with it, and Ctrl-C reaches the supervisor alone.
  const child = spawn(process.execPath, args, {
    cwd,
    env: childEnv(env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const stop = () => child.pid !== undefined && signalGroup(child.pid, "SIGKILL");
  signal?.addEventListener("abort", stop);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine?.(line);
    });
  }
  try {
    const status = await new Promise<number | null>((done, failed) => child.on("error", failed).on("close", done));
    signal?.throwIfAborted();
    if (status !== 0) throw new RunError(`${name} failed:\n${lines.join("\n")}`);
    return lines;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
