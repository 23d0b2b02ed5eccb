import type { ErrorCode } from "@/lib/domain/errors";

/** A receipt the simulated carrier will give, so long after it took the message. */
export type PlannedReceipt = {
  readonly afterMs: number;
  readonly status: "delivered" | "undelivered";
  readonly errorCode?: ErrorCode;
};

export type Outcome = {
  /** What it answers when the message is handed over. */
  readonly submit: "accepted" | { readonly errorCode: ErrorCode };
  readonly receipts: readonly PlannedReceipt[];
};

type Ending = {
  readonly lastFour: string;
  /** What happens, for the "try it" page. */
  readonly says: string;
  readonly errorCode: ErrorCode | null;
  readonly submit: "accepted" | "refused";
  readonly receipts: readonly PlannedReceipt["status"][];
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

/** @source contracts, Simulated carrier */
const RECEIPT_MS_MIN = 50;
const RECEIPT_MS_MAX = 400;

/**
 * What becomes of a message: a pure function, so that a gateway that starts again knows the receipts still owed. Without
 * a special ending it is delivered after 50 to 400 ms; a second receipt comes as long again after the first.
 * @param attempt how often the message was handed over, from 1
 */
export function outcomeOf(submission: {
  readonly seed: number;
  readonly messageId: string;
  readonly attempt: number;
  /** E.164 */
  readonly to: string;
}): Outcome {
  const { seed, messageId, attempt, to } = submission;
  const ending = endings.get(to.slice(-4));
  if (ending?.submit === "refused" && ending.errorCode !== null) {
    return { submit: { errorCode: ending.errorCode }, receipts: [] };
  }
  const delayMs = RECEIPT_MS_MIN + (hash(`${seed}:${messageId}:${attempt}`) % (RECEIPT_MS_MAX - RECEIPT_MS_MIN + 1));
  const statuses = ending?.receipts ?? (["delivered"] as const);
  return {
    submit: "accepted",
    receipts: statuses.map((status, index) => ({
      afterMs: delayMs * (index + 1),
      status,
      ...(status === "undelivered" && ending?.errorCode ? { errorCode: ending.errorCode } : {}),
    })),
  };
}

/** 32 bits, well spread. @source FNV-1a, with MurmurHash3's finalizer because FNV's low bits follow the last character */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
