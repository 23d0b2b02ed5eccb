import { z } from "zod";
import { deliveredShare, type Share } from "@/lib/domain/insights";
import { paceOf, queuedSegments, queuesOf } from "@/lib/domain/pacing";
import type { JudgedSender } from "@/lib/domain/readiness";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import type { Ctx } from "@/lib/operations/ctx";
import { findPace } from "@/lib/store/accept";
import { lastUsed } from "@/lib/store/number-overview";
import * as facts from "@/lib/store/sender-facts";
import { findAside } from "@/lib/store/sender-health";

const DAY_MS = 86_400_000;
/** Delivery is told for this long. */
const TALLIED_DAYS = 7;
/** A message waits ten hours at most (behaviour §1.5). */
const WAITING_MS_MAX = 10 * 3_600_000;

/** How one sender of a pool fares. */
export type SenderFacts = {
  /** Segments a second at home, towards its own country; senders of a campaign share theirs, and its queue. */
  readonly segmentsPerSecond: number;
  readonly isRateShared: boolean;
  /** Segments that wait for it, and how long until the last of them has left. */
  readonly queued: number;
  readonly drainMs: number;
  /** Of its outbound messages of the last 7 days with a final answer. */
  readonly delivered: Share;
  /** When it last sent or received; null when it never did. */
  readonly lastUsedAt: Date | null;
  /** More of its messages failed than usual: only where no other is left is it chosen before then. */
  readonly aside: { readonly until: Date; readonly failed: number; readonly finished: number } | null;
};

/** What a pool's table says of each of these senders beside what they are, by number id. */
export async function senderFacts(
  ctx: Ctx,
  senders: readonly JudgedSender[],
): Promise<ReadonlyMap<string, SenderFacts>> {
  const now = ctx.now().getTime();
  const phoneNumbers = senders.map(({ phoneNumber }) => phoneNumber);
  const ids = senders.map(({ id }) => id);
  const [pace, tally, used, aside] = await Promise.all([
    findPace(ctx.db.sql, queuesOf(senders.map((sender) => ({ ...sender, accountId: ctx.accountId })))),
    facts.tallySenders(ctx.db, ctx.accountId, phoneNumbers, new Date(now - TALLIED_DAYS * DAY_MS)),
    lastUsed(ctx.db, ctx.accountId, phoneNumbers),
    findAside(ctx.db.sql, ctx.now(), ids),
  ]);
  return new Map(
    senders.map((sender) => {
      const { queue, mps } = paceOf(sender, { country: sender.country, isMms: false }, ctx.simulatedMps);
      const freeAt = pace.get(queue) ?? 0;
      const { asideUntil: until, failed = 0, finished = 0 } = aside.get(sender.id) ?? {};
      return [
        sender.id,
        {
          segmentsPerSecond: mps,
          isRateShared: queue !== sender.id,
          queued: queuedSegments(freeAt, now, mps),
          drainMs: Math.max(0, freeAt - now),
          delivered: deliveredShare(tally.get(sender.phoneNumber) ?? {}),
          lastUsedAt: used.get(sender.phoneNumber) ?? null,
          aside: until ? { until, failed, finished } : null,
        },
      ];
    }),
  );
}

export const Removal = z.object({
  serviceId: z.uuid(),
  numberIds: z.array(z.uuid()).min(1).max(POOL_SENDERS_MAX),
});

/** What taking these senders out of the pool does, in counts. */
export const fetchRemovalEffects = (ctx: Ctx, { serviceId, numberIds }: z.output<typeof Removal>) =>
  facts.removalEffects(ctx.db, ctx.accountId, serviceId, numberIds, new Date(ctx.now().getTime() - WAITING_MS_MAX));
