import type { WebhookAttempt } from "@/lib/domain/message-event";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import { lowestIdAt } from "@/lib/domain/sid";
import type { WebhookAttemptFilter } from "@/lib/domain/webhook-replay";
import type { Db } from "@/lib/store/db";

export const ATTEMPT_COLUMNS = `a.seq, a.kind, a.attempt, a.replay, a.at, a.duration_ms, a.method, a.url,
  a.request_headers, a.request_body, a.response_status, a.response_headers, a.response_body, a.error_code, a.error_detail`;

export type AttemptRow = {
  seq: number;
  kind: WebhookAttempt["kind"];
  attempt: number;
  replay: boolean;
  at: Date;
  duration_ms: number;
  method: string;
  url: string;
  request_headers: Record<string, string>;
  request_body: string;
  response_status: number | null;
  response_headers: Record<string, string> | null;
  response_body: string | null;
  error_code: number | null;
  error_detail: string | null;
};

export const toAttempt = (row: AttemptRow): WebhookAttempt => ({
  seq: row.seq,
  kind: row.kind,
  attempt: row.attempt,
  replay: row.replay,
  at: row.at,
  durationMs: row.duration_ms,
  method: row.method,
  url: row.url,
  requestHeaders: row.request_headers,
  requestBody: row.request_body,
  responseStatus: row.response_status,
  responseHeaders: row.response_headers,
  responseBody: row.response_body,
  errorCode: row.error_code,
  errorDetail: row.error_detail,
});

/** A webhook request and the message it was about. */
export type ListedAttempt = WebhookAttempt & {
  readonly messageId: string;
  readonly serviceId: string | null;
  /** Media change the prefix of its message's SID. */
  readonly numMedia: number;
};

/** A message is told of at most this long after it was made: 35 days of schedule, its receipts, 28 h of tries. */
const TOLD_LATEST_MS = 40 * 86_400_000;
/** An id may be made this much before or after the time of its message. */
const ID_SLACK_MS = 60_000;

/**
 * The account's webhook requests that match, by their messages, newest first. Pages
 * cost the same however far they are.
 */
export async function list(
  db: Db,
  accountId: string,
  filter: WebhookAttemptFilter,
  page: Page,
): Promise<Listing<ListedAttempt>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const asked = conditionsOf(accountId, filter);
  if (cursor) {
    const [operator, name] = "lt" in cursor ? ["<", cursor.lt] : [">", cursor.gt];
    const [message = "", seq, kind, attempt] = name.split(".");
    asked.values.push(message, seq, kind, attempt);
    const [at, ...rest] = [3, 2, 1, 0].map((back) => `$${asked.values.length - back}`);
    asked.ofMessage.push(`m.id ${operator}= ${at}`);
    asked.ofAttempt.push(`(a.message_id, a.seq, a.kind, a.attempt) ${operator} (${[at, ...rest].join(", ")})`);
  }
  const { rows } = await db.sql.query<AttemptRow & { id: string; service_id: string | null; num_media: number }>(
    `SELECT ${leading(asked)} AS id, m.service_id, m.num_media, ${ATTEMPT_COLUMNS} ${from(asked)}
     ORDER BY ${leading(asked)} ${order}, a.seq ${order}, a.kind ${order}, a.attempt ${order} LIMIT ${take} OFFSET ${skip}`,
    asked.values,
  );
  const found = rows.map((row) => ({
    ...toAttempt(row),
    messageId: row.id,
    serviceId: row.service_id,
    numMedia: row.num_media,
  }));
  return toListing(page, found, cursorOf);
}

/** Names a request in its list. */
const cursorOf = ({ messageId, seq, kind, attempt }: ListedAttempt) => `${messageId}.${seq}.${kind}.${attempt}`;

type Conditions = {
  readonly values: unknown[];
  readonly ofMessage: string[];
  readonly ofAttempt: string[];
  readonly isFailure: boolean;
};

