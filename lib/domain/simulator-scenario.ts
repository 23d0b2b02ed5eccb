/**
 * How the simulated carrier treats one account's messages: what becomes of them, when it says so, and what goes wrong on
 * the way. Shares are percent, times are ms.
 */
export type Scenario = {
  /** Another seed, another draw of everything; the same seed, the same timeline. */
  readonly seed: number;
  /** Between its answer and its receipt. */
  readonly receiptMsMin: number;
  readonly receiptMsMax: number;
  /** `uniform`, or `long-tail`: half of the receipts come before the geometric mean of the two bounds, few near the end. */
  readonly receiptSpread: (typeof SPREADS)[number];
  /** It takes so long to answer a hand-over. */
  readonly answerMs: number;
  /** Weights by outcome: `delivered`, `undelivered:CODE` or `failed:CODE`. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Receipts that come before the answer to the hand-over. */
  readonly earlyPercent: number;
  /** Receipts that come `lateMs` later than they would. */
  readonly latePercent: number;
  readonly lateMs: number;
  readonly twicePercent: number;
  readonly lostPercent: number;
  /** Of what is delivered on WhatsApp and RCS: messages whose reading is told, as long again after the delivery. */
  readonly readPercent: number;
  /** Messages beside whose receipts one comes for a message nobody knows. */
  readonly unknownPercent: number;
  /** Hand-overs that are turned away for now, to be repeated after `retryAfterMs`. */
  readonly throttledPercent: number;
  readonly retryAfterMs: number;
  /** Hand-overs whose answer never comes although the message was taken. */
  readonly lostAnswerPercent: number;
  /** Texts of several segments of which one is not delivered. */
  readonly lostPartPercent: number;
  /** From `since` on the link is up so long, then down so long, and so on; `linkDownMs` 0: never down. */
  readonly linkUpMs: number;
  readonly linkDownMs: number;
  /** When the scenario was set, ms since epoch. */
  readonly since: number;
};

export const SPREADS = ["uniform", "long-tail"] as const;

/** @source contracts, Simulated carrier */
export const DEFAULT_SCENARIO: Scenario = {
  seed: 1,
  receiptMsMin: 50,
  receiptMsMax: 400,
  receiptSpread: "uniform",
  answerMs: 0,
  outcomes: { delivered: 1 },
  earlyPercent: 0,
  latePercent: 0,
  lateMs: 5_000,
  twicePercent: 0,
  lostPercent: 0,
  readPercent: 0,
  unknownPercent: 0,
  throttledPercent: 0,
  retryAfterMs: 1_000,
  lostAnswerPercent: 0,
  lostPartPercent: 0,
  linkUpMs: 0,
  linkDownMs: 0,
  since: 0,
};

/** While the link is down for good, whoever asks is told to ask again after this. */
const ASK_AGAIN_MS = 5_000;

/**
 * When the link is up next: `at` itself while it is up.
 * @param at ms since epoch
 */
export function linkUpAt({ linkUpMs, linkDownMs, since }: Scenario, at: number): number {
  if (linkDownMs === 0 || at < since) return at;
  if (linkUpMs === 0) return at + ASK_AGAIN_MS;
  const period = linkUpMs + linkDownMs;
  const phase = (at - since) % period;
  return phase < linkUpMs ? at : at - phase + period;
}

/** What the carrier does otherwise than by default, a sentence each; none: nothing. */
export function describeScenario(scenario: Scenario): string[] {
  const told: string[] = [];
  const of = (percent: number, sentence: string) => {
    if (percent > 0) told.push(`${percent} % ${sentence}`);
  };
  const { linkUpMs, linkDownMs, outcomes, receiptMsMin, receiptMsMax, receiptSpread } = scenario;
  if (linkDownMs > 0) {
    told.push(
      linkUpMs === 0
        ? "The link is down, and nothing leaves."
        : `The link is up for ${duration(linkUpMs)}, then down for ${duration(linkDownMs)}, over and over.`,
    );
  }
  of(scenario.throttledPercent, `of messages are turned away for ${duration(scenario.retryAfterMs)} first.`);
  if (scenario.answerMs > 0) told.push(`Each message is answered after ${duration(scenario.answerMs)}.`);
  of(scenario.lostAnswerPercent, "of messages are taken without an answer, and go out again.");
  if (Object.keys(outcomes).join() !== "delivered") told.push(outcomesText(outcomes));
  const longTail = receiptSpread === "long-tail";
  if (longTail || receiptMsMin !== DEFAULT_SCENARIO.receiptMsMin || receiptMsMax !== DEFAULT_SCENARIO.receiptMsMax) {
    const most = longTail ? ", most of them early" : "";
    told.push(`Receipts come after ${duration(receiptMsMin)} to ${duration(receiptMsMax)}${most}.`);
  }
  of(scenario.earlyPercent, "of receipts come before the answer.");
  of(scenario.latePercent, `of receipts come ${duration(scenario.lateMs)} late.`);
  of(scenario.twicePercent, "of receipts come twice.");
  of(scenario.lostPercent, "of receipts are lost.");
  of(scenario.readPercent, "of WhatsApp and RCS messages are read.");
  of(scenario.unknownPercent, "of receipts bring another, for a message nobody knows.");
  of(scenario.lostPartPercent, "of texts in several parts lose one.");
  return told;
}

const duration = (ms: number) => (ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`);

/** `undelivered:30003` is told as "undelivered (30003)". */
function outcomesText(outcomes: Scenario["outcomes"]): string {
  const total = Object.values(outcomes).reduce((sum, weight) => sum + weight, 0);
  const shares = Object.entries(outcomes).map(([name, weight]) => {
    const [status, code] = name.split(":");
    return `${Math.round((weight / total) * 1_000) / 10} % are ${status}${code ? ` (${code})` : ""}`;
  });
  return `${shares.join(", ")}.`;
}
