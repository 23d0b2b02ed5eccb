import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { OperatorError } from "@/scripts/operator-error";

/** How a command ended: with a status, or by a signal. */
export type Ending = { readonly status: number } | { readonly signal: NodeJS.Signals };

/** What a terminal sends to all that runs in it; the command has it then without us. */
const OF_TERMINAL: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"];
const FORWARDED: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP", "SIGUSR2", ...OF_TERMINAL];

/**
 * Runs a command with our input and output, and hands on the signals that are sent to us.
 * @throws OperatorError when there is no such command
 */
export async function runCommand(
  [name = "", ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Ending> {
  const child = spawn(name, args, { stdio: "inherit", env: { ...env } as NodeJS.ProcessEnv });
  const forget = forward(child);
  try {
    return await new Promise<Ending>((done, failed) => {
      child.on("error", failed);
      child.on("exit", (status, signal) => done(signal ? { signal } : { status: status ?? 1 }));
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new OperatorError(`There is no command ${name}.`);
    if (code === "EACCES") throw new OperatorError(`${name} may not be run.`);
    throw error;
  } finally {
    forget();
  }
}

function forward(child: ChildProcess): () => void {
  const inTerminal = process.stdin.isTTY === true;
  const listeners = FORWARDED.map((signal) => {
    const listener = () => void (inTerminal && OF_TERMINAL.includes(signal) ? 0 : child.kill(signal));
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const off of listeners) off();
  };
}

/** The status by which a shell tells how a command ended. @source POSIX, sh: 2.8.2 */
export const statusOf = (ending: Ending): number =>
  "signal" in ending ? 128 + constants.signals[ending.signal] : ending.status;
