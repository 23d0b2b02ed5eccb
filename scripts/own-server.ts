import { type ChildProcess, spawn } from "node:child_process";
import { childEnv } from "@/lib/env";
import { OperatorError } from "@/scripts/operator-error";
import { endGroup, markOf } from "@/scripts/processes";
import { ROOT, TETHER } from "@/scripts/run-node";

/** A stop takes at most 10 s. */
const STOP_GRACE_MS = 15_000;
/** The last words of a start. */
const READY = "Ctrl-C";

export type OwnServer = { stop(): Promise<void> };

type Options = {
  /** Told what the server says until it is ready; from then on its log is on disk. */
  readonly onOutput: (text: string) => void;
  /** Gives the start up. */
  readonly signal?: AbortSignal;
};

/**
 * Starts a server as `npm start` would, for this process: it ends when we do, in whatever way.
 * @param env  its settings, on top of our environment
 * @returns the server once it is ready
 * @throws OperatorError when it ends before
 */
export async function startOwnServer(env: Record<string, string>, { onOutput, signal }: Options): Promise<OwnServer> {
  const server = spawn(process.execPath, ["--import", TETHER, "--import", "tsx", "scripts/start/main.ts", "start"], {
    cwd: ROOT,
    env: childEnv(env),
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    detached: true,
  });
  try {
    await new Promise<void>((ready, failed) => {
      let said = "";
      server.stdout?.on("data", (chunk: Buffer) => {
        if (said.includes(READY)) return;
        onOutput(chunk.toString());
        said += chunk.toString();
        if (said.includes(READY)) ready();
      });
      server.on("error", failed);
      server.on("exit", () => failed(new OperatorError("The server did not start.")));
      signal?.addEventListener("abort", () => failed(signal.reason));
    });
  } catch (error) {
    await stop(server);
    throw error;
  }
  return { stop: () => stop(server) };
}

async function stop(server: ChildProcess): Promise<void> {
  const mark = server.pid === undefined ? undefined : markOf(server.pid);
  if (mark) await endGroup(mark, STOP_GRACE_MS);
}
