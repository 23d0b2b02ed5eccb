import type { Sql } from "@/lib/store/db";

/** Days of partitions that exist ahead of now. @source architecture §5 */
const DAYS_AHEAD = 14;

/** Makes the daily (UTC) partitions from yesterday to {@link DAYS_AHEAD} days ahead; those that exist are left alone. */
export async function makePartitions(sql: Sql, now: Date): Promise<void> {
  await sql.query("SELECT make_partitions(($1::timestamptz AT TIME ZONE 'UTC')::date - 1, $2)", [now, DAYS_AHEAD + 2]);
}
