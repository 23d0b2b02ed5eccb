import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";
import { waitForLock } from "@/scripts/lock";
import { ROOT, type RunOptions, runNode } from "@/scripts/run-node";

const PRISMA = path.join(ROOT, "node_modules/prisma/build/index.js");
const SCHEMA = path.join(ROOT, "prisma/schema.prisma");
const MIGRATIONS = path.join(ROOT, "prisma/migrations");
/** What the generated client was made from. */
const STAMP = path.join(ROOT, "lib/store/generated/made-from");

/** Only one process at a time makes files in a checkout: the generated client, the build. */
export const CHECKOUT_LOCK = path.join(ROOT, ".build/lock");

/** Prisma asks its makers for news and versions otherwise. */
const QUIET = { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1" };

/** Makes `lib/store/generated` when it is missing or older than the schema. @returns whether it was made */
export async function ensureClient(options: RunOptions = {}): Promise<boolean> {
  if (clientIsCurrent()) return false;
  const release = await waitForLock(CHECKOUT_LOCK);
  try {
    if (clientIsCurrent()) return false;
    const wanted = clientSource();
    await runNode("prisma generate", [PRISMA, "generate"], { ...options, env: { ...QUIET, ...options.env } });
    writeFileSync(STAMP, wanted);
    return true;
  } finally {
    release();
  }
}

/** The names of the migrations in this checkout, oldest first. */
export function migrationNames(): string[] {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(MIGRATIONS, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort();
}

/** What the migration `name` of this checkout does. */
export const migrationSql = (name: string): string =>
  readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8");

/** Migrations that the database at `url` has not got yet, oldest first; all of them when there is no such database. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const applied = new Set(await appliedMigrations(url));
  return migrationNames().filter((name) => !applied.has(name));
}

/** Applies what is pending; makes the database when it is missing. @throws RunError with Prisma's words when one fails */
export async function deployMigrations(url: string, options: RunOptions = {}): Promise<void> {
  await runNode("prisma migrate deploy", [PRISMA, "migrate", "deploy"], {
    ...options,
    env: { ...QUIET, ...options.env, DATABASE_URL: url },
  });
}

async function appliedMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ migration_name: string }>(
      `SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    return rows.map((row) => row.migration_name);
  } catch (error) {
    // 3D000: no such database, 42P01: no such table.
    if (["3D000", "42P01"].includes((error as pg.DatabaseError).code ?? "")) return [];
    throw error;
  } finally {
    await client.end();
  }
}

const clientIsCurrent = () => existsSync(STAMP) && readFileSync(STAMP, "utf8") === clientSource();

function clientSource(): string {
  const { version } = createRequire(import.meta.url)("prisma/package.json") as { version: string };
  return createHash("sha256").update(version).update(readFileSync(SCHEMA)).digest("hex");
}
