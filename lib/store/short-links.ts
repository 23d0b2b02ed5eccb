import { CLICKS_TOLD_MAX, type ShortLink } from "@/lib/domain/link-shortening";
import type { Db, Sql } from "@/lib/store/db";

/** A short link on its way into the database. */
export type NewShortLink = ShortLink & {
  readonly accountId: string;
  readonly messageId: string;
  readonly position: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** Stores links before the messages they are in. A message that is tried again brings the same codes: they are its again. */
export async function insertShortLinks(sql: Sql, links: readonly NewShortLink[]): Promise<void> {
  await sql.query({ name: "short-links", text: INSERT, values: [JSON.stringify(links)] });
}

const INSERT = `
INSERT INTO short_link AS known (code, account_id, message_id, domain_id, position, shown, url, created_at, expires_at)
SELECT l.code, l."accountId", l."messageId", l."domainId", l.position, l.shown, l.url, l."createdAt", l."expiresAt"
FROM json_to_recordset($1::json) AS l (code text, "accountId" uuid, "messageId" uuid, "domainId" uuid, position smallint,
  shown text, url text, "createdAt" timestamptz, "expiresAt" timestamptz)
ORDER BY l.code
ON CONFLICT (code) DO UPDATE SET message_id = excluded.message_id
WHERE known.account_id = excluded.account_id AND known.url = excluded.url AND known.clicks = 0`;

/** A link with the message it is in, as far as that still exists, and what is set for its domain. */
export type FoundLink = {
  readonly code: string;
  readonly accountId: string;
  readonly messageId: string;
  readonly shown: string;
  readonly url: string;
  readonly expiresAt: Date;
  readonly fallbackUrl: string | null;
  readonly callbackUrl: string | null;
  readonly message: {
    readonly to: string;
    readonly from: string | null;
    readonly serviceId: string | null;
    readonly numMedia: number;
  } | null;
};

type FoundRow = Omit<FoundLink, "message"> & {
  to: string | null;
  from: string | null;
  serviceId: string | null;
  numMedia: number;
};

/** The link behind a code, whoever's it is: the code is all that its visitor knows. */
export async function findShortLink(db: Db, code: string): Promise<FoundLink | undefined> {
  const { rows } = await db.sql.query<FoundRow>(FIND, [code]);
  const [row] = rows;
  if (!row) return undefined;
  const { to, from, serviceId, numMedia, ...link } = row;
  return { ...link, message: to === null ? null : { to, from, serviceId, numMedia } };
}

const FIND = `
SELECT l.code, l.account_id AS "accountId", l.message_id AS "messageId", l.shown, l.url, l.expires_at AS "expiresAt",
  d.fallback_url AS "fallbackUrl", d.callback_url AS "callbackUrl", m.to_number AS "to", m.from_number AS "from",
  m.service_id AS "serviceId", m.num_media AS "numMedia"
FROM short_link l
LEFT JOIN link_domain d ON d.id = l.domain_id AND d.account_id = l.account_id
LEFT JOIN message m ON m.id = l.message_id AND m.account_id = l.account_id
WHERE l.code = $1`;

/** Where a domain's visitors go whose link nobody knows; of several accounts that name it, the first. */
export async function findFallback(db: Db, host: string): Promise<string | undefined> {
  const { rows } = await db.sql.query<{ fallback_url: string | null }>(
    "SELECT fallback_url FROM link_domain WHERE host = $1 ORDER BY id LIMIT 1",
    [host],
  );
  return rows[0]?.fallback_url ?? undefined;
}

/**
 * Counts a click, or a preview, and owes the callback that tells it, which any gateway makes. After {@link CLICKS_TOLD_MAX}
 * of one link they are only counted, so that nobody can fill the queue by reloading.
 * @param callback where and what is told; null: nobody is
 */
export async function recordClick(
  db: Db,
  code: string,
  { at, isClick }: { readonly at: Date; readonly isClick: boolean },
  callback: { readonly url: string; readonly params: Readonly<Record<string, string>> } | null,
): Promise<void> {
  await db.sql.query(CLICK, [code, at, isClick, callback?.url ?? null, callback && JSON.stringify(callback.params)]);
}

/** Numbered within the message: so many for each of its links, which fit into the 15 bits of a webhook's number. */
const CLICK = `
WITH clicked AS (
  UPDATE short_link SET clicks = clicks + $3::bool::int, previews = previews + 1 - $3::bool::int,
    first_click_at = CASE WHEN $3 THEN coalesce(first_click_at, $2) ELSE first_click_at END,
    last_click_at = CASE WHEN $3 THEN $2 ELSE last_click_at END
  WHERE code = $1 RETURNING *
)
INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at)
SELECT message_id, position * ${CLICKS_TOLD_MAX} + clicks + previews - 1, 'click', account_id, $4, 'POST', $5::json, $2
FROM clicked WHERE $4::text IS NOT NULL AND clicks + previews <= ${CLICKS_TOLD_MAX}
ON CONFLICT DO NOTHING
RETURNING pg_notify('due', '')`;

/** A link of a message with what became of it. */
export type LinkFigures = {
  readonly shown: string;
  readonly url: string;
  readonly clicks: number;
  readonly previews: number;
  readonly firstClickAt: Date | null;
  readonly lastClickAt: Date | null;
  readonly expiresAt: Date;
};

/** The links of a message in their order. */
export async function listOfMessage(db: Db, accountId: string, messageId: string): Promise<LinkFigures[]> {
  return db.prisma.shortLink.findMany({
    where: { accountId, messageId },
    orderBy: { position: "asc" },
    select: {
      shown: true,
      url: true,
      clicks: true,
      previews: true,
      firstClickAt: true,
      lastClickAt: true,
      expiresAt: true,
    },
  });
}

/** Forgets links that ended before `until`, at most `limit`. @returns how many */
export async function removeExpired(sql: Sql, until: Date, limit: number): Promise<number> {
  const { rowCount } = await sql.query({
    name: "expired-links",
    text: `DELETE FROM short_link WHERE code = ANY(ARRAY(SELECT code FROM short_link WHERE expires_at < $1 LIMIT $2))`,
    values: [until, limit],
  });
  return rowCount ?? 0;
}
