import { channelOf } from "@/lib/domain/address";
import { type ErrorCode, isErrorCode } from "@/lib/domain/errors";
import type { Scenario } from "@/lib/domain/simulator-scenario";

/** A receipt the simulated carrier will give, so long after it answered; before that when negative. */
export type PlannedReceipt = {
  readonly afterMs: number;
  /** Which of its names for the message it uses, from 0; undefined: a name nobody knows. */
  readonly part: number | undefined;
  readonly status: "delivered" | "undelivered" | "read";
  readonly errorCode?: number;
};

/** What the simulated carrier does with one hand-over. */
export type Play = {
  /** What it answers: yes, never, or not now. */
  readonly submit: "accepted" | { readonly errorCode: number } | { readonly retryAfterMs: number };
  /** It answers after so long. */
  readonly answerMs: number;
  /** It took the message, and its answer never comes. */
  readonly answerLost: boolean;
  /** How many names it gives the message: one, or one a segment. */
  readonly parts: number;
  readonly receipts: readonly PlannedReceipt[];
};

type Ending = {
  readonly lastFour: string;
  /** What happens, for the "try it" page. */
  readonly says: string;
  readonly errorCode: ErrorCode | null;
  readonly submit: "accepted" | "refused";
  readonly receipts: readonly Exclude<PlannedReceipt["status"], "read">[];
};

/**
 * Recipients that do not simply get their message, by the last four digits of `To`.
 * @source contracts, Simulated carrier
 */
export const ENDINGS: readonly Ending[] = [
  {
    lastFour: "0003",
    says: "undelivered, the phone is off (30003)",
    errorCode: 30003,
    submit: "accepted",
    receipts: ["undelivered"],
  },
  {
    lastFour: "0005",
    says: "undelivered, no such number (30005)",
    errorCode: 30005,
    submit: "accepted",
    receipts: ["undelivered"],
  },
  {
    lastFour: "0006",
    says: "undelivered, a landline (30006)",
    errorCode: 30006,
    submit: "accepted",
    receipts: ["undelivered"],
  },
  {
    lastFour: "0007",
    says: "undelivered, filtered (30007)",
    errorCode: 30007,
    submit: "accepted",
    receipts: ["undelivered"],
  },
  {
    lastFour: "0008",
    says: "failed, the carrier refuses it (30008)",
    errorCode: 30008,
    submit: "refused",
    receipts: [],
  },
  { lastFour: "0010", says: "sent, and never a receipt", errorCode: null, submit: "accepted", receipts: [] },
  {
    lastFour: "0011",
    says: "delivered, and the receipt comes twice",
    errorCode: null,
    submit: "accepted",
    receipts: ["delivered", "delivered"],
  },
];

const endings: ReadonlyMap<string, Ending> = new Map(ENDINGS.map((ending) => [ending.lastFour, ending]));

/** @source behaviour §3.5 */
const UNKNOWN_ERROR = 30008;
/** An early receipt comes so long before the answer. */
const EARLY_MS = 50;
/** One part of a text does not arrive. */
const PART_LOST = { status: "undelivered", errorCode: 30003 } as const;

/** One hand-over of one message. */
export type HandOver = {
  readonly messageId: string;
  /** How often the message was handed over, from 1. */
  readonly attempt: number;
  /** E.164 */
  readonly to: string;
  readonly from: string | null;
  readonly segments: number;
};

/**
 * What becomes of a hand-over: a pure function of the scenario's seed, the message and the attempt, so that a gateway that
 * starts again knows the receipts still owed. A recipient with an ending of its own meets it whatever outcomes and
 * receipts the scenario has.
 */
export function playOf(scenario: Scenario, handOver: HandOver): Play {
  const dice = diceOf(scenario, handOver);
  const answer = { answerMs: scenario.answerMs, answerLost: false, parts: 1, receipts: [] };
  if (dice.happens("throttled", scenario.throttledPercent)) {
    return { ...answer, submit: { retryAfterMs: scenario.retryAfterMs } };
  }
  const ending = endings.get(handOver.to.slice(-4));
  const { status, errorCode } = ending ? toOutcome(ending) : drawOutcome(scenario.outcomes, dice.share("outcome"));
  if (status === "failed") return { ...answer, submit: { errorCode: errorCode ?? UNKNOWN_ERROR } };

  const taken = {
    ...answer,
    submit: "accepted",
    answerLost: dice.happens("answer", scenario.lostAnswerPercent),
  } as const;
  const afterMs = receiptMs(scenario, dice.bits);
  const receipt: PlannedReceipt = { afterMs, part: 0, status, ...(errorCode !== null && { errorCode }) };
  if (!ending) return { ...taken, ...withFaults(scenario, dice, receipt, handOver) };
  return {
    ...taken,
    receipts: ending.receipts.map((_status, index) => ({ ...receipt, afterMs: afterMs * (index + 1) })),
  };
}

