import type { Media } from "@/lib/domain/media";
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
export const STORED = "stored_at IS NOT NULL AND removed_at IS NULL";

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
