import type { StatusCounts } from "@/lib/domain/insights";
import type { MessageStatus } from "@/lib/domain/message-status";
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

const HOUR_MS = 3_600_000;

/** One service's outbound messages: all of a stretch, and by the hours of the clock that it touches. */
export type ServiceTraffic = { readonly counts: StatusCounts; readonly hours: readonly StatusCounts[] };

/**
 * Outbound messages created since a moment at most 48 h ago, by service. The roll-up by the hour answers for whole hours,
 * the one by the minute for the first part of one, and deltas for what is not folded yet.
 * @param since on a whole minute
 */
export async function trafficByService(
  db: Db,
  accountId: string,
  since: Date,
  now: Date,
): Promise<ReadonlyMap<string, ServiceTraffic>> {
  const wholeHour = new Date(Math.ceil(since.getTime() / HOUR_MS) * HOUR_MS);
  const { rows } = await db.sql.query<{ service_id: string; hour: number; status: MessageStatus; count: number }>(
    TRAFFIC,
    [accountId, since, wholeHour],
  );
  const hourCount = Math.floor(now.getTime() / HOUR_MS) - Math.floor(since.getTime() / HOUR_MS) + 1;
  const traffic = new Map<string, { counts: Record<string, number>; hours: Record<string, number>[] }>();
  for (const { service_id, hour, status, count } of rows) {
    const one = traffic.get(service_id) ?? { counts: {}, hours: Array.from({ length: hourCount }, () => ({})) };
    traffic.set(service_id, one);
    add(one.counts, status, count);
    const slot = one.hours[Math.min(Math.max(hour, 0), hourCount - 1)];
    if (slot) add(slot, status, count);
  }
  return traffic;
}

const add = (counts: Record<string, number>, status: string, count: number) => {
  counts[status] = (counts[status] ?? 0) + count;
};

const TRAFFIC = `
  SELECT service_id, (floor(extract(epoch FROM bucket) / 3600) - floor(extract(epoch FROM $2::timestamptz) / 3600))::int AS hour, status, sum(count)::int AS count
  FROM (
    SELECT service_id, bucket, direction, status, count FROM rollup_minute
    WHERE account_id = $1 AND bucket >= $2 AND bucket < $3
    UNION ALL
    SELECT service_id, bucket, direction, status, count FROM rollup_hour WHERE account_id = $1 AND bucket >= $3
    UNION ALL
    SELECT service_id, bucket, direction, status, count FROM rollup_delta WHERE account_id = $1 AND bucket >= $2
  ) AS counted
  WHERE direction <> 'inbound' AND service_id <> '00000000-0000-0000-0000-000000000000'
  GROUP BY 1, 2, 3 HAVING sum(count) <> 0`;

/** The pools of an account by service, oldest member first; empty pools are absent. */
export async function readPools(db: Db, accountId: string): Promise<ReadonlyMap<string, readonly SenderSettings[]>> {
  const [members, owned, names] = await Promise.all([
    db.prisma.poolMember.findMany({
      where: { accountId },
      orderBy: { numberId: "asc" },
      include: { number: { include: { ...WITH_PACE, ...WITH_VERIFICATION } }, ...WITH_CAMPAIGN },
    }),
    db.prisma.ownedSender.findMany({
      where: { accountId, serviceId: { not: null } },
      orderBy: { id: "asc" },
      include: WITH_PACE,
    }),
    db.prisma.alphaSender.findMany({
      where: { accountId, serviceId: { not: null } },
      orderBy: { id: "asc" },
      include: WITH_PACE,
    }),
  ]);
  const senders = [
    ...members.map((member) => fromNumber(member.number, member)),
    ...owned.map(fromOwnedSender),
    ...names.map(fromAlphaSender),
  ].toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime());
  const pools = new Map<string, SenderSettings[]>();
  for (const sender of senders) {
    const pool = pools.get(sender.serviceId ?? "");
    if (pool) pool.push(sender);
    else pools.set(sender.serviceId ?? "", [sender]);
  }
  return pools;
}

/** When the busiest queue of each service will have let its last waiting message go; only services that have to wait. */
export async function drainedAt(db: Db, accountId: string, now: Date): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await db.sql.query<{ service_id: string; free_at: Date }>(
    `SELECT p.service_id, max(s.free_at) AS free_at
     FROM pool_sender p JOIN queue_pace s ON s.queue IN (p.id::text, p.service_id::text)
     WHERE p.account_id = $1 AND s.free_at > $2 GROUP BY 1`,
    [accountId, now],
  );
  return new Map(rows.map(({ service_id, free_at }) => [service_id, free_at]));
}

/** All services of an account by name; there are 1,000 at most (behaviour §6.1). */
export async function listSummaries(db: Db, accountId: string) {
  return db.prisma.messagingService.findMany({
    where: { accountId },
    select: {
      id: true,
      friendlyName: true,
      usecase: true,
      destinations: true,
      setupStep: true,
      setupKey: true,
      useInboundWebhookOnNumber: true,
      inboundRequestUrl: true,
      createdAt: true,
    },
    orderBy: [{ friendlyName: "asc" }, { id: "asc" }],
  });
}

/** What deleting a service breaks. */
export type DeletionEffects = {
  /** Numbers, short codes and addresses go back to the account unattached, names are gone. */
  readonly senders: number;
  /** People who forget which sender they know. */
  readonly stickyPeople: number;
  /** Messages that wait for their time, and will find no service. */
  readonly scheduled: number;
  /** People whose opt-out named the service, and so nobody any more. */
  readonly optOuts: number;
};

/** Looks at the short table of what is due, not at the log. */
export async function deletionEffects(
  db: Db,
  accountId: string,
  serviceId: string,
  now: Date,
): Promise<DeletionEffects> {
  const { rows } = await db.sql.query<DeletionEffects>(EFFECTS, [
    accountId,
    serviceId,
    lowestIdAt(now.getTime() - SCHEDULED_AHEAD_MS_MAX),
  ]);
  return rows[0] ?? { senders: 0, stickyPeople: 0, scheduled: 0, optOuts: 0 };
}

/** A message is scheduled at most this long ahead (behaviour §1.7). */
const SCHEDULED_AHEAD_MS_MAX = 35 * 24 * HOUR_MS;

const EFFECTS = `
  SELECT (SELECT count(*)::int FROM pool_sender WHERE service_id = $2 AND account_id = $1) AS senders,
    (SELECT count(*)::int FROM sticky_sender s WHERE s.service_id = $2
       AND EXISTS (SELECT FROM messaging_service m WHERE m.id = $2 AND m.account_id = $1)) AS "stickyPeople",
    (SELECT count(*)::int FROM message_due d JOIN message m ON m.id = d.message_id AND m.id >= $3
      WHERE m.account_id = $1 AND m.service_id = $2 AND m.status = 'scheduled') AS scheduled,
    (SELECT count(*)::int FROM opt_out WHERE service_id = $2 AND account_id = $1 AND ended_at IS NULL) AS "optOuts"`;
