import type { Claim } from "@/lib/domain/message";
import type { Db, Sql } from "@/lib/store/db";

/** What was asked under a key, and the message it became; undefined for a key that is free. */
export async function find(
  db: Db,
  accountId: string,
  key: string,
): Promise<(Pick<Claim, "fingerprint"> & { readonly messageId: string }) | undefined> {
  const { rows } = await db.sql.query<{ fingerprint: string; message_id: string }>(
    "SELECT fingerprint, message_id FROM idempotency_key WHERE account_id = $1 AND key = $2",
    [accountId, key],
  );
  return rows[0] && { fingerprint: rows[0].fingerprint, messageId: rows[0].message_id };
}

/** Removes up to `limit` keys that were claimed before `before`. @returns how many there were */
export async function removeOld(sql: Sql, before: Date, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `DELETE FROM idempotency_key WHERE (account_id, key) IN
       (SELECT account_id, key FROM idempotency_key WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
    [before, limit],
  );
  return rowCount ?? 0;
}
