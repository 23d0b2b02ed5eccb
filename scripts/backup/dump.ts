import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Writable } from "node:stream";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { OperatorError } from "@/scripts/operator-error";
import { migrationNames, migrationSql } from "@/scripts/schema";

/** First line of a dump; `load` knows it by this. */
export const DUMP_HEADER = "-- Senderpool dump 1";

interface Table {
  name: string;
  /** Those that are stored; generated ones follow from them. */
  columns: string[];
  /** What it takes to make a partition again: parent, bounds, storage options. */
  partition: { of: string; bounds: string; options: string[] | null } | null;
  references: string[];
}

/**
 * Writes the whole database at `url` to `out` as an SQL script that `load`, and psql as well, can run in an empty one: the
 * migrations that made it, the partitions made since, then all rows, as they were at one moment. What is written meanwhile is
 * not waited for and not seen.
 * @returns how many tables and rows were written
 * @throws OperatorError when this checkout does not know how the database was made
 */
export async function dump(url: string, out: Writable): Promise<{ tables: number; rows: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const tables = inOrder(await readTables(client));
    await client.query(`LOCK TABLE ${names(tables)} IN ACCESS SHARE MODE`);
    const write = (text: string) => put(out, `${text}\n`);
    await write(`${DUMP_HEADER}\nBEGIN;`);
    await write(await schemaOf(client, tables));
    let rows = 0;
    for (const table of tables) rows += await copyRows(client, table, out);
    await write(await endingOf(client, tables));
    await write("COMMIT;\nANALYZE;");
    return { tables: tables.length, rows };
  } finally {
    await client.end();
  }
}

const names = (tables: readonly Table[]) => tables.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
const triggers = (tables: readonly Table[], state: "DISABLE" | "ENABLE") =>
  tables.map(({ name }) => `ALTER TABLE ${pg.escapeIdentifier(name)} ${state} TRIGGER USER;`).join("\n");

async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.relname AS name,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      CASE WHEN c.relispartition THEN jsonb_build_object(
        'of', (SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid),
        'bounds', pg_get_expr(c.relpartbound, c.oid), 'options', c.reloptions) END AS partition,
      (SELECT coalesce(array_agg(DISTINCT r.relname::text), '{}') FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS references
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    ORDER BY c.relname`);
  return rows;
}

/** Tables after those they refer to, so that each row's reference is there when it comes. */
function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  const visit = (table: Table, path: readonly string[]) => {
    if (ordered.includes(table)) return;
    if (path.includes(table.name)) throw new Error(`Tables refer to each other: ${[...path, table.name].join(" → ")}`);
    for (const name of table.references) {
      const target = tables.find((other) => other.name === name);
      if (target) visit(target, [...path, table.name]);
    }
    ordered.push(table);
  };
  for (const table of tables) visit(table, []);
  return ordered;
}

/** The migrations as they were applied, what has been made since, and then nothing in any table, nor any trigger at work. */
async function schemaOf(client: pg.Client, tables: readonly Table[]): Promise<string> {
  const { rows: applied } = await client.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  const known = new Set(migrationNames());
  const migrations = applied.map(({ migration_name: name, checksum }) => {
    const sql = known.has(name) ? migrationSql(name) : "";
    if (createHash("sha256").update(sql).digest("hex") !== checksum) {
      throw new OperatorError(
        `The database was made with another migration ${name} than this checkout has. Use the checkout that it runs with.`,
      );
    }
    return `-- Migration ${name}\n${sql}`;
  });
  const partitions = tables.flatMap(({ name, partition }) => {
    if (!partition) return [];
    const options = partition.options?.length ? ` WITH (${partition.options.join(", ")})` : "";
    const made = `CREATE TABLE IF NOT EXISTS ${pg.escapeIdentifier(name)} PARTITION OF ${pg.escapeIdentifier(partition.of)}`;
    return [`${made} ${partition.bounds}${options};`];
  });
  return [
    MIGRATIONS_TABLE,
    ...migrations,
    ...partitions,
    triggers(tables, "DISABLE"),
    `TRUNCATE ${names(tables)};`,
  ].join("\n");
}

/** Prisma's own, in its own words. */
const MIGRATIONS_TABLE = `CREATE TABLE "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
);`;

async function copyRows(client: pg.Client, { name, columns }: Table, out: Writable): Promise<number> {
  const what = `${pg.escapeIdentifier(name)} (${columns.map(pg.escapeIdentifier).join(", ")})`;
  const rows = client.query(copyTo(`COPY ${what} TO STDOUT`));
  await put(out, `COPY ${what} FROM stdin;\n`);
  for await (const chunk of rows) await put(out, chunk as Buffer);
  await put(out, "\\.\n");
  return rows.rowCount;
}

/** Where the sequences stand, and the triggers back at work. */
async function endingOf(client: pg.Client, tables: readonly Table[]): Promise<string> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `SELECT quote_ident(sequencename) AS name, last_value AS last FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL`,
  );
  const sequences = rows.map(({ name, last }) => `SELECT setval(${pg.escapeLiteral(name)}, ${last});`);
  return [...sequences, triggers(tables, "ENABLE")].join("\n");
}

async function put(out: Writable, chunk: string | Buffer): Promise<void> {
  if (!out.write(chunk)) await once(out, "drain");
}
