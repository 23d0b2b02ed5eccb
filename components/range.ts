import type { SearchParams } from "@/components/href";

const HOUR_MS = 3_600_000;

/** The ranges one click away; each ends now. */
export const RANGES = {
  "1h": { label: "1 h", name: "the last hour", ms: HOUR_MS },
  "6h": { label: "6 h", name: "the last 6 hours", ms: 6 * HOUR_MS },
  "24h": { label: "24 h", name: "the last 24 hours", ms: 24 * HOUR_MS },
  "7d": { label: "7 d", name: "the last 7 days", ms: 7 * 24 * HOUR_MS },
  "30d": { label: "30 d", name: "the last 30 days", ms: 30 * 24 * HOUR_MS },
} as const;

export type RangeKey = keyof typeof RANGES;

/** A stretch of time, `since` ≤ t < `until`. `key` tells a moving range from two fixed ends. */
export type Range = { key: RangeKey | "custom"; since: Date; until: Date };

/**
 * Reads `?range=24h`, or `?since=…&until=…` (ISO 8601), which is fixed. ("from" and "to" are phone numbers here.)
 * What cannot be read counts as absent: an address is typed by people.
 */
export function rangeFromParams(params: SearchParams, now: Date, fallback: RangeKey): Range {
  const since = dateOf(params.since);
  const until = dateOf(params.until) ?? now;
  if (since && since < until) return { key: "custom", since, until };
  const asked = params.range;
  const key = typeof asked === "string" && Object.hasOwn(RANGES, asked) ? (asked as RangeKey) : fallback;
  return { key, since: new Date(now.getTime() - RANGES[key].ms), until: now };
}

/** The parameters that name this very stretch for ever; for "Copy link", so that a colleague sees the same tomorrow. */
export function fixedRangeParams(range: Range): { range: null; since: string; until: string } {
  return { range: null, since: range.since.toISOString(), until: range.until.toISOString() };
}

function dateOf(value: SearchParams[string]): Date | undefined {
  if (typeof value !== "string") return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
