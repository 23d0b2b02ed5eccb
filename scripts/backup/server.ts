import pg from "pg";
import { open, SealError } from "@/lib/store/secrets";

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The major version of the PostgreSQL at `url`, e.g. 18. */
export async function serverMajor(url: string): Promise<number> {
  const rows = await ask<{ version: string }>(url, "SELECT current_setting('server_version_num') AS version");
  return Math.floor(Number(rows[0]?.version) / 10_000);
}

/** Whether the database at `url` has no table of anybody's. */
export async function isEmpty(url: string): Promise<boolean> {
  const rows = await ask(
    url,
    "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LIMIT 1",
  );
  return rows.length === 0;
}

/** Whether our SECRET_KEY reads what is sealed in the database at `url`. */
export async function keyFits(url: string): Promise<boolean> {
  const rows = await ask<{ sealed: string }>(url, "SELECT auth_token_sealed AS sealed FROM account LIMIT 1");
  try {
    for (const { sealed } of rows) open(sealed);
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}
