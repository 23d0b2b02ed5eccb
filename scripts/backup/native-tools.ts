import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { childEnv } from "@/lib/env";
import { OperatorError } from "@/scripts/operator-error";
import { binary, installedPostgres } from "@/scripts/postgres/binaries";

export type Tool = "pg_dump" | "pg_restore";

/**
 * PostgreSQL's own program of the server's major version: beside the embedded server, where Debian keeps each version, or on
 * the PATH. Another major version's dump may not load, so it counts as none.
 */
export function findTool(tool: Tool, major: number): string | undefined {
  return [embedded(tool), `/usr/lib/postgresql/${major}/bin/${tool}`, tool].find(
    (file) => file !== undefined && majorOf(file) === major,
  );
}

/** Runs it on the database at `url`; the password travels in the environment, where other users cannot read it. */
export function runTool(file: string, url: string, args: readonly string[]): void {
  const target = new URL(url);
  const PGPASSWORD = decodeURIComponent(target.password);
  target.password = "";
  try {
    execFileSync(file, [`--dbname=${target.href}`, ...args], {
      env: childEnv({ PGPASSWORD }),
      stdio: ["ignore", "inherit", "pipe"],
    });
  } catch (error) {
    throw new OperatorError(`${file} failed:\n${String((error as { stderr?: Buffer }).stderr ?? error).trimEnd()}`);
  }
}

function embedded(tool: Tool): string | undefined {
  try {
    return binary(installedPostgres().home, tool);
  } catch {
    return undefined;
  }
}

function majorOf(file: string): number | undefined {
  if (file.includes("/") && !existsSync(file)) return undefined;
  try {
    const [, major] = /(\d+)/.exec(execFileSync(file, ["--version"], { encoding: "utf8", stdio: "pipe" })) ?? [];
    return Number(major);
  } catch {
    return undefined;
  }
}
