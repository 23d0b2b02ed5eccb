import { type StatusCounts, sumOf, totalOf } from "@/lib/domain/insights";
import type { Usecase } from "@/lib/domain/service";
import type { Ctx } from "@/lib/operations/ctx";
import * as overview from "@/lib/store/service-overview";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Handed to a gateway or about to be, and not yet with a carrier. */
const WAITING = ["accepted", "queued", "sending"] as const;

/** A service as the list shows it. */
export type ServiceOverview = {
  readonly id: string;
  readonly friendlyName: string;
  readonly usecase: Usecase;
  /** ISO 3166-1 alpha-2 of the countries it is meant to reach. */
  readonly destinations: readonly string[];
  readonly setupStep: number | null;
  readonly setupKey: string | null;
  readonly createdAt: Date;
  /** Its senders by type and country, the largest part first. */
  readonly senders: readonly overview.SenderCount[];
  /** Outbound messages of the last 24 h by status. */
  readonly counts: StatusCounts;
  /** The same by the hour, oldest first. */
  readonly hours: readonly StatusCounts[];
  /** Messages that wait for their turn. */
  readonly waiting: number;
  /** How long until the last of them has left; 0 when nothing waits. */
  readonly drainMs: number;
};

export type ServiceOverviews = {
  /** Busiest first. */
  readonly services: readonly ServiceOverview[];
  /** Start of the stretch the numbers are of, on a whole minute: the log shows the same messages since then. */
  readonly since: Date;
};

/** All services of the account with what they did in the last 24 h. */
export async function listServiceOverviews(ctx: Ctx): Promise<ServiceOverviews> {
  const now = ctx.now();
  const since = new Date(Math.floor((now.getTime() - DAY_MS) / MINUTE_MS) * MINUTE_MS);
  const [services, traffic, pools, drained] = await Promise.all([
    overview.listSummaries(ctx.db, ctx.accountId),
    overview.trafficByService(ctx.db, ctx.accountId, since, now),
    overview.countSenders(ctx.db, ctx.accountId),
    overview.drainedAt(ctx.db, ctx.accountId, now),
  ]);
  const rows = services.map((service): ServiceOverview => {
    const { counts, hours } = traffic.get(service.id) ?? { counts: {}, hours: [] };
    const waiting = sumOf(counts, WAITING);
    const freeAt = drained.get(service.id)?.getTime() ?? now.getTime();
    return {
      ...service,
      usecase: service.usecase as Usecase,
      senders: pools.get(service.id) ?? [],
      counts,
      hours,
      waiting,
      drainMs: waiting > 0 ? freeAt - now.getTime() : 0,
    };
  });
  return { services: rows.sort((a, b) => totalOf(b.counts) - totalOf(a.counts)), since };
}
