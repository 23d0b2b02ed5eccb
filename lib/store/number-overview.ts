import { lowestIdAt, timeOfId } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";

/** When numbers last sent or received something, by E.164; those that never did are absent. */
export async function lastUsed(db: Db, accountId: string, phoneNumbers: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await db.sql.query<{ number: string; id: string }>(LAST_USED, [phoneNumbers, accountId]);
  return new Map(rows.map(({ number, id }) => [number, new Date(timeOfId(id))]));
}

/** Two short index scans a number: newest first, whatever the partition. */
const LAST_USED = `
  SELECT number, greatest(sent.id, received.id) AS id FROM unnest($1::text[]) AS number
  LEFT JOIN LATERAL (SELECT id FROM message WHERE from_number = number AND account_id = $2 ORDER BY id DESC LIMIT 1) sent ON true
  LEFT JOIN LATERAL (SELECT id FROM message WHERE to_number = number AND account_id = $2 ORDER BY id DESC LIMIT 1) received ON true
  WHERE sent.id IS NOT NULL OR received.id IS NOT NULL`;

/** Ids of the account's numbers that were bought before `since` and have sent and received nothing since then. */
export async function idleSince(db: Db, accountId: string, since: Date): Promise<string[]> {
  const { rows } = await db.sql.query<{ id: string }>(IDLE, [accountId, since, lowestIdAt(since.getTime())]);
  return rows.map(({ id }) => id);
}

const IDLE = `
  SELECT n.id FROM phone_number n WHERE n.account_id = $1 AND n.created_at < $2
    AND NOT EXISTS (SELECT FROM message m WHERE m.from_number = n.phone_number AND m.id >= $3 AND m.account_id = $1)
    AND NOT EXISTS (SELECT FROM message m WHERE m.to_number = n.phone_number AND m.id >= $3 AND m.account_id = $1)`;

/** What giving a number back breaks. */
export type ReleaseEffects = {
  /** People who would meet another sender next time. */
  readonly stickyPeople: number;
  /** Messages that still wait to leave from it. */
  readonly waiting: number;
};

export async function releaseEffects(
  db: Db,
  accountId: string,
  number: { id: string; phoneNumber: string },
  since: Date,
) {
  const { rows } = await db.sql.query<{ sticky: number; waiting: number }>(EFFECTS, [
    accountId,
    number.id,
    number.phoneNumber,
    since,
  ]);
  return { stickyPeople: rows[0]?.sticky ?? 0, waiting: rows[0]?.waiting ?? 0 } satisfies ReleaseEffects;
}

const EFFECTS = `
  SELECT (SELECT count(*)::int FROM sticky_sender WHERE number_id = $2) AS sticky,
         (SELECT coalesce(sum(count), 0)::int FROM rollup_minute
          WHERE account_id = $1 AND bucket >= $4 AND sender = $3 AND direction <> 'inbound'
            AND status IN ('accepted', 'queued', 'sending')) AS waiting`;
