import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/lib/store/generated/client";

/** What hot-path functions need: a pool, or one client inside a transaction. */
export type Sql = Pick<pg.ClientBase, "query">;

/** One pool, two ways in: batched SQL for the hot path, Prisma for everything else. */
export type Db = {
  readonly sql: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
};

/**
 * How hot statements are planned: once, since planning costs as much as running them, and so that nothing depends on how
 * many rows a table had at that moment. They find rows by arrays of ids, whose index is all that is left, and join them by
 * hash. Measured otherwise: a sequential scan of a partition that was empty once, up to 16 times the cost of a step; a
 * nested loop, the square of a batch.
 */
const HOT = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_nestloop=off -c jit=off";

/**
 * Opens a pool on `url`. Connections are made on demand.
 * @param connectionsMax bound of the pool (gateway ≤ 20, console ≤ 10)
 * @param timeoutMs  of a statement; without it one waits for as long as the database does
 * @param hot  for statements that are prepared on an empty database and must still be right at a million rows
 */
export function openDb(
  url: string,
  { connectionsMax, timeoutMs, hot = false }: { connectionsMax: number; timeoutMs?: number; hot?: boolean },
): Db {
  const sql = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: "senderpool",
    ...(timeoutMs === undefined ? {} : { query_timeout: timeoutMs }),
    ...(hot ? { options: HOT } : {}),
  });
  // An idle connection that the server ends is replaced at the next query; without a listener it would end the process.
  sql.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(sql) });
  return {
    sql,
    prisma,
    async close() {
      await prisma.$disconnect();
      await sql.end();
    },
  };
}
