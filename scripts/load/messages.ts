import type pg from "pg";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { foldDeltas, ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";
import { PAID_COLUMNS, paidSums } from "@/lib/store/usage";

/** A number that messages are from, or to. */
export type LoadNumber = { readonly id: string; readonly phoneNumber: string; readonly serviceId: string | null };

/** Rows a statement makes. */
const CHUNK = 20_000;
const FOLD_MAX = 50_000;

/**
 * Stores `count` finished messages of an account, spread over a time with a peak at noon (UTC) of each day, oldest first,
 * as the pipeline would have left them: rows and, unless `bare`, events, webhook attempts and their place in the roll-ups.
 * Partitions of that time are made first.
 * @param bare  message rows alone: for tests that need many rows and no stories
 * @param onProgress told after each chunk how many are stored
 */
export async function storeLoad(
  pool: pg.Pool,
  {
    accountId,
    numbers,
    count,
    from,
    to,
    bare = false,
    onProgress = () => {},
  }: {
    accountId: string;
    numbers: readonly LoadNumber[];
    count: number;
    from: Date;
    to: Date;
    bare?: boolean;
    onProgress?: (stored: number) => void;
  },
): Promise<void> {
  const days = Math.ceil((to.getTime() - from.getTime()) / 86_400_000) + 1;
  await pool.query("SELECT make_partitions(($1::timestamptz AT TIME ZONE 'UTC')::date, $2)", [from, days]);
  const given = [
    accountId,
    SIMULATED_CARRIER_ID,
    numbers.map(({ id }) => id),
    numbers.map(({ phoneNumber }) => phoneNumber),
    numbers.map(({ serviceId }) => serviceId),
    from,
    to,
    count,
  ];
  const text = bare ? LOAD("") : LOAD(STORY);
  for (let first = 0; first < count; first += CHUNK) {
    const last = Math.min(first + CHUNK, count);
    await pool.query(text, [...given, first, last - 1]);
    onProgress(last);
  }
  while ((await foldDeltas(pool, FOLD_MAX)) === FOLD_MAX);
  await pool.query("ANALYZE message, message_event, webhook_attempt, rollup_minute, rollup_hour");
}

/**
 * What the messages are: where they fall in the time, who sends, what became of them. `f` is a place in a day from 0 to 1;
 * the sine pushes it towards noon without changing the order.
 */
const MADE = `
placed AS MATERIALIZED (
  SELECT i, random() AS r, random() AS s, random() AS t, 1 + floor(random() * cardinality($3::uuid[]))::int AS n,
         extract(epoch FROM $6::timestamptz) + (i + random()) / $8::int * extract(epoch FROM $7::timestamptz - $6::timestamptz) AS at
  FROM generate_series($9::int, $10::int) AS i
), timed AS MATERIALIZED (
  SELECT *, floor((floor(at / 86400) + f + 0.12 * sin(2 * pi() * f)) * 86400000)::bigint AS ms
  FROM placed, LATERAL (SELECT at / 86400 - floor(at / 86400) AS f) AS day
), made AS MATERIALIZED (
  SELECT (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(i::text || r), 1, 3) || 'a' || substr(md5(i::text || s), 1, 15))::uuid AS id,
    to_timestamp(ms / 1000.0)::timestamptz(3) AS created_at, r, t,
    ($3::uuid[])[n] AS sender_id, ($4::text[])[n] AS number, CASE WHEN s < 0.8 THEN ($5::uuid[])[n] END AS service_id,
    CASE WHEN t < 0.08 THEN 'inbound' ELSE 'outbound-api' END AS direction,
    '+1' || (ARRAY['212', '305', '415', '512', '617', '720', '416'])[1 + floor(s * 7)::int] || '555'
      || lpad(floor(random() * 10000)::text, 4, '0') AS other,
    CASE WHEN floor(s * 7) = 6 THEN 'CA' ELSE 'US' END AS country,
    CASE WHEN t < 0.08 THEN 'received' WHEN r < 0.93 THEN 'delivered' WHEN r < 0.96 THEN 'undelivered'
         WHEN r < 0.98 THEN 'failed' ELSE 'sent' END AS status,
    CASE WHEN t < 0.08 OR r < 0.93 OR r >= 0.98 THEN NULL
         WHEN r < 0.96 THEN (ARRAY[30003, 30005, 30006, 30007])[1 + floor(s * 4)::int] ELSE 30008 END AS error_code
  FROM timed
), stored AS (
  INSERT INTO message AS m (id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number,
    country, body, encoding, segments, status, error_code, price, status_callback, created_at, updated_at, sent_at,
    leave_at, expires_at, attempt, seq)
  SELECT id, $1, service_id, sender_id, $2, direction,
    CASE direction WHEN 'inbound' THEN other ELSE number END, direction = 'inbound' OR service_id IS NULL,
    CASE direction WHEN 'inbound' THEN number ELSE other END, country,
    CASE direction WHEN 'inbound' THEN 'Thanks!' ELSE 'Your table is ready, number ' || floor(r * 1000) END, 'GSM-7', 1,
    status, error_code, CASE WHEN status <> 'failed' THEN -0.0075 END,
    CASE WHEN direction <> 'inbound' AND t < 0.4 THEN 'https://example.com/status' END,
    created_at, created_at + t * interval '400 ms',
    CASE WHEN status <> 'failed' THEN created_at + interval '30 ms' END, created_at,
    created_at + interval '10 hours', CASE direction WHEN 'inbound' THEN 0 ELSE 1 END,
    CASE WHEN direction = 'inbound' THEN 0 WHEN status IN ('failed', 'sent') THEN 2 ELSE 3 END
      + CASE WHEN direction <> 'inbound' AND service_id IS NOT NULL THEN 1 ELSE 0 END
  FROM made
  RETURNING *
)`;

/** The steps of each message, the attempts that told them where there was a callback, and its place in the roll-ups. */
const STORY = `, told AS MATERIALIZED (
  SELECT m.id, m.account_id, m.service_id, m.status_callback, e.seq - first.seq AS seq, e.name,
    m.created_at + e.ms * interval '1 ms' AS at, CASE WHEN e.name = m.status THEN m.error_code END AS error_code
  FROM stored m,
    LATERAL (SELECT CASE WHEN m.direction = 'inbound' THEN 0 WHEN m.service_id IS NULL THEN 1 ELSE 0 END AS seq) AS first,
    LATERAL (SELECT * FROM (VALUES (0, 'accepted', 0), (1, 'queued', 0), (2, 'sending', 20), (3, 'sent', 30), (4, m.status, 300))
               AS steps (seq, name, ms)
             WHERE m.direction <> 'inbound' AND steps.seq >= first.seq
               AND (m.status <> 'failed' OR steps.seq <> 3) AND NOT (m.status = 'sent' AND steps.seq = 4)
             UNION ALL SELECT 0, 'received', 0 WHERE m.direction = 'inbound') AS e
), numbered AS MATERIALIZED (
  SELECT *, row_number() OVER (PARTITION BY id ORDER BY seq) - 1 AS number FROM told
), events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
  SELECT id, number, account_id, at, name, error_code,
    CASE WHEN number = 0 THEN '{"origin": {"via": "api", "actor": "load"}}'::jsonb END
  FROM numbered
), attempts AS (
  INSERT INTO webhook_attempt (message_id, seq, kind, attempt, account_id, at, duration_ms, method, url, request_headers,
    request_body, response_status, response_headers, response_body)
  SELECT id, number, 'status', 1, account_id, at + interval '5 ms', 12, 'POST', status_callback,
    '{"Content-Type": "application/x-www-form-urlencoded"}', 'MessageStatus=' || name, 204, '{}', ''
  FROM numbered WHERE status_callback IS NOT NULL AND number > 0 AND name <> 'sending'
), counted AS (
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS}, ${PAID_COLUMNS})
  SELECT ${rollupKey("m")}, m.status, coalesce(m.error_code, 0), count(*), ${paidSums("m")} FROM stored m
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 13
)`;

const LOAD = (story: string) => `WITH ${MADE}${story} SELECT count(*) FROM stored`;
