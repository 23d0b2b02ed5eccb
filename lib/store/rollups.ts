import type { Sql } from "@/lib/store/db";
import { PAID_COLUMNS } from "@/lib/store/usage";

/** A count of messages, and what they have in common. The nil UUID, '' and 0 stand for "none". */
export type RollupRow = {
  readonly bucket: Date;
  readonly serviceId: string;
  /** Our number: the sender outbound, the recipient inbound. */
  readonly sender: string;
  readonly country: string;
  readonly direction: string;
  readonly status: string;
  readonly errorCode: number;
  readonly count: number;
};

export const ROLLUP_COLUMNS = "bucket, account_id, service_id, sender, country, direction, status, error_code, count";

/**
 * The roll-up row a message counts in, up to its status, as six SQL expressions.
 * @param m          alias of a relation with the columns of `message`
 * @param createdAt  where that relation lacks `created_at`
 */
export const rollupKey = (m: string, createdAt = `${m}.created_at`) =>
  `date_trunc('minute', ${createdAt}), ${m}.account_id, coalesce(${m}.service_id, '00000000-0000-0000-0000-000000000000'),
   coalesce(CASE ${m}.direction WHEN 'inbound' THEN ${m}.to_number ELSE ${m}.from_number END, ''),
   coalesce(${m}.country, ''), ${m}.direction`;

/** How long minutes are kept; hours are kept for good. */
const MINUTES_KEPT = "interval '48 hours'";

/** One gateway folds at a time; the others find nothing to do. Any constant that no other lock here uses. */
const FOLD_LOCK = 7_301;

/**
 * Moves up to `limit` deltas into the roll-ups by minute and by hour, and what was paid for into the usage, in one
 * statement, so that each counts exactly once.
 * @returns how many were moved; fewer than `limit` when none are left, 0 when another gateway is at it
 */
export async function foldDeltas(sql: Sql, limit: number): Promise<number> {
  const { rows } = await sql.query<{ folded: number }>({ name: "fold", text: FOLD, values: [limit, FOLD_LOCK] });
  return rows[0]?.folded ?? 0;
}

const USAGE_KEY = "account_id, day, service_id, sender, country, direction, is_mms";
const KEY = "account_id, bucket, service_id, sender, country, direction, status, error_code";

const FOLD = `
WITH taken AS (
  DELETE FROM rollup_delta WHERE id = ANY(ARRAY(
    SELECT id FROM rollup_delta WHERE (SELECT pg_try_advisory_xact_lock($2)) ORDER BY id LIMIT $1))
  RETURNING ${ROLLUP_COLUMNS}, ${PAID_COLUMNS}
), summed AS MATERIALIZED (
  SELECT ${KEY}, sum(count)::int AS count FROM taken GROUP BY ${KEY} HAVING sum(count) <> 0
), minutes AS (
  INSERT INTO rollup_minute AS r (${KEY}, count)
  SELECT ${KEY}, count FROM summed WHERE bucket >= now() - ${MINUTES_KEPT} ORDER BY ${KEY}
  ON CONFLICT (${KEY}) DO UPDATE SET count = r.count + excluded.count
), hours AS (
  INSERT INTO rollup_hour AS r (${KEY}, count)
  SELECT account_id, date_trunc('hour', bucket), service_id, sender, country, direction, status, error_code, sum(count)::int
  FROM summed GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
  ON CONFLICT (${KEY}) DO UPDATE SET count = r.count + excluded.count
), waiting AS (
  INSERT INTO scheduled_count AS s (account_id, count)
  SELECT account_id, sum(count)::int FROM summed WHERE status = 'scheduled' GROUP BY 1 ORDER BY 1
  ON CONFLICT (account_id) DO UPDATE SET count = s.count + excluded.count
), used AS (
  INSERT INTO usage_day AS u (${USAGE_KEY}, messages, segments, cost)
  SELECT account_id, (bucket AT TIME ZONE 'UTC')::date, service_id, sender, country, direction, is_mms, sum(paid)::int,
    sum(segments)::int, sum(cost)::bigint
  FROM taken WHERE paid > 0 GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (${USAGE_KEY}) DO UPDATE SET messages = u.messages + excluded.messages,
    segments = u.segments + excluded.segments, cost = u.cost + excluded.cost
)
SELECT count(*)::int AS folded FROM taken`;

/** How many of the account's messages wait for their time, as of about a second ago. */
export async function countScheduled(sql: Sql, accountId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({
    name: "count-scheduled",
    text: "SELECT count FROM scheduled_count WHERE account_id = $1",
    values: [accountId],
  });
  return rows[0]?.count ?? 0;
}

/** Removes minutes past their keeping, and rows of settled buckets that count nothing any more. */
export async function tidyRollups(sql: Sql): Promise<void> {
  await sql.query(
    `DELETE FROM rollup_minute WHERE bucket < now() - ${MINUTES_KEPT} OR (count = 0 AND bucket < now() - interval '1 hour')`,
  );
  await sql.query("DELETE FROM rollup_hour WHERE count = 0 AND bucket < now() - interval '1 day'");
}

/**
 * The account's messages created in [from, to), counted from their rows by minute or by hour: what the roll-ups of that
 * time must say once every delta is folded.
 */
export async function recount(
  sql: Sql,
  accountId: string,
  { from, to, by }: { from: Date; to: Date; by: "minute" | "hour" },
): Promise<RollupRow[]> {
  const { rows } = await sql.query<Row>(
    `SELECT * FROM (
       SELECT ${rollupKey("m", `date_trunc('${by}', m.created_at)`)}, m.status, coalesce(m.error_code, 0), count(*)::int
       FROM message m WHERE m.account_id = $1 AND m.id >= uuid_floor($2) AND m.created_at >= $2 AND m.created_at < $3
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8) AS counted (${ROLLUP_COLUMNS}) ORDER BY ${KEY}`,
    [accountId, from, to],
  );
  return rows.map(toRollupRow);
}

/** The roll-up rows of [from, to) that count something, in the order {@link recount} gives them. */
export async function rollupRows(
  sql: Sql,
  accountId: string,
  { from, to, by }: { from: Date; to: Date; by: "minute" | "hour" },
): Promise<RollupRow[]> {
  const { rows } = await sql.query<Row>(
    `SELECT ${ROLLUP_COLUMNS} FROM rollup_${by}
     WHERE account_id = $1 AND bucket >= $2 AND bucket < $3 AND count <> 0 ORDER BY ${KEY}`,
    [accountId, from, to],
  );
  return rows.map(toRollupRow);
}

type Row = {
  bucket: Date;
  service_id: string;
  sender: string;
  country: string;
  direction: string;
  status: string;
  error_code: number;
  count: number;
};

const toRollupRow = (row: Row): RollupRow => ({
  bucket: row.bucket,
  serviceId: row.service_id,
  sender: row.sender,
  country: row.country.trim(),
  direction: row.direction,
  status: row.status,
  errorCode: row.error_code,
  count: row.count,
});
