import { deliveredShare, type Share, type StatusCounts, totalOf } from "@/lib/domain/insights";

/** Below this many answers a per cent says more than it knows. */
export const SHARE_FROM = 30;

/** How a stretch of traffic compares with the same hours last week. */
export type Verdict =
  /** Nothing was sent. */
  | "silent"
  /** Nothing was sent, where last week there was traffic. */
  | "stopped"
  /** Fewer than {@link SHARE_FROM} answers yet. */
  | "few"
  /** As usual, or good where there is no usual yet. */
  | "flowing"
  | "better"
  /** Fell by more than chance explains, and by 2 points or more. */
  | "worse"
  /** Fell by 10 points or more; without a usual: under 90 %. */
  | "bad";

export type Health = {
  readonly verdict: Verdict;
  readonly messages: number;
  readonly delivered: Share;
  /** Undefined where last week has fewer than {@link SHARE_FROM} answers. */
  readonly usual: Share | undefined;
  /** The most frequent code, where the verdict is not a good one. */
  readonly worstError: number | undefined;
};

const NOTICEABLE = 0.02;
const SEVERE = 0.1;
const GOOD_WITHOUT_USUAL = 0.9;

/**
 * Judges outgoing traffic by its confirmed delivered share against the same hours last week. A difference counts when
 * it is two points or more and larger than three standard errors of a difference of two proportions.
 * @param errors codes, most frequent first
 * @source console §6
 */
export function healthOf(counts: StatusCounts, before: StatusCounts, errors: readonly number[]): Health {
  const delivered = deliveredShare(counts);
  const earlier = deliveredShare(before);
  const usual = earlier.whole >= SHARE_FROM ? earlier : undefined;
  const messages = totalOf(counts);
  const verdict = verdictOf(messages, delivered, usual, totalOf(before));
  const worstError = verdict === "worse" || verdict === "bad" || verdict === "few" ? errors[0] : undefined;
  return { verdict, messages, delivered, usual, worstError };
}

function verdictOf(messages: number, delivered: Share, usual: Share | undefined, messagesBefore: number): Verdict {
  if (messages === 0) return messagesBefore >= SHARE_FROM ? "stopped" : "silent";
  if (delivered.whole < SHARE_FROM) return "few";
  const rate = delivered.part / delivered.whole;
  if (!usual) return rate < GOOD_WITHOUT_USUAL ? "bad" : "flowing";
  const usualRate = usual.part / usual.whole;
  const pooled = (delivered.part + usual.part) / (delivered.whole + usual.whole);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / delivered.whole + 1 / usual.whole));
  const change = rate - usualRate;
  if (Math.abs(change) < Math.max(NOTICEABLE, 3 * error)) return "flowing";
  if (change > 0) return "better";
  return change <= -SEVERE ? "bad" : "worse";
}
