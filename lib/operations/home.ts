import { type Attention, attentionOf } from "@/lib/domain/attention";
import type { ReadinessInput } from "@/lib/domain/readiness";
import type { Ctx } from "@/lib/operations/ctx";
import { type InsightsOverview, insightsOverview } from "@/lib/operations/insights";
import { listServiceOverviews, type ServiceOverviews } from "@/lib/operations/service-overview";
import * as home from "@/lib/store/home";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A host that answers again is forgotten after this long. */
const HOSTS_MS = 15 * MINUTE_MS;

export type Home = {
  /** The last 24 hours. */
  readonly overview: InsightsOverview;
  readonly services: ServiceOverviews;
  /** Worst first. */
  readonly attention: readonly Attention[];
  readonly milestones: home.Milestones;
};

/** Is anything wrong? Roll-ups and short tables only, so it costs the same on a busy day. */
export async function readHome(
  ctx: Ctx,
  viewer: Pick<ReadinessInput, "mayAdminister" | "simulatedMps"> & {
    readonly zone: string;
    readonly initialPassword: boolean;
  },
): Promise<Home> {
  const now = ctx.now();
  const since = new Date(now.getTime() - DAY_MS);
  const [overview, services, lastHeartbeat, hosts, milestones] = await Promise.all([
    insightsOverview(ctx, { since, until: now, zone: viewer.zone }),
    listServiceOverviews(ctx, viewer),
    home.lastHeartbeat(ctx.db),
    home.failingHosts(ctx.db, ctx.accountId, new Date(now.getTime() - HOSTS_MS)),
    home.milestones(ctx.db, ctx.accountId),
  ]);
  const { health, errors } = overview;
  return {
    overview,
    services,
    milestones,
    attention: attentionOf({
      now,
      lastHeartbeat,
      health,
      healthSince: overview.since,
      worstErrorCount: errors.find(({ code }) => code === health.worstError)?.count ?? 0,
      hosts,
      services: services.services,
      initialPassword: viewer.initialPassword,
    }),
  };
}
