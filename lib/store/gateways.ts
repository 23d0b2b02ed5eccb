import type pg from "pg";
import type { Message } from "@/lib/domain/message";
import { Fenced } from "@/lib/store/accept";
import type { Sql } from "@/lib/store/db";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "@/lib/store/message-row";
import { transact } from "@/lib/store/transaction";

/**
 * A gateway whose heartbeat is older than this is dead, whatever it holds; it stops acting in its own name a second
 * earlier by its own clock.
 */
export const LEASE_MS = 10_000;

/** One whose session is gone (its lock is free) is dead when its heartbeat is older than this: time to come back in. */
export const SESSION_GRACE_MS = 1_000;

/** First key of the advisory locks by which a gateway's session shows that it lives; the second is its id. */
const LIVES = 7_300;

/** Enters a new gateway; `oldestOpenId` is an id below all it will hold. */
export async function registerGateway(sql: Sql, oldestOpenId: string): Promise<number> {
  const { rows } = await sql.query<{ id: number }>(
    "INSERT INTO gateway (started_at, heartbeat_at, oldest_open_id) VALUES (now(), now(), $1) RETURNING id",
    [oldestOpenId],
  );
  const [row] = rows;
  if (!row) throw new Error("A gateway could not be registered");
  return row.id;
}

/**
 * Shows on this session that the gateway lives, until the session ends.
 * @param sql one connection, not a pool
 * @returns false while an earlier session of ours that broke still shows it: ask again
 */
export async function lockGateway(sql: Sql, gatewayId: number): Promise<boolean> {
  const { rows } = await sql.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS locked", [
    LIVES,
    gatewayId,
  ]);
  return rows[0]?.locked ?? false;
}

/** One heartbeat. @returns false when the row is gone: another gateway has taken over */
export async function beat(sql: Sql, gatewayId: number, oldestOpenId: string): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: "beat",
    text: "UPDATE gateway SET heartbeat_at = now(), oldest_open_id = $2 WHERE id = $1",
    values: [gatewayId, oldestOpenId],
  });
  return rowCount === 1;
}

/** Makes a gateway's end known at once, so that nobody waits for its lease to lapse. */
export async function resign(sql: Sql, gatewayId: number): Promise<void> {
  await sql.query("UPDATE gateway SET heartbeat_at = '-infinity' WHERE id = $1", [gatewayId]);
}

/** $2: the grace of one whose session is gone, in ms. */
const IS_DEAD = `(g.heartbeat_at < now() - ${LEASE_MS} * interval '1 ms'
  OR g.heartbeat_at < now() - $2::int * interval '1 ms' AND NOT EXISTS (
    SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = ${LIVES} AND l.objid = g.id AND l.granted
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())))`;

/**
 * Gateways whose messages somebody else must take.
 * @param graceMs  longer than usual right after the database was away, when every session is gone at once
 */
export async function findDead(
  sql: Sql,
  me: number,
  graceMs: number = SESSION_GRACE_MS,
): Promise<{ id: number; oldestOpenId: string }[]> {
  const { rows } = await sql.query<{ id: number; oldest_open_id: string }>({
    name: "dead",
    text: `SELECT g.id, g.oldest_open_id FROM gateway g WHERE g.id <> $1 AND ${IS_DEAD} ORDER BY g.id`,
    values: [me, graceMs],
  });
  return rows.map((row) => ({ id: row.id, oldestOpenId: row.oldest_open_id }));
}

/** A take-over may have a backlog of hundreds of thousands of webhooks before it. */
const TAKE_OVER_TIMEOUT_MS = 60_000;

export type TakenOver = {
  /** No message that was taken over by its range is older. */
  readonly oldestOpenId: string;
  readonly messages: number;
  readonly webhooks: number;
};

/**
 * Makes a dead gateway's messages and webhooks ours, in one transaction. Its row goes first: that waits for the last
 * statement that stores something in its name and lets none come after. Its messages are a primary-key range scan, and
 * those it had from `message_due`; webhooks come last, so that none that a step of the dead still wrote is missed.
 * @returns undefined when it lives after all or another gateway was first
 * @throws Fenced when our own row is gone
 */
