import { type StatusCounts, sumOf } from "@/lib/domain/insights";
import { WAITING } from "@/lib/domain/message-filter";
import type { Ctx } from "@/lib/operations/ctx";
import * as overview from "@/lib/store/service-overview";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What one service did in the last 24 h. */
export type ServiceTraffic = {
  /** On a whole minute: the log shows the same messages since then. */
  readonly since: Date;
  /** Outbound messages by status. */
  readonly counts: StatusCounts;
  /** The same by the hour, oldest first; empty when there were none. */
  readonly hours: readonly StatusCounts[];
  readonly waiting: number;
  /** How long until the last of those that wait has left. */
  readonly drainMs: number;
};

export async function fetchServiceTraffic(ctx: Ctx, serviceId: string): Promise<ServiceTraffic> {
  const now = ctx.now();
  const since = new Date(Math.floor((now.getTime() - DAY_MS) / MINUTE_MS) * MINUTE_MS);
  const [traffic, drained] = await Promise.all([
    overview.trafficByService(ctx.db, ctx.accountId, since, now),
    overview.drainedAt(ctx.db, ctx.accountId, now),
  ]);
  const { counts, hours } = traffic.get(serviceId) ?? { counts: {}, hours: [] };
  const waiting = sumOf(counts, WAITING);
  const freeAt = drained.get(serviceId)?.getTime() ?? now.getTime();
  return { since, counts, hours, waiting, drainMs: waiting > 0 ? freeAt - now.getTime() : 0 };
}
