import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { ROOT, runNode } from "@/scripts/run-node";
import { deployMigrations, migrationNames, pendingMigrations } from "@/scripts/schema";

const migrated = await testDatabase();
const empty = await testDatabase({ empty: true });
const broken = await testDatabase({ empty: true });

const prisma = (args: string[], DATABASE_URL: string) =>
  runNode("prisma", [path.join(ROOT, "node_modules/prisma/build/index.js"), ...args], { env: { DATABASE_URL } });

/** A project of one migration, with our engine and configuration. */
function project(sql: string): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "migrations/1_only"), { recursive: true });
  writeFileSync(path.join(folder, "migrations/1_only/migration.sql"), sql);
  writeFileSync(path.join(folder, "migrations/migration_lock.toml"), 'provider = "postgresql"\n');
  writeFileSync(path.join(folder, "schema.prisma"), 'datasource db {\n  provider = "postgresql"\n}\n');
  const config = path.join(folder, "prisma.config.ts");
  writeFileSync(
    config,
    `process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= ${JSON.stringify(path.join(ROOT, "scripts/schema-engine.mjs"))};
export default {
  schema: ${JSON.stringify(path.join(folder, "schema.prisma"))},
  migrations: { path: ${JSON.stringify(path.join(folder, "migrations"))} },
  datasource: { url: process.env.DATABASE_URL },
};`,
  );
  return config;
}

test("a database that has every migration is told from one that has none, and from one that is not there", async () => {
  expect(await pendingMigrations(migrated.url)).toEqual([]);
  expect(await pendingMigrations(empty.url)).toEqual(migrationNames());
  expect(await pendingMigrations(`${empty.url}_missing`)).toEqual(migrationNames());
});

test("a database that is not there is made", async () => {
  const url = `${empty.url}_made`;
  await deployMigrations(url);
  expect(await pendingMigrations(url)).toEqual([]);
  await empty.open().sql.query(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
});

test("a function's body and a comment may hold semicolons", async () => {
  const config = project(
    "-- one; two\nCREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;",
  );
  await prisma(["migrate", "deploy", "--config", config], empty.url);
  expect((await empty.open().sql.query("SELECT two()")).rows).toEqual([{ two: 2 }]);
});

test("a migration that fails is told in PostgreSQL's words", async () => {
  await expect(
    prisma(["migrate", "deploy", "--config", project("CREATE TABLE x (y nonsense);")], broken.url),
  ).rejects.toThrow(/type "nonsense" does not exist/);
});

test("credentials that are refused are told as such", async () => {
  const wrong = new URL(migrated.url);
  wrong.password = "wrong";
  await expect(deployMigrations(wrong.href)).rejects.toThrow(/P1000/);
});
