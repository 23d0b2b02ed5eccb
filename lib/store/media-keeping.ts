import type { Media } from "@/lib/domain/media";
import type { WebhookAttempt } from "@/lib/domain/message-event";
import type { Sql } from "@/lib/store/db";
import { STORED } from "@/lib/store/media";

/** Where the files of these messages are to be fetched, by message, as their requests said. The bounds prune partitions. */
export async function findMediaUrls(sql: Sql, messageIds: readonly string[]): Promise<Map<string, string[]>> {
  const ids = messageIds.toSorted();
  const { rows } = await sql.query<{ message_id: string; urls: string[] | null }>({
    name: "media-urls",
    text: `SELECT message_id, detail #> '{request,MediaUrl}' AS urls FROM message_event
           WHERE message_id = ANY($1::uuid[]) AND message_id BETWEEN $2 AND $3 AND seq = 0`,
    values: [ids, ids[0], ids.at(-1)],
  });
  return new Map(rows.map(({ message_id, urls }) => [message_id, urls ?? []]));
}

/** A file that is still to be fetched, and the name it will have. */
export type PendingMedia = { readonly id: string; readonly position: number };

/**
 * Enters the files of a message before they are fetched, so that a crash leaves no file behind that no row knows. What an
 * earlier try has stored stays; what it has not is given up, and is fetched again under another name.
 * @param names one for each file of the message, in order; `link` for those that need a public address
 * @returns those that are to be fetched
 */
export async function enterMedia(
  sql: Sql,
  { accountId, messageId, at }: { accountId: string; messageId: string; at: Date },
  names: readonly { readonly id: string; readonly link: string | null }[],
): Promise<PendingMedia[]> {
  const { rows } = await sql.query<PendingMedia>({
    name: "enter-media",
    text: ENTER,
    values: [accountId, messageId, at, names.map(({ id }) => id), names.map(({ link }) => link)],
  });
  return rows;
}

const ENTER = `
WITH given_up AS (
  UPDATE media SET removed_at = $3
  WHERE message_id = $2 AND account_id = $1 AND stored_at IS NULL AND removed_at IS NULL
)
INSERT INTO media (id, account_id, message_id, position, link, created_at)
SELECT name.id, $1, $2, name.ord - 1, name.link, $3
FROM unnest($4::uuid[], $5::text[]) WITH ORDINALITY AS name (id, link, ord)
WHERE name.ord - 1 <> ALL(ARRAY(
  SELECT position FROM media WHERE message_id = $2 AND account_id = $1 AND ${STORED}))
RETURNING id, position`;

/** A request for a file, as it is recorded with the message. */
export type MediaTry = Omit<
  WebhookAttempt,
  "replay" | "seq" | "kind" | "attempt" | "method" | "requestBody" | "responseBody"
> & {
  readonly position: number;
};

/**
 * Records the requests for a message's files, and that the files of `stored` are kept.
 * @returns the ids of those that are; somebody else has given up the others meanwhile
 */
export async function settleMedia(
  sql: Sql,
  { accountId, messageId, at }: { accountId: string; messageId: string; at: Date },
  stored: readonly Pick<Media, "id" | "contentType" | "bytes" | "fileName">[],
  tries: readonly MediaTry[],
): Promise<Set<string>> {
  const { rows } = await sql.query<{ id: string }>({
    name: "settle-media",
    text: SETTLE,
    values: [accountId, messageId, at, JSON.stringify(stored), stored.map(({ id }) => id), JSON.stringify(tries)],
  });
  return new Set(rows.map(({ id }) => id));
}

const SETTLE = `
WITH kept AS (
  UPDATE media m SET content_type = s."contentType", bytes = s.bytes, file_name = s."fileName", stored_at = $3
  FROM json_to_recordset($4::json) AS s (id uuid, "contentType" text, bytes int, "fileName" text)
  WHERE m.id = ANY($5::uuid[]) AND m.id = s.id AND m.account_id = $1 AND m.stored_at IS NULL AND m.removed_at IS NULL
  RETURNING m.id
), before AS MATERIALIZED (
  SELECT seq, max(attempt) AS attempt FROM webhook_attempt WHERE message_id = $2 AND kind = 'media' GROUP BY seq
), tried AS (
  INSERT INTO webhook_attempt (message_id, seq, kind, attempt, account_id, at, duration_ms, method, url, request_headers,
    request_body, response_status, response_headers, error_code, error_detail)
  SELECT $2, t.position, 'media', coalesce(b.attempt, 0) + row_number() OVER (PARTITION BY t.position ORDER BY t.at), $1, t.at,
    t."durationMs", 'GET', t.url, t."requestHeaders", '', t."responseStatus", t."responseHeaders", t."errorCode", t."errorDetail"
  FROM json_to_recordset($6::json) AS t (position smallint, at timestamptz, "durationMs" int, url text, "requestHeaders" json,
    "responseStatus" int, "responseHeaders" json, "errorCode" int, "errorDetail" text)
  LEFT JOIN before b ON b.seq = t.position
  ON CONFLICT DO NOTHING
)
SELECT id FROM kept`;
