import type { Carrier } from "@/lib/carriers/carrier";
import type { Message } from "@/lib/domain/message";
import type { Settings } from "@/lib/operations/ctx";
import type { MediaShelf } from "@/lib/operations/keep-media";
import type { Db } from "@/lib/store/db";
import type { Webhook } from "@/lib/store/webhooks";

export type LogFields = Readonly<Record<string, unknown>>;
export type Log = Readonly<Record<"debug" | "info" | "warn" | "error", (event: string, fields?: LogFields) => void>>;

/** The world the pipeline works in. */
export type PipelineDeps = {
  /** Hot: its plans never scan a partition. */
  readonly db: Db;
  readonly settings: Settings;
  readonly carrierOf: (carrierId: string | null) => Carrier | undefined;
  readonly callWebhook: CallWebhook;
  readonly media: MediaShelf;
  readonly now: () => Date;
  /** Ms that pass whatever the clock does. */
  readonly elapsed: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly newId: () => string;
  /** Segments a second of simulated senders. */
  readonly simulatedMps: number;
  readonly log: Log;
};

/** A message in this gateway's hands. */
export type Held = {
  /** As it is stored now; each step changes it. */
  message: { -readonly [Field in keyof Message]: Message[Field] };
  /** It was stored as `sending` and not handed over yet: nothing is to be written before it is, and nothing is in doubt. */
  begun: boolean;
  /** It came from `message_due`, whose row stays until the message is let go. */
  readonly viaDue: boolean;
  /** Resolves when what is being done with it is done: receipts wait for the answer they belong to. */
  settled: Promise<unknown>;
};

/** How one webhook request went. */
export type WebhookAnswer = {
  /** As it was requested. */
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  /** What was read of it, as text. */
  readonly body: string | null;
  /** There was more of the body than is read. */
  readonly isCut?: boolean;
  readonly failure: WebhookFailure | null;
};

export type WebhookFailure = {
  /** @source behaviour §3.6 */
  readonly code: number;
  readonly detail: string;
  /** What a retry policy may name; undefined: never tried again. */
  readonly cause: "4xx" | "5xx" | "ct" | "rt" | undefined;
};

/** Makes one request for a webhook. Never rejects: what goes wrong is an answer. */
export type CallWebhook = (webhook: Webhook, authToken: string) => Promise<WebhookAnswer>;
