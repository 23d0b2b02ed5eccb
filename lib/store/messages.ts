import type { Message } from "@/lib/domain/message";
import type { MessageEvent, WebhookAttempt } from "@/lib/domain/message-event";
import type { MessageFilter } from "@/lib/domain/message-filter";
import { TERMINAL } from "@/lib/domain/message-status";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db, Sql } from "@/lib/store/db";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "@/lib/store/message-row";
import { matching } from "@/lib/store/message-where";
import { ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";
import { ATTEMPT_COLUMNS, type AttemptRow, toAttempt } from "@/lib/store/webhook-attempts";

/** One message of the account, by its primary key; touches one partition. */
export async function find(db: Db, accountId: string, id: string): Promise<Message | undefined> {
  const { rows } = await db.sql.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM message m WHERE m.account_id = $1 AND m.id = $2`,
    [accountId, id],
  );
  return rows[0] && toMessage(rows[0]);
}

/** The account's messages that match, newest first (ids are time-ordered). Costs the same on every page. */
export async function list(db: Db, accountId: string, filter: MessageFilter, page: Page): Promise<Listing<Message>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const { where, values } = matching(accountId, filter, cursor);
  const { rows } = await db.sql.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM message m WHERE ${where} ORDER BY m.id ${order} LIMIT ${take} OFFSET ${skip}`,
    values,
  );
  return toListing(page, rows.map(toMessage), (message) => message.id);
}

/**
 * How many messages match, counting no further than `atMost`, and when the oldest of those counted was created.
 * The newest are counted first.
 */
export async function count(
  db: Db,
  accountId: string,
  filter: MessageFilter,
  atMost: number,
): Promise<{ count: number; since: Date | null }> {
  const { where, values } = matching(accountId, filter);
  const { rows } = await db.sql.query<{ count: number; since: Date | null }>(
    `SELECT count(*)::int AS count, min(created_at) AS since
     FROM (SELECT m.created_at FROM message m WHERE ${where} ORDER BY m.id DESC LIMIT ${atMost}) counted`,
    values,
  );
  return rows[0] ?? { count: 0, since: null };
}

type EventRow = {
  seq: number;
  at: Date;
  name: string;
  error_code: number | null;
  detail: Record<string, unknown> | null;
};

/** The message's story, oldest first. */
export async function events(db: Db, accountId: string, messageId: string): Promise<MessageEvent[]> {
  const { rows } = await db.sql.query<EventRow>(
    `SELECT seq, at, name, error_code, detail FROM message_event
     WHERE account_id = $1 AND message_id = $2 ORDER BY seq`,
    [accountId, messageId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    name: row.name,
    errorCode: row.error_code,
    detail: row.detail ?? {},
  }));
}

/** Every webhook request made for the message, oldest first. */
export async function attempts(db: Db, accountId: string, messageId: string): Promise<WebhookAttempt[]> {
  const { rows } = await db.sql.query<AttemptRow>(
    `SELECT ${ATTEMPT_COLUMNS} FROM webhook_attempt a
     WHERE a.account_id = $1 AND a.message_id = $2 ORDER BY a.at, a.seq, a.attempt`,
    [accountId, messageId],
  );
  return rows.map(toAttempt);
}

/** Who does something to one message, and when. */
type Deed = { readonly accountId: string; readonly id: string; readonly at: Date; readonly actor: string };

/**
 * Takes the text out of a finished message: from its row, from the request kept in its first event, and from the
 * webhooks that carried it. Undefined when it is not there, not finished or already redacted.
 */
export async function redact(db: Db, { accountId, id, at, actor }: Deed): Promise<Message | undefined> {
  const { rows } = await db.sql.query<MessageRow>(REDACT, [accountId, id, at, TERMINAL, { actor }]);
  return rows[0] && toMessage(rows[0]);
}

