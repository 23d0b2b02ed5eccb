import type { Media } from "@/lib/domain/media";
import type { WebhookAttempt } from "@/lib/domain/message-event";
import { TERMINAL } from "@/lib/domain/message-status";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db, Sql } from "@/lib/store/db";

type MediaRow = {
  id: string;
  account_id: string;
  message_id: string;
  position: number;
  content_type: string;
  bytes: number;
  file_name: string | null;
  link: string | null;
  created_at: Date;
  stored_at: Date;
};

const COLUMNS =
  "id, account_id, message_id, position, content_type, bytes, file_name, link, created_at, stored_at" as const;
/** There for everybody to see. */
const STORED = "stored_at IS NOT NULL AND removed_at IS NULL";

const toMedia = (row: MediaRow): Media => ({
  id: row.id,
  accountId: row.account_id,
  messageId: row.message_id,
  position: row.position,
  contentType: row.content_type,
  bytes: row.bytes,
  fileName: row.file_name,
  link: row.link,
  createdAt: row.created_at,
  storedAt: row.stored_at,
});

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

/** Where the files of these messages are to be fetched, by message, as their requests said. */
export async function findMediaUrls(sql: Sql, messageIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql.query<{ message_id: string; urls: string[] | null }>({
    name: "media-urls",
    text: `SELECT message_id, detail #> '{request,MediaUrl}' AS urls FROM message_event
           WHERE message_id = ANY($1::uuid[]) AND seq = 0`,
    values: [messageIds],
  });
  return new Map(rows.map(({ message_id, urls }) => [message_id, urls ?? []]));
}

/** The stored files of these messages, by message, each in its order. */
export async function findMediaOf(sql: Sql, messageIds: readonly string[]): Promise<Map<string, Media[]>> {
  const { rows } = await sql.query<MediaRow>({
    name: "media-of",
    text: `SELECT ${COLUMNS} FROM media WHERE message_id = ANY($1::uuid[]) AND ${STORED} ORDER BY message_id, position`,
    values: [messageIds],
  });
  const byMessage = new Map<string, Media[]>();
  for (const media of rows.map(toMedia)) {
    byMessage.set(media.messageId, [...(byMessage.get(media.messageId) ?? []), media]);
  }
  return byMessage;
}

/** The files of one message of the account made in [from, until), in the order of their making. */
export async function list(
  db: Db,
  accountId: string,
  { messageId, from, until }: { messageId: string; from?: Date | undefined; until?: Date | undefined },
  page: Page,
): Promise<Listing<Media>> {
  const { take, skip, cursor, order } = windowOf(page, "asc");
  const [lower, upper] = cursor === undefined ? [] : "gt" in cursor ? [cursor.gt] : [undefined, cursor.lt];
  const { rows } = await db.sql.query<MediaRow>(
    `SELECT ${COLUMNS} FROM media
     WHERE account_id = $1 AND message_id = $2 AND ${STORED}
       AND ($3::timestamptz IS NULL OR created_at >= $3) AND ($4::timestamptz IS NULL OR created_at < $4)
       AND ($5::uuid IS NULL OR id > $5) AND ($6::uuid IS NULL OR id < $6)
     ORDER BY id ${order} LIMIT ${take} OFFSET ${skip}`,
    [accountId, messageId, from, until, lower, upper],
  );
  return toListing(page, rows.map(toMedia), ({ id }) => id);
}

/** One file of the account. */
export async function find(db: Db, accountId: string, id: string): Promise<Media | undefined> {
  const { rows } = await db.sql.query<MediaRow>(
    `SELECT ${COLUMNS} FROM media WHERE account_id = $1 AND id = $2 AND ${STORED}`,
    [accountId, id],
  );
  return rows[0] && toMedia(rows[0]);
}

/** The file a public address leads to, whoever's it is, as long as it was stored after `since`. */
export async function findLinked(db: Db, link: string, since: Date): Promise<Media | undefined> {
  const { rows } = await db.sql.query<MediaRow>(
    `SELECT ${COLUMNS} FROM media WHERE link = $1 AND stored_at > $2 AND ${STORED}`,
    [link, since],
  );
  return rows[0] && toMedia(rows[0]);
}

/** Takes one file away from a finished message. @returns false when it is not there, or its message not finished */
export async function remove(
  db: Db,
  { accountId, messageId, id, at }: { accountId: string; messageId: string; id: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.sql.query(
    `UPDATE media SET removed_at = $4 WHERE account_id = $1 AND message_id = $2 AND id = $3 AND ${STORED}
       AND EXISTS (SELECT FROM message m WHERE m.id = $2 AND m.account_id = $1 AND m.status = ANY($5))`,
    [accountId, messageId, id, at, TERMINAL],
  );
  return rowCount === 1;
}

/** Names of files nobody sees any more, whoever's they were, removed before `until`; the oldest first. */
export async function findRemoved(sql: Sql, until: Date, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT id FROM media WHERE removed_at <= $1 ORDER BY removed_at LIMIT $2",
    [until, limit],
  );
  return rows.map(({ id }) => id);
}

/** Forgets files that are gone. */
export async function forget(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query("DELETE FROM media WHERE id = ANY($1::uuid[]) AND removed_at IS NOT NULL", [ids]);
}

/**
 * Walks on through all files, `limit` at a time in the order of their making, and removes those that belong to nothing:
 * never stored, or their message is gone. Files made after `until` may still be on their way.
 * @param after the last one the walk has seen; the nil UUID for its start
 * @returns the last one seen now; undefined at the end of the walk
 */
export async function removeOrphans(
  sql: Sql,
  { after, until, now, limit }: { after: string; until: Date; now: Date; limit: number },
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string; message_id: string; stored: boolean }>(
    `SELECT id, message_id, stored_at IS NOT NULL AS stored FROM media
     WHERE id > $1 AND id < uuid_floor($2::timestamptz) AND removed_at IS NULL ORDER BY id LIMIT $3`,
    [after, until, limit],
  );
  if (rows.length === 0) return undefined;
  const { rows: found } = await sql.query<{ id: string }>("SELECT id FROM message WHERE id = ANY($1::uuid[])", [
    rows.map(({ message_id }) => message_id),
  ]);
  const messages = new Set(found.map(({ id }) => id));
  const orphans = rows.filter(({ stored, message_id }) => !stored || !messages.has(message_id)).map(({ id }) => id);
  if (orphans.length > 0) {
    await sql.query("UPDATE media SET removed_at = $2 WHERE id = ANY($1::uuid[]) AND removed_at IS NULL", [
      orphans,
      now,
    ]);
  }
  return rows.length < limit ? undefined : rows.at(-1)?.id;
}
