import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Db, openDb } from "@/lib/store/db";

export interface TestDatabase {
  /** Its connection URL. */
  url: string;
  /** A pool on it, closed for you when the file is done. */
  open(options?: { connectionsMax?: number; hot?: boolean }): Db;
}

/**
 * A migrated, empty PostgreSQL database for this test file alone, dropped when the file is done. Call it once at the top of a
 * file named *.db.test.ts: `const { url, open } = await testDatabase()`.
 * @param empty  without even the schema
 * @throws Error in a file of another name, for which no PostgreSQL is started
 */
export async function testDatabase({ empty = false }: { empty?: boolean } = {}): Promise<TestDatabase> {
  const adminUrl = inject("adminUrl") as string | undefined;
  if (adminUrl === undefined) throw new Error("A test that needs PostgreSQL must be named *.db.test.ts");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(
    adminUrl,
    `CREATE DATABASE ${name} TEMPLATE ${empty ? "template0" : inject("template")} STRATEGY FILE_COPY`,
  );
  const url = new URL(adminUrl);
  url.pathname = name;
  const opened: Db[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.close()));
    await onServer(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return {
    url: url.href,
    open({ connectionsMax = 5, hot = false } = {}) {
      const db = openDb(url.href, { connectionsMax, hot });
      opened.push(db);
      return db;
    },
  };
}

/** Copying a database waits for whoever copies the same template at this moment. */
async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
