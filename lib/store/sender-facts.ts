import type { MessageStatus } from "@/lib/domain/message-status";
import type { Db } from "@/lib/store/db";

/** Outbound messages by status, of one sender. */
export type SenderTally = ReadonlyMap<string, Readonly<Partial<Record<MessageStatus, number>>>>;

/** What these senders sent since a moment, whichever service it was for: from the roll-up by the hour. */
export async function tallySenders(
  db: Db,
  accountId: string,
  phoneNumbers: readonly string[],
  since: Date,
): Promise<SenderTally> {
  const { rows } = await db.sql.query<{ sender: string; status: MessageStatus; count: number }>(
    `SELECT sender, status, sum(count)::int AS count FROM rollup_hour
     WHERE account_id = $1 AND bucket >= $2 AND sender = ANY($3::text[]) AND direction <> 'inbound'
     GROUP BY 1, 2 HAVING sum(count) <> 0`,
    [accountId, since, phoneNumbers],
  );
  const tally = new Map<string, Partial<Record<MessageStatus, number>>>();
  for (const { sender, status, count } of rows) {
    tally.set(sender, { ...tally.get(sender), [status]: count });
  }
  return tally;
}

/** What taking senders out of a pool does. */
export type RemovalEffects = {
  /** People who would meet another sender next time. */
  readonly stickyPeople: number;
  /** Messages that still wait to leave from them. */
  readonly waiting: number;
};

/** @param since older messages cannot wait any more */
export async function removalEffects(
  db: Db,
  accountId: string,
  serviceId: string,
  numberIds: readonly string[],
  since: Date,
): Promise<RemovalEffects> {
  const { rows } = await db.sql.query<RemovalEffects>(EFFECTS, [accountId, serviceId, numberIds, since]);
  return rows[0] ?? { stickyPeople: 0, waiting: 0 };
}

const EFFECTS = `
  WITH leaving AS (
    SELECT id, address FROM pool_sender WHERE account_id = $1 AND service_id = $2 AND id = ANY($3::uuid[]))
  SELECT
    (SELECT count(*)::int FROM sticky_sender s JOIN leaving l ON l.id = s.number_id WHERE s.service_id = $2)
      AS "stickyPeople",
    (SELECT coalesce(sum(r.count), 0)::int FROM rollup_minute r JOIN leaving l ON l.address = r.sender
     WHERE r.account_id = $1 AND r.bucket >= $4 AND r.service_id = $2 AND r.direction <> 'inbound'
       AND r.status IN ('accepted', 'queued', 'sending')) AS waiting`;
