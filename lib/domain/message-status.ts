/**
 * Which status may follow which. Terminal ones have no successor, so nothing ever moves back.
 * @source behaviour §1.1, §1.2 (`partially_delivered` is deprecated there and never given)
 */
const NEXT = {
  scheduled: ["queued", "canceled", "failed"],
  accepted: ["queued", "failed"],
  queued: ["sending", "failed"],
  sending: ["sent", "failed", "queued"],
  sent: ["delivered", "undelivered"],
  delivered: ["read"],
  receiving: ["received"],
  undelivered: [],
  failed: [],
  canceled: [],
  read: [],
  received: [],
} as const satisfies Record<string, readonly string[]>;

export type MessageStatus = keyof typeof NEXT;

export const MESSAGE_STATUSES = Object.keys(NEXT) as MessageStatus[];

/** Late and repeated receipts are ordinary, so an unlawful step is an answer, not an exception. */
export const canBecome = (from: MessageStatus, to: MessageStatus) => (NEXT[from] as readonly string[]).includes(to);

/** No longer in anybody's hands: may be redacted and deleted. `delivered` counts although `read` may follow it. */
export const TERMINAL = ["delivered", "undelivered", "failed", "canceled", "read", "received"] as const;

const terminal: ReadonlySet<string> = new Set(TERMINAL);

/** @source behaviour §1.1. `sent` is not final: a receipt may still come, however late. */
export const isFinal = (status: MessageStatus) => terminal.has(status);

/** @source behaviour §1.3 */
export type Direction = "inbound" | "outbound-api" | "outbound-reply" | "outbound-call";

const REPORTED: ReadonlySet<MessageStatus> = new Set([
  "queued",
  "sent",
  "delivered",
  "undelivered",
  "failed",
  "canceled",
  "read",
]);

/**
 * Whether reaching this status is told to the customer's StatusCallback. The status a message is created with never is;
 * `sending` is in the timeline only.
 * @source behaviour §1.2
 */
export const emitsCallback = (status: MessageStatus, { initial }: { initial: boolean }) =>
  !initial && REPORTED.has(status);

/** The tone of a badge; each has its own shape and word besides its colour. @source console §8 */
export type Tone = "good" | "moving" | "quiet" | "warn" | "bad";

const LOOKS: Record<MessageStatus, { label: string; tone: Tone }> = {
  scheduled: { label: "Scheduled", tone: "quiet" },
  accepted: { label: "Accepted", tone: "moving" },
  queued: { label: "Queued", tone: "moving" },
  sending: { label: "Sending", tone: "moving" },
  sent: { label: "Sent, no receipt yet", tone: "moving" },
  delivered: { label: "Delivered", tone: "good" },
  undelivered: { label: "Undelivered", tone: "warn" },
  failed: { label: "Failed", tone: "bad" },
  canceled: { label: "Canceled", tone: "quiet" },
  read: { label: "Read", tone: "good" },
  receiving: { label: "Receiving", tone: "moving" },
  received: { label: "Received", tone: "good" },
};

export const labelOf = (status: MessageStatus) => LOOKS[status].label;

export const toneOf = (status: MessageStatus) => LOOKS[status].tone;

/**
 * The five bars of every chart over outbound messages, in stacking order.
 * @source console §8 (chart fills); behaviour §8.3 (what counts as OK and as an error)
 */
export const STATUS_GROUPS = {
  delivered: ["delivered", "read"],
  sent: ["sent"],
  waiting: ["scheduled", "accepted", "queued", "sending"],
  undelivered: ["undelivered"],
  failed: ["failed"],
} as const satisfies Record<string, readonly MessageStatus[]>;

export type StatusGroup = keyof typeof STATUS_GROUPS;
