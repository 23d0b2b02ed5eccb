/** Messages with a final answer, and those of them that failed beyond the customer's own fault. */
export type Tally = { readonly finished: number; readonly failed: number };

/** A sender that was set aside: when it is chosen again, and how often in a row it was. */
export type SetAside = { readonly asideUntil: Date; readonly trips: number };

/** So many messages of a quarter of an hour are judged; fewer say nothing. */
export const JUDGED_MIN = 20;
export const JUDGED_MS = 15 * 60_000;
/** What is usual for a sender is what it did in this time. */
export const USUAL_MS = 7 * 86_400_000;

const ASIDE_MS_MIN = 5 * 60_000;
const ASIDE_MS_MAX = 60 * 60_000;

/** Below this share of failures nobody is set aside, however good they were before. */
const SHARE_MIN = 0.2;
/** And it must be at least so many times the usual share. */
const TIMES_USUAL = 2;
/** A sender without a past is taken for one of which a twentieth fails. */
const PRIOR: Tally = { finished: 20, failed: 1 };

/**
 * Whether more of a sender's messages fail than is usual for it: its share of failures must be above the bound even at the
 * lower end of what so few messages can tell.
 * @param usual of the time before
 */
export function isIll(recent: Tally, usual: Tally): boolean {
  if (recent.finished < JUDGED_MIN) return false;
  const usualShare = (usual.failed + PRIOR.failed) / (usual.finished + PRIOR.finished);
  return lowestShare(recent) > Math.max(SHARE_MIN, TIMES_USUAL * usualShare);
}

/**
 * How long a sender that is ill is set aside: five minutes, doubled each time it comes back ill, an hour at most. After it
 * the sender is chosen like any other, and judged by what it does then.
 */
export function setAside(before: SetAside | undefined, now: Date): SetAside {
  const trips = (before?.trips ?? 0) + 1;
  return { asideUntil: new Date(now.getTime() + Math.min(ASIDE_MS_MIN * 2 ** (trips - 1), ASIDE_MS_MAX)), trips };
}

/** 95 of 100 such counts have a true share above this. @source Wilson score interval, one-sided, z = 1.645 */
function lowestShare({ finished, failed }: Tally): number {
  const z = 1.645;
  const share = failed / finished;
  const squared = z ** 2 / finished;
  return (
    (share + squared / 2 - z * Math.sqrt((share * (1 - share)) / finished + squared / (4 * finished))) / (1 + squared)
  );
}
