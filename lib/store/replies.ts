import type { ReplySession } from "@/lib/domain/reply-session";
import type { TwimlRedirect } from "@/lib/domain/twiml";
import type { Sql } from "@/lib/store/db";
import type { Webhook } from "@/lib/store/webhooks";

/** Name of the event that says which replies a document led to. */
const REPLIED = "replied";

/** What an inbound message has led to so far. One that was deleted meanwhile has led to nothing that is known. */
export async function findReplySession(sql: Sql, accountId: string, messageId: string): Promise<ReplySession> {
  const { rows } = await sql.query<ReplySession>({
    name: "reply-session",
    text: `SELECT
      (SELECT coalesce(max(seq), 0) FROM webhook_attempt WHERE message_id = $2 AND account_id = $1)::int AS redirects,
      (SELECT coalesce(sum(jsonb_array_length(detail->'replies')), 0) FROM message_event
       WHERE message_id = $2 AND account_id = $1 AND name = '${REPLIED}')::int AS replies`,
    values: [accountId, messageId],
  });
  return rows[0] ?? { redirects: 0, replies: 0 };
}

/** How many replies went from one number to another since a time (14107). */
export async function countRecentReplies(
  sql: Sql,
  accountId: string,
  { from, to, since }: { from: string; to: string; since: Date },
): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({
    name: "recent-replies",
    text: `SELECT count(*)::int AS count FROM message
           WHERE account_id = $1 AND to_number = $3 AND from_number = $2 AND direction = 'outbound-reply'
             AND id >= uuid_floor($4)`,
    values: [accountId, from, to, since],
  });
  return rows[0]?.count ?? 0;
}

/** A line of an inbound message's story about what its webhook led to. */
export type ReplyNote =
  | { readonly name: "replied"; readonly detail: { readonly replies: readonly string[] } }
  | {
      /** Something is wrong with an endpoint or with what it answered. */
      readonly name: "alert";
      readonly errorCode: number;
      readonly detail: { readonly url: string; readonly about: string };
    };

/** Adds lines to a message's story; nothing if it was deleted meanwhile. */
export async function noteReplies(
  sql: Sql,
  { accountId, messageId, at }: { accountId: string; messageId: string; at: Date },
  notes: readonly ReplyNote[],
): Promise<void> {
  const rows = notes.map((note, ord) => ({
    ord,
    name: note.name,
    error_code: note.name === "alert" ? note.errorCode : null,
    detail: note.detail,
  }));
  await sql.query({
    name: "note-replies",
    text: NOTE,
    values: [accountId, messageId, at, JSON.stringify(rows), rows.length],
  });
}

const NOTE = `
WITH told AS (
  UPDATE message SET seq = seq + $5::smallint WHERE account_id = $1 AND id = $2 RETURNING id, account_id, seq
)
INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
SELECT told.id, told.seq - $5::smallint + 1 + n.ord, told.account_id, $3, n.name, n.error_code, n.detail
FROM told, json_to_recordset($4::json) AS n (ord smallint, name text, error_code int, detail jsonb)`;

/** Asks for the document that a webhook's answer redirects to, with the same parameters. @param seq its number, from 1 */
export async function followRedirect(
  sql: Sql,
  { messageId, accountId, params }: Webhook,
  { url, method, seq, at }: TwimlRedirect & { seq: number; at: Date },
): Promise<void> {
  await sql.query({
    name: "follow-redirect",
    text: `INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at)
           VALUES ($1, $2, 'redirect', $3, $4, $5, $6, $7)`,
    values: [messageId, seq, accountId, url, method, JSON.stringify(params), at],
  });
}
