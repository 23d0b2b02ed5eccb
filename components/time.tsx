"use client";

import { clockText, exactText, preciseText, relativeText, rowTimeText } from "@/components/time-text";
import { useNow } from "@/components/use-now";
import { useZone } from "@/components/zone-context";

type TimeProps = {
  /** ISO 8601, or a Date, which crosses from server to browser as one. */
  at: string | Date;
  /**
   * `row` "3 May, 14:03:22" · `clock` "14:03:22" · `precise` "14:03:22.120" · `exact` with year and zone ·
   * `relative` "3 min ago" · `both` relative, then the clock. The exact form is always in the title.
   */
  show?: "row" | "clock" | "precise" | "exact" | "relative" | "both";
  className?: string;
};

/** A moment in the operator's zone. */
export function Time({ at, show = "row", className }: TimeProps) {
  const zone = useZone();
  const date = typeof at === "string" ? new Date(at) : at;
  const moving = show === "relative" || show === "both";
  return (
    <time
      dateTime={date.toISOString()}
      title={exactText(date, zone)}
      className={className ? `whitespace-nowrap tabular-nums ${className}` : "whitespace-nowrap tabular-nums"}
    >
      {moving ? <Relative date={date} zone={zone} withClock={show === "both"} /> : FIXED[show](date, zone)}
    </time>
  );
}

const FIXED = { row: rowTimeText, clock: clockText, precise: preciseText, exact: exactText } as const;

function Relative({ date, zone, withClock }: { date: Date; zone: string; withClock: boolean }) {
  const now = useNow();
  if (!now) return rowTimeText(date, zone);
  return withClock ? `${relativeText(date, now)} · ${clockText(date, zone)}` : relativeText(date, now);
}
