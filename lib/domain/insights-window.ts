import { type BarCounts, barsOf } from "@/lib/domain/insights";
import type { MessageStatus } from "@/lib/domain/message-status";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Roll-ups by the minute are kept this long; further back there are hours. */
const MINUTES_KEPT_MS = 48 * HOUR_MS;

/** Receipts come within this time as a rule; a younger bucket is still settling. */
export const SETTLING_MS = 5 * MINUTE_MS;

/** Longer ranges are cut at their beginning: messages are kept for 400 days. @source behaviour §1.8 */
const RANGE_MAX_MS = 400 * DAY_MS;

/** What a chart over a range is drawn from. */
export type Window = {
  /** Start of the first bucket, at or before the range's. */
  readonly since: Date;
  /** End of the last bucket, at or after the range's; it may lie ahead. */
  readonly until: Date;
  readonly bucketMs: number;
  /** Which roll-up answers. */
  readonly source: "minute" | "hour";
  /** Starts of all buckets, oldest first, ms since epoch. */
  readonly starts: readonly number[];
};

/**
 * Cuts a range into buckets of one minute (up to 6 h), 15 minutes (up to 48 h), one hour (up to 14 d) or one day, and
 * widens it to whole ones, so that its numbers are those of the log over the same stretch.
 * @param zone IANA name; a day begins at its midnight, or at the next whole hour of UTC where zones differ by less
 */
export function windowOf(range: { since: Date; until: Date }, now: Date, zone: string): Window {
  const { until } = range;
  const since = new Date(Math.max(range.since.getTime(), until.getTime() - RANGE_MAX_MS));
  const lengthMs = until.getTime() - since.getTime();
  const minutesLeft = since.getTime() >= now.getTime() - MINUTES_KEPT_MS + MINUTE_MS;
  const bucketMs =
    lengthMs > 14 * DAY_MS
      ? DAY_MS
      : lengthMs > MINUTES_KEPT_MS || !minutesLeft
        ? HOUR_MS
        : lengthMs > 6 * HOUR_MS
          ? 15 * MINUTE_MS
          : MINUTE_MS;
  const startOf = bucketMs === DAY_MS ? dayStarter(zone) : (ms: number) => Math.floor(ms / bucketMs) * bucketMs;
  const starts: number[] = [];
  // Half a bucket past the next start is inside the next bucket also on the day of 23 or 25 hours.
  for (let start = startOf(since.getTime()); start < until.getTime(); start = startOf(start + 1.5 * bucketMs)) {
    starts.push(start);
  }
  const last = starts.at(-1) ?? since.getTime();
  return {
    since: new Date(starts[0] ?? since.getTime()),
    until: new Date(startOf(last + 1.5 * bucketMs)),
    bucketMs,
    source: bucketMs < HOUR_MS ? "minute" : "hour",
    starts,
  };
}

/** Start of the day in a zone, as a whole hour of UTC. */
function dayStarter(zone: string): (ms: number) => number {
  const clock = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", hour: "numeric" });
  const hourIn = (ms: number) => Number(clock.format(ms));
  return (ms) => {
    const hour = Math.floor(ms / HOUR_MS) * HOUR_MS;
    const start = hour - hourIn(hour) * HOUR_MS;
    // On the day the clocks change this is an hour off, and not midnight.
    const there = hourIn(start);
    if (there === 0) return start;
    return there > 12 ? start + HOUR_MS : start - HOUR_MS;
  };
}

/** The same hours one week earlier (or so many weeks that the two do not overlap), as far as they have come by now. */
export function weekBefore({ since, until }: Pick<Window, "since" | "until">, now: Date): { since: Date; until: Date } {
  // Widening to whole buckets may add up to a day to a range of whole weeks.
  const weeks = Math.max(1, Math.ceil((until.getTime() - since.getTime() - DAY_MS) / WEEK_MS));
  const end = Math.min(until.getTime(), now.getTime());
  return { since: new Date(since.getTime() - weeks * WEEK_MS), until: new Date(end - weeks * WEEK_MS) };
}

/** One bar of the chart over time. */
export type Bucket = {
  readonly since: Date;
  readonly until: Date;
  readonly bars: BarCounts;
  /** Receipts may still come: not to be read as a fall. */
  readonly settling: boolean;
};

/** How many messages with a status were created from `at` on, in a slot no longer than a bucket. */
export type SlotCount = { readonly at: Date; readonly status: MessageStatus; readonly count: number };

/** Lays counts into the window's buckets; an empty one is there too. */
export function bucketsOf(window: Window, counts: readonly SlotCount[], now: Date): Bucket[] {
  const tallies = window.starts.map((): Partial<Record<MessageStatus, number>> => ({}));
  for (const { at, status, count } of counts) {
    const tally = tallies[placeOf(window.starts, at.getTime())];
    if (tally) tally[status] = (tally[status] ?? 0) + count;
  }
  return tallies.map((tally, place) => {
    const until = window.starts[place + 1] ?? window.until.getTime();
    return {
      since: new Date(window.starts[place] ?? 0),
      until: new Date(until),
      bars: barsOf(tally),
      settling: until > now.getTime() - SETTLING_MS,
    };
  });
}

/** Index of the last start that is not after `ms`; -1 before all. */
function placeOf(starts: readonly number[], ms: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Totals of the week before, laid under the window's buckets: what an hour counts is spread evenly over the part of it
 * that lies in the week's stretch.
 * @param week   as {@link weekBefore} gave it
 * @param hours  counts by the hour of creation, several for an hour perhaps
 */
export function ghostOf(
  window: Window,
  week: { readonly since: Date; readonly until: Date },
  hours: readonly { readonly at: Date; readonly count: number }[],
): number[] {
  const [first, last] = [week.since.getTime(), week.until.getTime()];
  const perMs = new Map<number, number>();
  for (const { at, count } of hours) {
    const hour = at.getTime();
    const covered = Math.min(hour + HOUR_MS, last) - Math.max(hour, first);
    if (covered > 0) perMs.set(hour, (perMs.get(hour) ?? 0) + count / covered);
  }
  const shift = window.since.getTime() - first;
  return window.starts.map((start, place) => {
    const [from, to] = [start - shift, (window.starts[place + 1] ?? window.until.getTime()) - shift];
    let sum = 0;
    for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS) {
      const overlap = Math.min(hour + HOUR_MS, to, last) - Math.max(hour, from);
      sum += (perMs.get(hour) ?? 0) * Math.max(overlap, 0);
    }
    return Math.round(sum);
  });
}
