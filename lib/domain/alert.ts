/**
 * Something that went wrong with a message, or with an endpoint that was told of one. It is no row of its own: it is the
 * failure itself, found where it was written down, and gone with its message.
 */
export type Alert = {
  readonly messageId: string;
  readonly source: AlertSource;
  /** Number of the event it belongs to; 0 where the message itself failed. */
  readonly seq: number;
  /** Of a webhook: which try it was. */
  readonly attempt: number;
  readonly at: Date;
  readonly code: number;
  /** Where in an answer, or what came in its place. */
  readonly about: string | null;
  readonly serviceId: string | null;
  /** Media change the prefix of its message's SID. */
  readonly numMedia: number;
  /** Of the request to the endpoint; null where there was none. */
  readonly url: string | null;
  readonly method: string | null;
};

/** In the order in which alerts of one message are listed. */
export const ALERT_SOURCES = ["message", "status", "event", "click"] as const;
export type AlertSource = (typeof ALERT_SOURCES)[number];

const [SEQ_BITS, ATTEMPT_BITS] = [16, 14];

/**
 * The id of an alert: its message's, with what else names it mixed into the last 32 bits, which are random there.
 * @param alert  `seq` below 2^16, `attempt` below 2^14
 */
export function alertId({ messageId, source, seq, attempt }: Pick<Alert, "messageId" | "source" | "seq" | "attempt">) {
  const name = ALERT_SOURCES.indexOf(source) * 2 ** (SEQ_BITS + ATTEMPT_BITS) + seq * 2 ** ATTEMPT_BITS + attempt;
  const last = (Number.parseInt(messageId.slice(-8), 16) ^ name) >>> 0;
  return messageId.slice(0, -8) + last.toString(16).padStart(8, "0");
}

/** The ids a message can have that an alert of this id is about: one, but for a chance of 1 in 10^9. */
export const messagesOf = (id: string) => ({ from: `${id.slice(0, -8)}00000000`, to: `${id.slice(0, -8)}ffffffff` });

/** Only what in an answer was passed over is a warning. @source behaviour §3.6 (severities) */
export const LEVELS = ["error", "warning", "notice", "debug"] as const;
export type AlertLevel = (typeof LEVELS)[number];

/** Codes of warnings, but for the exception. */
export const WARNINGS = { from: 14_100, to: 14_199, except: 14_107 } as const;

export const levelOf = (code: number): AlertLevel =>
  code >= WARNINGS.from && code <= WARNINGS.to && code !== WARNINGS.except ? "warning" : "error";
