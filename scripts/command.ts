import { EnvironmentError, loadDotEnv } from "@/lib/env";
import { OperatorError } from "@/scripts/operator-error";
import { RunError } from "@/scripts/run-node";

/** Runs a program of `npm run`: reads `.env`, and shows what the operator can put right without a stack. */
export async function command(run: (args: string[]) => Promise<void>): Promise<void> {
  try {
    loadDotEnv();
    await run(process.argv.slice(2));
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

/** An error in the words for the operator; with a stack only where nobody foresaw it. */
export function explain(error: unknown): string {
  if (error instanceof EnvironmentError) return `These settings cannot be used:\n${error.message.replace(/^/gm, "  ")}`;
  if (error instanceof OperatorError || error instanceof RunError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
