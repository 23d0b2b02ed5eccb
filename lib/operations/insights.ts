import { z } from "zod";
import { type Health, healthOf } from "@/lib/domain/health";
import { OPEN, type StatusCounts, totalOf } from "@/lib/domain/insights";
import { type Bucket, bucketsOf, ghostOf, SETTLING_MS, weekBefore, windowOf } from "@/lib/domain/insights-window";
import type { MessageStatus } from "@/lib/domain/message-status";
import type { Ctx } from "@/lib/operations/ctx";
import * as insights from "@/lib/store/insights";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Rows of a ranked table; what follows is added up as "Other". */
const RANKED_MAX = 10;

const ERRORS_MAX = 5;

export const ReadInsights = z.object({
  /** A range that ends now, by its length. */
  lastMs: z.number().positive().optional(),
  /** Or two ends. */
  since: z.coerce.date().optional(),
  until: z.coerce.date().optional(),
  /** IANA name; where a day begins. */
  zone: z.string().default("UTC"),
});
export type ReadInsights = z.output<typeof ReadInsights>;

/** One service, sender or country; `key` is null for messages without one. */
export type RankedGroup = {
  readonly key: string | null;
  readonly counts: StatusCounts;
  /** The same hours last week. */
  readonly before: StatusCounts;
};

export type Ranking = {
  /** Most messages first. */
  readonly top: readonly RankedGroup[];
  /** How many more there are, and their messages. */
  readonly others: { readonly groups: number; readonly counts: StatusCounts };
};

/** Everything the overview shows. Each number is the count of the messages created in [since, until) that it names. */
export type InsightsOverview = {
  readonly since: Date;
  readonly until: Date;
  readonly bucketMs: number;
  readonly asOf: Date;
  readonly health: Health;
  readonly outgoing: StatusCounts;
  readonly outgoingBefore: StatusCounts;
  readonly incoming: StatusCounts;
  readonly incomingBefore: StatusCounts;
  /** Outgoing ones without final answer, created since that minute; undefined where the range ended before. */
  readonly inFlight: { readonly since: Date; readonly counts: StatusCounts } | undefined;
  readonly buckets: readonly Bucket[];
  /** Totals of the same buckets a week before; undefined when there were none. */
  readonly ghost: readonly number[] | undefined;
  readonly errors: readonly { readonly code: number; readonly count: number }[];
  /** How many further codes there are. */
  readonly otherErrors: number;
  readonly services: Ranking;
  /** Names of the services in the ranking, by id; a deleted one has none. */
  readonly serviceNames: Readonly<Record<string, string>>;
  readonly senders: Ranking;
  readonly countries: Ranking;
};

/**
 * Is it healthy, compared with the same hours last week? Reads roll-ups only, so it costs the same after ten million
 * messages as after ten.
 */
export async function insightsOverview(ctx: Ctx, asked: ReadInsights): Promise<InsightsOverview> {
  const now = ctx.now();
  const until = asked.until ?? now;
  const since = asked.since ?? new Date(until.getTime() - (asked.lastMs ?? DAY_MS));
  const window = windowOf({ since, until }, now, asked.zone);
  const week = weekBefore(window, now);
  const settlingSince = new Date(Math.floor((now.getTime() - SETTLING_MS) / MINUTE_MS) * MINUTE_MS);
  const young = settlingSince < window.until ? settlingSince : undefined;
  const [tally, before, flying] = await Promise.all([
    insights.tally(ctx.db, ctx.accountId, window),
    insights.tallyHours(ctx.db, ctx.accountId, week.since, week.until),
    young ? insights.countRecent(ctx.db, ctx.accountId, young, OPEN) : {},
  ]);
  const outgoing = byStatus(tally.outgoing);
  const outgoingBefore = byStatus(before.outgoing);
  const ranked = rank(tally.services, before.services);
  return {
    since: window.since,
    until: window.until,
    bucketMs: window.bucketMs,
    asOf: now,
    health: healthOf(
      outgoing,
      outgoingBefore,
      tally.errors.map(({ code }) => code),
    ),
    outgoing,
    outgoingBefore,
    incoming: byStatus(tally.incoming),
    incomingBefore: byStatus(before.incoming),
    inFlight: young && { since: young, counts: flying },
    buckets: bucketsOf(window, tally.outgoing, now),
    ghost: totalOf(outgoingBefore) > 0 ? ghostOf(window, week, before.outgoing) : undefined,
    errors: tally.errors.slice(0, ERRORS_MAX),
    otherErrors: Math.max(0, tally.errors.length - ERRORS_MAX),
    services: ranked,
    serviceNames: await insights.serviceNames(
      ctx.db,
      ctx.accountId,
      ranked.top.flatMap(({ key }) => key ?? []),
    ),
    senders: rank(tally.senders, before.senders),
    countries: rank(tally.countries, before.countries),
  };
}

function byStatus(rows: readonly { status: MessageStatus; count: number }[]): StatusCounts {
  const counts: Partial<Record<MessageStatus, number>> = {};
  for (const { status, count } of rows) counts[status] = (counts[status] ?? 0) + count;
  return counts;
}

function rank(rows: readonly insights.GroupCount[], before: readonly insights.GroupCount[]): Ranking {
  const [now, then] = [byKey(rows), byKey(before)];
  const groups = [...now].map(([key, counts]) => ({
    key,
    counts: byStatus(counts),
    before: byStatus(then.get(key) ?? []),
  }));
  groups.sort((a, b) => totalOf(b.counts) - totalOf(a.counts));
  const rest = groups.slice(RANKED_MAX);
  const others = rest.flatMap(({ key }) => now.get(key) ?? []);
  return { top: groups.slice(0, RANKED_MAX), others: { groups: rest.length, counts: byStatus(others) } };
}

function byKey(rows: readonly insights.GroupCount[]): Map<string | null, insights.GroupCount[]> {
  const groups = new Map<string | null, insights.GroupCount[]>();
  for (const row of rows) {
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  return groups;
}