const REDACT = `
  WITH redacted AS (
    UPDATE message SET body = '', redacted_at = $3, updated_at = $3, seq = seq + 1
    WHERE account_id = $1 AND id = $2 AND status = ANY($4) AND redacted_at IS NULL
    RETURNING *
  ), noted AS (
    INSERT INTO message_event (message_id, seq, account_id, at, name, detail)
    SELECT id, seq, account_id, $3, 'redacted', $5 FROM redacted
  ), forgotten AS (
    UPDATE message_event SET detail = detail #- '{request,Body}' #- '{request,ContentVariables}'
    WHERE message_id = $2 AND detail #>'{request}' ?| ARRAY['Body', 'ContentVariables'] AND EXISTS (SELECT FROM redacted)
  ), unsaid AS (
    UPDATE webhook_attempt
    SET request_body = regexp_replace(request_body, '(^|&)Body=[^&]*', '\\1Body='),
        url = regexp_replace(url, '([?&])Body=[^&]*', '\\1Body=')
    WHERE message_id = $2 AND kind <> 'status' AND EXISTS (SELECT FROM redacted)
  )
  SELECT ${MESSAGE_COLUMNS} FROM redacted m`;

/**
 * Calls a scheduled message off, with its event, its place in the roll-ups and the callback that tells it. Undefined
 * when it is not there or no longer scheduled: whoever moves it first wins.
 * @param params what the callback will say
 * @source behaviour §1.7
 */
export async function cancel(
  db: Db,
  { accountId, id, at, actor }: Deed,
  params: Readonly<Record<string, string>>,
): Promise<Message | undefined> {
  const { rows } = await db.sql.query<MessageRow>(CANCEL, [accountId, id, at, { actor }, params]);
  return rows[0] && toMessage(rows[0]);
}

const CANCEL = `
  WITH canceled AS (
    UPDATE message SET status = 'canceled', updated_at = $3, seq = seq + 1
    WHERE account_id = $1 AND id = $2 AND status = 'scheduled'
    RETURNING *
  ), noted AS (
    INSERT INTO message_event (message_id, seq, account_id, at, name, detail)
    SELECT id, seq, account_id, $3, 'canceled', $4 FROM canceled
  ), released AS (
    DELETE FROM message_due WHERE message_id = $2 AND EXISTS (SELECT FROM canceled)
  ), told AS (
    INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at)
    SELECT id, seq, 'status', account_id, status_callback, 'POST', $5, $3 FROM canceled WHERE status_callback IS NOT NULL
  ), counted AS (
    INSERT INTO rollup_delta (${ROLLUP_COLUMNS})
    SELECT ${rollupKey("m")}, step.status, 0, step.count
    FROM canceled m, (VALUES ('scheduled', -1), ('canceled', 1)) AS step (status, count)
  )
  SELECT ${MESSAGE_COLUMNS}, pg_notify('due', '') FROM canceled m`;

/** Messages that cost nothing, whatever their way would cost. */
export async function markFree(sql: Sql, accountId: string, ids: readonly string[]): Promise<void> {
  await sql.query("UPDATE message SET price = 0 WHERE account_id = $1 AND id = ANY($2::uuid[])", [accountId, ids]);
}

/**
 * Removes a finished message with its events, files and webhook attempts, and takes it out of the roll-ups, which go on
 * agreeing with a recount. A callback that is still owed is made. False when it is not there or not finished.
 * @source behaviour §1.8
 */
export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.sql.query(REMOVE, [accountId, id, TERMINAL]);
  return rowCount === 1;
}

const REMOVE = `
  WITH removed AS (
    DELETE FROM message WHERE account_id = $1 AND id = $2 AND status = ANY($3) RETURNING *
  ), events AS (
    DELETE FROM message_event WHERE message_id = $2 AND EXISTS (SELECT FROM removed)
  ), attempts AS (
    DELETE FROM webhook_attempt WHERE message_id = $2 AND EXISTS (SELECT FROM removed)
  ), files AS (
    UPDATE media SET removed_at = now() WHERE message_id = $2 AND removed_at IS NULL AND EXISTS (SELECT FROM removed)
  ), feedback AS (
    DELETE FROM message_feedback WHERE message_id = $2 AND EXISTS (SELECT FROM removed)
  ), counted AS (
    INSERT INTO rollup_delta (${ROLLUP_COLUMNS})
    SELECT ${rollupKey("m")}, m.status, coalesce(m.error_code, 0), -1 FROM removed m
  )
  SELECT FROM removed`;