/** What a filter asks of `message m` and of `webhook_attempt a`, always naming the account; times bound the partitions read. */
function conditionsOf(
  accountId: string,
  { messageId, serviceId, since, until, status }: WebhookAttemptFilter,
): Conditions {
  const values: unknown[] = [accountId];
  const ofMessage = ["m.account_id = $1"];
  const ofAttempt = ["a.account_id = $1", "a.kind <> 'media'"];
  const ask = (value: unknown, { m, a }: { m?: string; a?: string }) => {
    if (value === undefined) return;
    const place = `$${values.push(value)}`;
    if (m) ofMessage.push(`m.${m} ${place}`);
    if (a) ofAttempt.push(`a.${a} ${place}`);
  };
  ask(messageId, { m: "id =", a: "message_id =" });
  ask(serviceId, { m: "service_id =" });
  ask(since, { a: "at >=" });
  ask(since && lowestIdAt(since.getTime() - TOLD_LATEST_MS), { m: "id >=", a: "message_id >=" });
  ask(until, { a: "at <" });
  ask(until && lowestIdAt(until.getTime() + ID_SLACK_MS), { m: "id <", a: "message_id <" });
  if (status) ofAttempt.push(`a.error_code IS ${status === "failed" ? "NOT NULL" : "NULL"}`);
  return { values, ofMessage, ofAttempt, isFailure: status === "failed" };
}

/**
 * Requests with their messages, walked in the order of the messages: failures by the index of failures, all else by the
 * account's messages. One side leads and the other is looked up, whatever the statistics say (`OFFSET 0`).
 */
const from = ({ ofMessage, ofAttempt, isFailure }: Conditions) =>
  isFailure
    ? `FROM webhook_attempt a CROSS JOIN LATERAL (
         SELECT m.* FROM message m WHERE m.id = a.message_id AND ${ofMessage.join(" AND ")} OFFSET 0) m
       WHERE ${ofAttempt.join(" AND ")}`
    : `FROM message m CROSS JOIN LATERAL (
         SELECT a.* FROM webhook_attempt a WHERE a.message_id = m.id AND ${ofAttempt.join(" AND ")} OFFSET 0) a
       WHERE ${ofMessage.join(" AND ")}`;

const leading = ({ isFailure }: Conditions) => (isFailure ? "a.message_id" : "m.id");

/** A webhook that still has to be made. */
export type OwedWebhook = {
  /** Number of the event that is told. */
  readonly seq: number;
  readonly kind: WebhookAttempt["kind"];
  /** When it is tried, or was first due. */
  readonly dueAt: Date;
  /** Requests so far. */
  readonly tries: number;
};

/** What a message still owes, in the order it is told; not a fallback that may never be asked. */
export async function findOwed(db: Db, accountId: string, messageId: string): Promise<OwedWebhook[]> {
  const { rows } = await db.sql.query<OwedWebhook>(
    `SELECT seq, kind, due_at AS "dueAt", attempt AS tries FROM webhook_due
     WHERE message_id = $2 AND account_id = $1 AND due_at < 'infinity' ORDER BY seq`,
    [accountId, messageId],
  );
  return rows;
}

/** An event that was told, by its last request. */
export type ToldEvent = Pick<WebhookAttempt, "method" | "url" | "requestBody"> & {
  readonly messageId: string;
  /** Number of the event; 0 is the receipt of an inbound message, with all that its webhook led to. */
  readonly seq: number;
  readonly kind: "status" | "inbound";
  /** The address as it was given, with its fragment, where it is known. */
  readonly statusCallback: string | null;
  /** Requests so far. */
  readonly tries: number;
};