export async function takeOver(
  pool: pg.Pool,
  me: number,
  dead: number,
  graceMs: number = SESSION_GRACE_MS,
): Promise<TakenOver | undefined> {
  return transact(pool, async (sql) => {
    const { rows } = await sql.query<{ oldest_open_id: string }>(
      `DELETE FROM gateway g WHERE g.id = $1 AND ${IS_DEAD} RETURNING g.oldest_open_id`,
      [dead, graceMs],
    );
    const oldestOpenId = rows[0]?.oldest_open_id;
    if (oldestOpenId === undefined) return undefined;
    const mine = await sql.query("UPDATE gateway SET oldest_open_id = least(oldest_open_id, $2::uuid) WHERE id = $1", [
      me,
      oldestOpenId,
    ]);
    if (mine.rowCount !== 1) throw new Fenced("This gateway's own row is gone");
    const take = (text: string, ...more: string[]) => {
      const query = { text, values: [me, dead, ...more], query_timeout: TAKE_OVER_TIMEOUT_MS };
      return sql.query(query as pg.QueryConfig);
    };
    const inRange = await take(TAKE_RANGE, oldestOpenId);
    const fromDue = await take(TAKE_FROM_DUE);
    await take("UPDATE message_due SET owner = $1 WHERE owner = $2");
    const webhooks = await take("UPDATE webhook_due SET owner = $1 WHERE owner = $2");
    return {
      oldestOpenId,
      messages: (inRange.rowCount ?? 0) + (fromDue.rowCount ?? 0),
      webhooks: webhooks.rowCount ?? 0,
    };
  });
}

/** Exported for the test that explains their plans. */
export const TAKE_RANGE = "UPDATE message SET owner = $1 WHERE id >= $3 AND owner = $2";
export const TAKE_FROM_DUE = `UPDATE message SET owner = $1
  WHERE id = ANY(ARRAY(SELECT message_id FROM message_due WHERE owner = $2)) AND owner = $2`;

/**
 * Messages this gateway owns and has to go on with, by id: whoever holds fewer in memory has lost some on the way (a COMMIT whose answer never
 * came, a take-over) and takes them up again.
 * @param from        the first id that is looked at
 * @param quietSince  only those that have not moved since; null: all
 */
export async function findOwned(
  sql: Sql,
  gatewayId: number,
  { from, quietSince, limit }: { from: string; quietSince: Date | null; limit: number },
): Promise<Message[]> {
  const { rows } = await sql.query<MessageRow>({
    name: "owned",
    text: OWNED,
    values: [gatewayId, from, quietSince, limit],
  });
  return rows.map(toMessage);
}

/** A message that was canceled after it was taken still names its holder. */
const OPEN = "m.status IN ('scheduled', 'accepted', 'queued', 'sending', 'sent')";

const OWNED = `SELECT ${MESSAGE_COLUMNS} FROM message m
  WHERE m.id >= $2 AND m.owner = $1 AND ${OPEN} AND ($3::timestamptz IS NULL OR m.updated_at <= $3) ORDER BY m.id LIMIT $4`;

/** Those of these messages that the gateway owns and has to go on with, in the order of their ids. */
export async function findOwnedByIds(sql: Sql, gatewayId: number, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql.query<MessageRow>({
    name: "owned-ids",
    text: `SELECT ${MESSAGE_COLUMNS} FROM message m WHERE m.id = ANY($2::uuid[]) AND m.owner = $1 AND ${OPEN} ORDER BY m.id`,
    values: [gatewayId, ids],
  });
  return rows.map(toMessage);
}

/** Where these messages stand and who holds them; those that are gone are absent. */
export async function findStates(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, { status: string; seq: number; owner: number | null }>> {
  const { rows } = await sql.query<{ id: string; status: string; seq: number; owner: number | null }>(
    "SELECT id, status, seq, owner FROM message WHERE id = ANY($1::uuid[])",
    [ids],
  );
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}
