import type { ComponentProps } from "react";
import { countText, PERCENT_FROM } from "@/components/number-text";
import type { StatTile } from "@/components/stat-tile";
import { SHARE_FROM } from "@/lib/domain/health";
import type { Share } from "@/lib/domain/insights";

type Change = NonNullable<ComponentProps<typeof StatTile>["change"]>;

/** Smaller differences of a share, in points, are noise and get no colour. */
const NOISE_POINTS = 0.5;

const directionOf = (rise: number): Change["direction"] => (rise > 0 ? "up" : rise < 0 ? "down" : "flat");

const signed = (rise: number, text: string) => `${rise > 0 ? "+" : "−"}${text}`;

/** A count against the same hours last week, which is neither good nor bad; undefined where there was next to nothing. */
export function countChange(now: number, before: number): Change | undefined {
  if (before < PERCENT_FROM) return undefined;
  const percent = Math.round(((now - before) / before) * 100);
  return {
    direction: directionOf(percent),
    text: percent === 0 ? "as last week" : `${signed(percent, countText(Math.abs(percent)))} % on last week`,
    tone: "quiet",
  };
}

/**
 * A share against the same hours last week, in points.
 * @param wanted which way is good
 */
export function shareChange(now: Share, before: Share, wanted: "up" | "down"): Change | undefined {
  if (now.whole < SHARE_FROM || before.whole < SHARE_FROM) return undefined;
  const points = Math.round((now.part / now.whole - before.part / before.whole) * 1_000) / 10;
  const isNoise = Math.abs(points) < NOISE_POINTS;
  return {
    direction: directionOf(points),
    text: points === 0 ? "as last week" : `${signed(points, Math.abs(points).toFixed(1))} points on last week`,
    tone: isNoise ? "quiet" : points > 0 === (wanted === "up") ? "good" : "warn",
  };
}