/** What goes wrong with a receipt. A second one comes as long again after the first. */
function withFaults(
  scenario: Scenario,
  { happens, share }: Dice,
  receipt: PlannedReceipt,
  { segments, from }: HandOver,
): Pick<Play, "answerMs" | "parts" | "receipts"> {
  const isEarly = happens("early", scenario.earlyPercent);
  const lateMs = happens("late", scenario.latePercent) ? scenario.lateMs : 0;
  const told = { ...receipt, afterMs: isEarly ? -EARLY_MS : receipt.afterMs + lateMs };
  const losesPart = segments > 1 && receipt.status === "delivered" && happens("part", scenario.lostPartPercent);
  const lost = losesPart ? Math.floor(share("which part") * segments) : 0;
  const parts: PlannedReceipt[] = losesPart
    ? Array.from({ length: segments }, (_, part) => ({ ...told, part, ...(part === lost && PART_LOST) }))
    : [told];

  const receipts = happens("lost", scenario.lostPercent) ? [] : [...parts];
  if (receipts.length > 0 && happens("twice", scenario.twicePercent)) {
    receipts.push(...parts.map((part) => ({ ...part, afterMs: part.afterMs + receipt.afterMs })));
  }
  if (isRead(from) && receipts.length > 0 && receipt.status === "delivered" && happens("read", scenario.readPercent)) {
    receipts.push({ part: 0, status: "read", afterMs: receipt.afterMs + lateMs + receipt.afterMs });
  }
  if (happens("unknown", scenario.unknownPercent)) receipts.push({ ...receipt, part: undefined });
  return {
    answerMs: isEarly ? Math.max(scenario.answerMs, EARLY_MS) : scenario.answerMs,
    parts: parts.length,
    receipts,
  };
}

/** Only there do phones tell that a message was read. @source behaviour §1.1 */
function isRead(from: string | null): boolean {
  const channel = channelOf(from ?? "");
  return channel === "whatsapp" || channel === "rcs";
}

/** Everything that is left to chance about one hand-over; each question has its own answer, always the same. */
type Dice = {
  /** 32 of them. */
  readonly bits: number;
  /** From 0 to below 1. */
  readonly share: (question: string) => number;
  readonly happens: (question: string, percent: number) => boolean;
};

function diceOf({ seed }: Scenario, { messageId, attempt }: HandOver): Dice {
  const name = `${seed}:${messageId}:${attempt}`;
  const share = (question: string) => hash(`${name}:${question}`) / 2 ** 32;
  return { bits: hash(name), share, happens: (question, percent) => percent > 0 && share(question) * 100 < percent };
}

type Drawn = { readonly status: "delivered" | "undelivered" | "failed"; readonly errorCode: number | null };

const toOutcome = ({ submit, receipts, errorCode }: Ending): Drawn => ({
  status: submit === "refused" ? "failed" : (receipts[0] ?? "delivered"),
  errorCode,
});

/** @param share from 0 to below 1 */
function drawOutcome(outcomes: Scenario["outcomes"], share: number): Drawn {
  const entries = Object.entries(outcomes);
  let left = share * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return parseOutcome(name) ?? DELIVERED;
  }
  return DELIVERED;
}

const DELIVERED: Drawn = { status: "delivered", errorCode: null };

/** @returns undefined for a name that is no outcome: `delivered`, `undelivered:CODE`, `failed:CODE` of a code we know */
export function parseOutcome(name: string): Drawn | undefined {
  if (name === "delivered") return DELIVERED;
  const [, status, code] = /^(undelivered|failed):(30\d{3})$/.exec(name) ?? [];
  const errorCode = Number(code);
  return isErrorCode(errorCode) ? { status: status as Drawn["status"], errorCode } : undefined;
}

function receiptMs({ receiptMsMin, receiptMsMax, receiptSpread }: Scenario, bits: number): number {
  if (receiptSpread === "uniform") return receiptMsMin + (bits % (receiptMsMax - receiptMsMin + 1));
  const low = Math.max(1, receiptMsMin);
  return Math.round(low * (Math.max(low, receiptMsMax) / low) ** (bits / 2 ** 32));
}

/** 32 bits, well spread. @source FNV-1a, with MurmurHash3's finalizer because FNV's low bits follow the last character */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
