import type { ReplySession } from "@/lib/domain/reply-session";
import type { Sql } from "@/lib/store/db";
import type { Webhook } from "@/lib/store/webhooks";

/**
 * What inbound messages have led to so far, by their ids. One that was deleted meanwhile may be absent, or know less than
 * there was.
 */
export async function findReplySessions(
  sql: Sql,
  messageIds: readonly string[],
): Promise<Map<string, Partial<ReplySession>>> {
  const { rows } = await sql.query<{ message_id: string; redirects: number; replies: number }>({
    name: "reply-sessions",
    text: SESSIONS,
    values: [messageIds, ...boundsOf(messageIds)],
  });
  return new Map(rows.map(({ message_id, redirects, replies }) => [message_id, { redirects, replies }]));
}

/** The lowest and the highest id: with them the plan prunes partitions, which an array alone does not. */
function boundsOf(ids: readonly string[]): [lowest: string | undefined, highest: string | undefined] {
  const sorted = [...ids].sort();
  return [sorted[0], sorted.at(-1)];
}

const SESSIONS = `
SELECT message_id, sum(redirects)::int AS redirects, sum(replies)::int AS replies FROM (
  SELECT message_id, max(seq) AS redirects, 0 AS replies FROM webhook_attempt
  WHERE message_id = ANY($1::uuid[]) AND message_id BETWEEN $2 AND $3 AND kind = 'redirect' GROUP BY message_id
  UNION ALL
  SELECT message_id, 0, jsonb_array_length(detail->'replies') FROM message_event
  WHERE message_id = ANY($1::uuid[]) AND message_id BETWEEN $2 AND $3 AND name = 'replied'
) AS led_to GROUP BY message_id`;

/** How many replies these recipients got since a time, by `from to`. */
export async function countRecentReplies(
  sql: Sql,
  recipients: readonly string[],
  since: Date,
): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ from_number: string; to_number: string; count: number }>({
    name: "recent-replies",
    text: `SELECT from_number, to_number, count(*)::int AS count FROM message
           WHERE to_number = ANY($1::text[]) AND id >= uuid_floor($2) AND direction = 'outbound-reply'
           GROUP BY from_number, to_number`,
    values: [recipients, since],
  });
  return new Map(rows.map((row) => [`${row.from_number} ${row.to_number}`, row.count]));
}

/** A line of an inbound message's story: which replies a document led to, or what is wrong with an endpoint. */
export type ReplyNote = {
  readonly accountId: string;
  readonly messageId: string;
  /** `replied` has the SIDs of the replies, `alert` a code and what it is about. */
  readonly name: string;
  readonly errorCode: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Adds lines to messages' stories, in their order; none to those that were deleted meanwhile. */
export async function noteReplies(sql: Sql, at: Date, notes: readonly ReplyNote[]): Promise<void> {
  if (notes.length === 0) return;
  const rows = notes.map(({ accountId, messageId, name, errorCode, detail }, ord) => ({
    ord,
    account_id: accountId,
    message_id: messageId,
    name,
    error_code: errorCode,
    detail,
  }));
  const ids = notes.map(({ messageId }) => messageId);
  await sql.query({ name: "note-replies", text: NOTE, values: [at, JSON.stringify(rows), ids, ...boundsOf(ids)] });
}

const NOTE = `
WITH note AS MATERIALIZED (
  SELECT n.*, row_number() OVER (PARTITION BY n.message_id ORDER BY n.ord) AS place,
    count(*) OVER (PARTITION BY n.message_id) AS lines
  FROM json_to_recordset($2::json) AS n (ord int, account_id uuid, message_id uuid, name text, error_code int, detail jsonb)
), told AS (
  UPDATE message m SET seq = m.seq + note.lines FROM note
  WHERE m.id = ANY($3::uuid[]) AND m.id BETWEEN $4 AND $5 AND m.id = note.message_id AND m.account_id = note.account_id AND note.place = 1
  RETURNING m.id, m.account_id, m.seq
)
INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
SELECT told.id, told.seq - note.lines + note.place, told.account_id, $1, note.name, note.error_code, note.detail
FROM told JOIN note ON note.message_id = told.id`;

/** Asks for the documents that webhooks' answers redirect to, with the same parameters. `seq` is a redirect's number. */
export async function followRedirects(
  sql: Sql,
  at: Date,
  redirects: readonly Pick<Webhook, "messageId" | "accountId" | "params" | "url" | "method" | "seq">[],
): Promise<void> {
  if (redirects.length === 0) return;
  const rows = redirects.map(({ messageId, accountId, params, url, method, seq }) => ({
    message_id: messageId,
    account_id: accountId,
    params,
    url,
    method,
    seq,
  }));
  await sql.query({ name: "follow-redirects", text: FOLLOW, values: [at, JSON.stringify(rows)] });
}

const FOLLOW = `
INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at)
SELECT message_id, seq, 'redirect', account_id, url, method, params, $1
FROM json_to_recordset($2::json) AS r (message_id uuid, seq smallint, account_id uuid, url text, method text, params json)`;
