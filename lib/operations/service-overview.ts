import { z } from "zod";
import { type StatusCounts, sumOf, totalOf } from "@/lib/domain/insights";
import { WAITING } from "@/lib/domain/message-filter";
import { type JudgedSender, type ReadinessInput, readinessOf } from "@/lib/domain/readiness";
import { asOf } from "@/lib/domain/review";
import type { Usecase } from "@/lib/domain/service";
import { type ServiceState, stateOf } from "@/lib/domain/service-state";
import type { Ctx } from "@/lib/operations/ctx";
import { countNumbers } from "@/lib/operations/phone-numbers";
import { destinationsOf } from "@/lib/operations/service-readiness";
import * as overview from "@/lib/store/service-overview";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A service as the list shows it. */
export type ServiceOverview = {
  readonly id: string;
  readonly friendlyName: string;
  readonly usecase: Usecase;
  readonly setupStep: number | null;
  readonly setupKey: string | null;
  readonly createdAt: Date;
  /** Its pool, oldest member first. */
  readonly senders: readonly Pick<JudgedSender, "type" | "country">[];
  /** The countries it is judged for (ISO 3166-1 alpha-2), and those of them that no message can reach now. */
  readonly destinations: readonly string[];
  readonly blockedFor: readonly string[];
  readonly state: ServiceState;
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
  /** By trouble, then by volume. */
  readonly services: readonly ServiceOverview[];
  /** Start of the stretch the numbers are of, on a whole minute: the log shows the same messages since then. */
  readonly since: Date;
};

/** All services of the account: their state, and what they did in the last 24 h. @throws Error when the account is gone */
export async function listServiceOverviews(
  ctx: Ctx,
  viewer: Pick<ReadinessInput, "mayAdminister" | "simulatedMps">,
): Promise<ServiceOverviews> {
  const now = ctx.now();
  const since = new Date(Math.floor((now.getTime() - DAY_MS) / MINUTE_MS) * MINUTE_MS);
  const [account, ownedNumbers, services, traffic, pools, drained] = await Promise.all([
    ctx.settings.account(ctx.accountId),
    countNumbers(ctx, {}),
    overview.listSummaries(ctx.db, ctx.accountId),
    overview.trafficByService(ctx.db, ctx.accountId, since, now),
    overview.readPools(ctx.db, ctx.accountId),
    overview.drainedAt(ctx.db, ctx.accountId, now),
  ]);
  if (!account) throw new Error("The account of this session is gone");
  const rows = services.map((summary): ServiceOverview => {
    const { destinations: wanted, useInboundWebhookOnNumber, inboundRequestUrl, ...service } = summary;
    const pool = (pools.get(service.id) ?? []).map((sender) => asOf(sender, now));
    const destinations = destinationsOf({ destinations: wanted }, pool, account.homeCountry);
    const readiness = readinessOf({ pool, destinations, account, service: summary, ownedNumbers, ...viewer });
    const { counts, hours } = traffic.get(service.id) ?? { counts: {}, hours: [] };
    const waiting = sumOf(counts, WAITING);
    const freeAt = drained.get(service.id)?.getTime() ?? now.getTime();
    return {
      ...service,
      usecase: service.usecase as Usecase,
      senders: pool,
      destinations,
      blockedFor: readiness.blockedFor,
      state: stateOf(service, readiness),
      counts,
      hours,
      waiting,
      drainMs: waiting > 0 ? freeAt - now.getTime() : 0,
    };
  });
  return { services: rows.sort(worstThenBusiest), since };
}

const worstThenBusiest = (a: ServiceOverview, b: ServiceOverview) =>
  b.state.trouble - a.state.trouble || totalOf(b.counts) - totalOf(a.counts);

export const ServiceById = z.object({ id: z.uuid() });

/** What deleting a service of the account breaks, in counts. */
export const serviceDeletionEffects = (ctx: Ctx, { id }: z.output<typeof ServiceById>) =>
  overview.deletionEffects(ctx.db, ctx.accountId, id, ctx.now());
