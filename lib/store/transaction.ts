import type pg from "pg";
import type { Sql } from "@/lib/store/db";

/** Runs statements all or nothing, on one connection. @throws what `run` throws; then nothing of it is stored */
export async function transact<Result>(pool: pg.Pool, run: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  // A connection that breaks between two statements would otherwise end the process.
  client.on("error", ignore);
  try {
    await client.query("BEGIN");
    const result = await run(client);
    await client.query("COMMIT");
    client.off("error", ignore);
    client.release();
    return result;
  } catch (error) {
    // The connection goes with its open transaction.
    client.release(true);
    throw error;
  }
}

const ignore = () => {};
