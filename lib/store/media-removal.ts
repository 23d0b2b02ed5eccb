import type { Sql } from "@/lib/store/db";

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
