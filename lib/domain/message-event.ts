/**
 * One line of a message's story, numbered without gaps from 0. `name` is a status of the life cycle, or a note that
 * changed nothing: `resubmitted-in-doubt`, `receipt-ignored`, `redacted` …
 */
export type MessageEvent = {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly errorCode: number | null;
  /** What else is known, by name of the event; event 0 keeps who asked and why this sender was chosen. */
  readonly detail: Readonly<Record<string, unknown>>;
};

/** One HTTP request to a customer's endpoint, or for a file of the message, with what it answered, if it did. */
export type WebhookAttempt = {
  /** Number of the event that is told; of a redirect or a click its own; of a file, its place in the message. */
  readonly seq: number;
  readonly kind: "status" | "click" | "inbound" | "fallback" | "redirect" | "media";
  /** 1 for the first. */
  readonly attempt: number;
  /** Somebody asked for it to be made again. */
  readonly replay: boolean;
  readonly at: Date;
  readonly durationMs: number;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Form-encoded, of a click JSON; empty for GET, whose parameters stand in the URL. */
  readonly requestBody: string;
  readonly responseStatus: number | null;
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  /** Capped when it was stored. */
  readonly responseBody: string | null;
  /** Why there is no usable answer. @source behaviour §3.6 */
  readonly errorCode: number | null;
  readonly errorDetail: string | null;
};
