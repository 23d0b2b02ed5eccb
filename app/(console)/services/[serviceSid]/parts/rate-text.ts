import { durationText } from "@/components/duration-text";
import { countText } from "@/components/number-text";
import { secondsToSend } from "@/lib/domain/pacing";
import type { DestinationVerdict } from "@/lib/domain/readiness";

/** "3", "0.5", "1,200" */
export const rateText = (mps: number): string =>
  mps < 10 && mps % 1 !== 0 ? mps.toFixed(1) : countText(Math.round(mps));

/**
 * What a pool does towards one country: "US: 3 segments/s, 100,000 one-part messages take about 9 h 16 min". Where the
 * simulator is faster than a carrier would be, both are said.
 */
export function rateSentence({
  country,
  segmentsPerSecond,
  liveSegmentsPerSecond,
}: Pick<DestinationVerdict, "country" | "segmentsPerSecond" | "liveSegmentsPerSecond">): string {
  const seconds = secondsToSend(100_000, segmentsPerSecond);
  if (seconds === undefined) return `${country}: nothing leaves yet.`;
  const live =
    liveSegmentsPerSecond === segmentsPerSecond
      ? ""
      : ` With a carrier it would be ${rateText(liveSegmentsPerSecond)}/s.`;
  return `${country}: ${rateText(segmentsPerSecond)} segments/s, 100,000 one-part messages take about ${durationText(seconds * 1_000)}.${live}`;
}
