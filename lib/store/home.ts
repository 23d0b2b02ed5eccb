import { lowestIdAt } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";

/** When the liveliest gateway was last heard of; null when there never was one. */
export async function lastHeartbeat(db: Db): Promise<Date | null> {
  const { rows } = await db.sql.query<{ at: Date | null }>(
    "SELECT max(heartbeat_at) AS at FROM gateway WHERE isfinite(heartbeat_at)",
  );
  return rows[0]?.at ?? null;
}

/** A customer's host, and how the newest calls to it went. */
export type CallbackHost = {
  readonly host: string;
  readonly calls: number;
  readonly failures: number;
  readonly firstFailureAt: Date;
  /** What the last failure was: an HTTP status, else a code of behaviour §3.6. */
  readonly lastAnswer: number | null;
  /** A message whose callback failed. */
  readonly messageId: string;
};

/** Of the account's newest calls since a moment, the hosts that failed some; at most {@link CALLS_READ} calls are read. */
export async function failingHosts(db: Db, accountId: string, since: Date): Promise<CallbackHost[]> {
  const { rows } = await db.sql.query<CallbackHost>(HOSTS, [accountId, lowestIdAt(since.getTime()), since, CALLS_READ]);
  return rows;
}

const CALLS_READ = 2_000;

const HOSTS = `
  WITH calls AS (
    SELECT substring(url FROM '^[a-z]+://(?:[^/@]*@)?([^/?#]+)') AS host, at, message_id,
      response_status IS NULL OR response_status NOT BETWEEN 200 AND 299 AS failed, coalesce(response_status, error_code) AS answer
    FROM webhook_attempt WHERE message_id >= $2 AND at >= $3 AND account_id = $1 ORDER BY message_id DESC LIMIT $4
  )
  SELECT host, count(*)::int AS calls, count(*) FILTER (WHERE failed)::int AS failures,
    min(at) FILTER (WHERE failed) AS "firstFailureAt",
    (array_agg(answer ORDER BY at DESC) FILTER (WHERE failed))[1] AS "lastAnswer",
    (array_agg(message_id ORDER BY at DESC) FILTER (WHERE failed))[1] AS "messageId"
  FROM calls GROUP BY host HAVING bool_or(failed) ORDER BY 3 DESC`;

/** What of the way from nothing to a conversation was gone. */
export type Milestones = {
  readonly ownsNumber: boolean;
  readonly serviceWithSender: boolean;
  readonly sent: boolean;
  readonly toldByCallback: boolean;
  readonly replied: boolean;
};

/** Each question stops at the first row that answers it; callbacks are looked for at the newest 500 messages. */
export async function milestones(db: Db, accountId: string): Promise<Milestones> {
  const { rows } = await db.sql.query<Milestones>(MILESTONES, [accountId]);
  return rows[0] ?? { ownsNumber: false, serviceWithSender: false, sent: false, toldByCallback: false, replied: false };
}

const counted = (direction: string) => `
  EXISTS (SELECT FROM rollup_hour WHERE account_id = $1 AND count > 0 AND ${direction})
  OR EXISTS (SELECT FROM rollup_delta WHERE account_id = $1 AND count > 0 AND ${direction})`;

const MILESTONES = `
  SELECT EXISTS (SELECT FROM phone_number WHERE account_id = $1) AS "ownsNumber",
    EXISTS (SELECT FROM pool_sender WHERE account_id = $1) AS "serviceWithSender",
    (${counted("direction <> 'inbound'")}) AS sent,
    (${counted("direction = 'inbound'")}) AS replied,
    EXISTS (
      SELECT FROM (SELECT id FROM message WHERE account_id = $1 ORDER BY id DESC LIMIT 500) AS newest
      JOIN webhook_attempt w ON w.message_id = newest.id
      WHERE w.response_status BETWEEN 200 AND 299) AS "toldByCallback"`;
