import type { ShortLink } from "@/lib/domain/link-shortening";
import type { Direction, MessageStatus } from "@/lib/domain/message-status";
import type { SenderSettings, ServiceSettings } from "@/lib/domain/settings";

/** A message as it is stored. Ids are UUIDs; SIDs exist only at the edges. */
export type Message = {
  readonly id: string;
  readonly accountId: string;
  /** Set only if the request named the service, or, inbound, if the number is in its pool. */
  readonly serviceId: string | null;
  readonly senderId: string | null;
  readonly carrierId: string | null;
  readonly direction: Direction;
  /** E.164. Chosen at accept; the wire shows it from `queued` on unless the request gave it (`fromGiven`). */
  readonly from: string | null;
  readonly fromGiven: boolean;
  readonly to: string;
  /** ISO 3166-1 alpha-2 of the other party; null when no country can be told. */
  readonly country: string | null;
  readonly body: string;
  readonly encoding: "GSM-7" | "UCS-2";
  readonly segments: number;
  readonly numMedia: number;
  readonly status: MessageStatus;
  readonly errorCode: number | null;
  /** Signed decimal string with five places, or null while unknown (behaviour §10.6). */
  readonly price: string | null;
  readonly statusCallback: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly sentAt: Date | null;
  /** The slot its sender's pace gave it. */
  readonly leaveAt: Date | null;
  /** End of its validity period: never sent after it (30036). */
  readonly expiresAt: Date | null;
  readonly sendAt: Date | null;
  readonly redactedAt: Date | null;
  /** How often it was handed to a carrier. */
  readonly attempt: number;
  /** Number of its newest event. */
  readonly seq: number;
};

/** Who asked for a message; kept in its first event. */
export type Origin = {
  readonly via: "api" | "console" | "reply" | "carrier" | "simulator";
  /** The SID of the credential (AC…, SK…) or the operator's e-mail. */
  readonly actor: string;
  readonly requestId?: string;
};

/** An idempotency key: what a caller names a request by, so that repeating it does nothing twice. */
export type Claim = {
  /** As it was sent. */
  readonly key: string;
  /** Of what was asked, to tell a repeat from another request. */
  readonly fingerprint: string;
};

/** Files of a message to be: first where they are to be fetched, then how many are kept here, with the links to them. */
export type SendMedia =
  | { readonly kept: false; readonly urls: readonly string[] }
  /** `links` go into the text of a message that leaves without its files (behaviour §2.9). */
  | { readonly kept: true; readonly count: number; readonly links: readonly string[] };

/**
 * A send that passed every synchronous check and now waits for its sender to be chosen and its row to be written.
 * Whoever accepts it answers 201 only after COMMIT.
 */
export type SendRequest = {
  readonly accountId: string;
  /** E.164. */
  readonly to: string;
  readonly country: string | null;
  /** The service the request named, with its pool as it is now. */
  readonly service: ServiceSettings | null;
  /** The request's own From, E.164; with a service it may be a number outside the pool (fails 21711 later). */
  readonly from: string | null;
  /** The account's sender behind `from`, when there is one. */
  readonly sender: SenderSettings | null;
  /** Text as the request gave it; smart encoding is applied when the sender is chosen. */
  readonly body: string;
  readonly smartEncoded: boolean;
  /** The files it carries; undefined for a text. */
  readonly media?: SendMedia | undefined;
  /** Short links that stand in its text in the place of long ones. */
  readonly links?: readonly ShortLink[] | undefined;
  /** It will be told whether it did its work. */
  readonly provideFeedback?: boolean | undefined;
  /** The content template that text and media come from; kept with the message. */
  readonly template?: { readonly contentSid: string; readonly variables: Readonly<Record<string, string>> } | undefined;
  readonly direction: "outbound-api" | "outbound-reply";
  readonly statusCallback: string | null;
  readonly validityPeriodSeconds: number;
  readonly sendAt: Date | null;
  readonly tags: Readonly<Record<string, string>> | null;
  /** The code an asynchronous check already found (behaviour §1.4): stored as accepted, then failed with it. */
  readonly failsWith: number | null;
  readonly origin: Origin;
  /** It becomes a message only if nothing was under this key before. */
  readonly claim?: Claim | undefined;
};
