import type { Slice } from "@/lib/domain/page";
import type { SenderSettings } from "@/lib/domain/settings";
import { lowestIdAt } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";
import {
  fromAlphaSender,
  fromNumber,
  fromOwnedSender,
  WITH_CAMPAIGN,
  WITH_PACE,
  WITH_VERIFICATION,
} from "@/lib/store/sender-rows";

const MINUTE_MS = 60_000;

/** An account's senders of every kind as one list by id; with `id` only that one. */
export async function listSenders(
  db: Db,
  accountId: string,
  { take, skip, cursor, order }: Slice,
  id?: string,
): Promise<SenderSettings[]> {
  const asked = { where: { accountId, id: id ?? cursor }, orderBy: { id: order }, take: take + skip };
  const [numbers, owned, names] = await Promise.all([
    db.prisma.phoneNumber.findMany({
      ...asked,
      include: { ...WITH_PACE, ...WITH_VERIFICATION, pool: { include: WITH_CAMPAIGN } },
    }),
    db.prisma.ownedSender.findMany({ ...asked, include: WITH_PACE }),
    db.prisma.alphaSender.findMany({ ...asked, include: WITH_PACE }),
  ]);
  const senders = [
    ...numbers.map((row) => fromNumber(row, row.pool)),
    ...owned.map(fromOwnedSender),
    ...names.map(fromAlphaSender),
  ].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (order === "desc") senders.reverse();
  return senders.slice(skip, skip + take);
}

/** Sets what a number or an owned sender may send a second; null: what its kind may. */
export async function setRate(
  db: Db,
  accountId: string,
  id: string,
  { segmentsPerSecond, at }: { segmentsPerSecond: number | null; at: Date },
): Promise<void> {
  const change = { where: { id, accountId }, data: { segmentsPerSecond, updatedAt: at } };
  await db.prisma.$transaction([db.prisma.phoneNumber.updateMany(change), db.prisma.ownedSender.updateMany(change)]);
}

/**
 * When the message was made that waits for longest, by the address it is to come from; senders that keep nobody waiting are
 * absent. The roll-up tells the minute, the index of senders the message.
 * @param since older messages cannot wait any more, unless they were scheduled: those are not found
 */
export async function oldestWaiting(
  db: Db,
  accountId: string,
  addresses: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (addresses.length === 0) return new Map();
  const minutes = await db.sql.query<{ sender: string; bucket: Date }>(
    `SELECT sender, min(bucket) AS bucket FROM (
       SELECT sender, bucket FROM rollup_minute
       WHERE account_id = $1 AND bucket >= $2 AND sender = ANY($3::text[]) AND direction <> 'inbound'
         AND status IN ('queued', 'sending') GROUP BY 1, 2 HAVING sum(count) > 0) waiting
     GROUP BY 1`,
    [accountId, new Date(Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS), addresses],
  );
  const oldest = await db.sql.query<{ sender: string; created_at: Date }>(
    `SELECT asked.sender, m.created_at FROM unnest($2::text[], $3::uuid[]) AS asked (sender, id), LATERAL (
       SELECT created_at FROM message
       WHERE from_number = asked.sender AND id >= asked.id AND account_id = $1 AND status IN ('queued', 'sending')
       ORDER BY id LIMIT 1) m`,
    [
      accountId,
      minutes.rows.map(({ sender }) => sender),
      minutes.rows.map(({ bucket }) => lowestIdAt(bucket.getTime())),
    ],
  );
  return new Map(oldest.rows.map(({ sender, created_at }) => [sender, created_at]));
}