/** The messages before `before`, newest first, of which some request matches: their events may be told again. */
export async function findTold(
  db: Db,
  accountId: string,
  filter: WebhookAttemptFilter,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<string[]> {
  const asked = conditionsOf(accountId, filter);
  if (before !== undefined) {
    const place = `$${asked.values.push(before)}`;
    asked.ofMessage.push(`m.id < ${place}`);
    asked.ofAttempt.push(`a.message_id < ${place}`);
  }
  const { rows } = await db.sql.query<{ id: string }>(
    `SELECT DISTINCT ${leading(asked)} AS id ${from(asked)} ORDER BY 1 DESC LIMIT ${limit}`,
    asked.values,
  );
  return rows.map(({ id }) => id);
}

/**
 * The events of these messages whose last request, as of `until`, matches. The receipt of an inbound message is one only
 * while that failed: once its webhook was answered, what it asked for was done.
 */
export async function findEvents(
  db: Db,
  accountId: string,
  messageIds: readonly string[],
  { since, until, status, seq }: WebhookAttemptFilter & { readonly until: Date; readonly seq?: number },
): Promise<ToldEvent[]> {
  const { rows } = await db.sql.query<ToldEvent>(EVENTS, [
    accountId,
    messageIds,
    until,
    since ?? "-infinity",
    status === undefined ? null : status === "failed",
    seq ?? null,
  ]);
  return rows;
}

const EVENTS = `
  WITH tried AS (
    SELECT *, kind = 'status' AS is_status, CASE WHEN kind = 'status' THEN seq ELSE 0 END AS event
    FROM webhook_attempt WHERE account_id = $1 AND message_id = ANY($2::uuid[]) AND kind NOT IN ('media', 'click') AND at < $3
  ), told AS (
    SELECT message_id, event, is_status, max(at) AS at, max(attempt) FILTER (WHERE kind IN ('status', 'inbound')) AS tries,
      (array_agg(error_code ORDER BY at DESC, attempt DESC))[1] IS NOT NULL AS failed
    FROM tried GROUP BY 1, 2, 3
  )
  SELECT m.id AS "messageId", t.event AS seq, a.kind, a.method, a.url, a.request_body AS "requestBody",
    CASE WHEN t.is_status THEN m.status_callback END AS "statusCallback", t.tries
  FROM told t JOIN message m ON m.id = t.message_id AND m.id = ANY($2::uuid[]) AND m.account_id = $1
  JOIN tried a ON a.message_id = t.message_id AND a.seq = t.event AND a.attempt = t.tries
    AND a.kind = CASE WHEN t.is_status THEN 'status' ELSE 'inbound' END
  WHERE t.at >= $4 AND ($5::bool IS NULL OR t.failed = $5) AND ($6::int IS NULL OR t.event = $6)
    AND (t.is_status OR t.failed)
  ORDER BY m.id DESC, t.event`;

/** Requests that are made again. */
export type Replay = Pick<ToldEvent, "messageId" | "seq" | "kind" | "method" | "tries"> & {
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
};

/**
 * Owes these events once more, and wakes the gateways. What is still owed is not owed twice: if its next try is some time
 * off it is made now, else it is left alone.
 * @returns how many are made because of this
 */
export async function owe(db: Db, accountId: string, at: Date, replays: readonly Replay[]): Promise<number> {
  const rows = replays.map(({ messageId, seq, kind, method, tries, url, params }) => ({
    message_id: messageId,
    seq,
    kind,
    method,
    url,
    params,
    tries,
  }));
  const { rowCount } = await db.sql.query(OWE, [accountId, at, JSON.stringify(rows)]);
  return rowCount ?? 0;
}

/** Shorter waits are in a gateway's memory and end by themselves. */
const OWE = `
  INSERT INTO webhook_due AS owed (message_id, seq, kind, account_id, url, method, params, due_at, attempt, replay_after)
  SELECT message_id, seq, kind, $1, url, method, params, $2, tries, tries
  FROM json_to_recordset($3::json)
    AS r (message_id uuid, seq smallint, kind text, url text, method text, params json, tries smallint)
  ON CONFLICT (message_id, seq, kind) DO UPDATE SET due_at = excluded.due_at, owner = NULL
  WHERE owed.account_id = $1 AND owed.due_at > $2 + interval '5 s'
  RETURNING pg_notify('due', '')`;
