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
 * Opens a pool on `url`. Connections are made on demand.
 * @param connectionsMax bound of the pool (gateway ≤ 20, console ≤ 10)
 * @param timeoutMs  of a statement; without it one waits for as long as the database does
 * @param hot  plans must never scan a partition that was empty when they were made, so sequential scans are off (measured:
 *             up to 16 times the cost of a step otherwise); a statement is planned once, which costs it as much as it does
 *             itself, and never compiled
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
    ...(hot ? { options: "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off" } : {}),
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
