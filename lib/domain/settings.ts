import type { AdvancedOptOut } from "@/lib/domain/advanced-opt-out";
import type { LinkDomain } from "@/lib/domain/link-shortening";
import type { Scenario } from "@/lib/domain/simulator-scenario";

/** What a request needs to know of accounts, services and senders: read-only copies that a process may cache. */

export type GateMode = "sandbox" | "live";
export type Registration = "none" | "pending" | "rejected" | "suspended" | "verified";
export type NumberType = "local" | "mobile" | "toll-free";
export type ChannelType = "whatsapp" | "messenger" | "rcs";
export type SenderType = NumberType | "short-code" | "alphanumeric" | ChannelType;

export type AccountSettings = {
  readonly id: string;
  readonly friendlyName: string;
  readonly status: "active" | "suspended" | "closed";
  readonly type: "Full" | "Trial";
  /** The account it is a subaccount of; null: it is nobody's. */
  readonly ownerId: string | null;
  /** In clear: signs webhooks. Never serialized outside the account resource. */
  readonly authToken: string;
  /** Signs in as well, until it is promoted or removed; null: there is none. @source behaviour §10.1 */
  readonly secondToken: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly homeCountry: string;
  readonly geoCountries: readonly string[];
  readonly geoMode: GateMode;
  readonly longCodeMode: GateMode;
  readonly tollFreeMode: GateMode;
  /** Whether a name that a country wants registered first is stopped. */
  readonly alphaMode: GateMode;
  /** How the simulated carrier treats its messages; null: by default. */
  readonly simulator: Scenario | null;
  /** API requests a second at each gateway; null: as many as come. */
  readonly requestsPerSecond: number | null;
  /** API requests in flight at each gateway; null: a thousand. */
  readonly requestsAtOnce: number | null;
  /** Seconds after which what is handed in for review is decided by rule; null: a reviewer decides. */
  readonly reviewSeconds: number | null;
};

/** What a sender's pace has in common with others'. @source behaviour §1.5 */
export type SharedPace = {
  /** The queue of its MMS; null: they wait among its texts. */
  readonly mmsQueue: string | null;
  /** The queue of long codes' texts to the US that its campaign has, and its segments a second. */
  readonly campaign: { readonly queue: string; readonly segmentsPerSecond: number } | null;
  /** Segments a second of all texts of its account; null: as many as their queues do. */
  readonly accountMps: number | null;
};

/** Whatever an account sends from: a phone number, a short code, a name, or a channel's address. */
export type SenderSettings = {
  readonly id: string;
  readonly accountId: string;
  /** The service whose pool it is in, if any. */
  readonly serviceId: string | null;
  /** E.164, the digits of a short code, a name, or an address with its channel's prefix. */
  readonly phoneNumber: string;
  /** ISO 3166-1 alpha-2; of a name the only country it is used for; null: of no country. */
  readonly country: string | null;
  readonly type: SenderType;
  /** A name that was made for destinations. */
  readonly forDestination?: boolean;
  readonly capabilities: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean };
  /** What it is, or will be once `registeredFrom` has come: until then it is pending. */
  readonly registration: Registration;
  readonly registeredFrom?: Date;
  readonly carrierId: string;
  readonly carrierKind: "simulated" | "smpp" | "http";
  /** Segments a second that override the table of behaviour §1.5; null: the table (or SENDER_MPS on the simulator). */
  readonly segmentsPerSecond: number | null;
  /** Left out: nothing. */
  readonly shared?: SharedPace;
  readonly smsUrl: string | null;
  readonly smsMethod: string;
  readonly smsFallbackUrl: string | null;
  readonly smsFallbackMethod: string;
  /** An operator keeps it out of its pool's choice. */
  readonly paused?: boolean;
  /** When it was bought, or, inside a pool, when it joined it. */
  readonly addedAt: Date;
};

/** A Messaging Service with its pool, oldest member first. */
export type ServiceSettings = {
  readonly id: string;
  readonly accountId: string;
  readonly friendlyName: string;
  readonly inboundRequestUrl: string | null;
  readonly inboundMethod: string;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: string;
  readonly statusCallback: string | null;
  readonly stickySender: boolean;
  readonly mmsConverter: boolean;
  readonly smartEncoding: boolean;
  readonly areaCodeGeomatch: boolean;
  /** Seconds. */
  readonly validityPeriod: number;
  readonly synchronousValidation: boolean;
  readonly useInboundWebhookOnNumber: boolean;
  /** Its own keywords; null unless they are on. */
  readonly advancedOptOut: AdvancedOptOut | null;
  readonly durableCallbacks: boolean;
  readonly numberedCallbacks: boolean;
  /** What its links are shortened to, when a request asks for that. */
  readonly linkDomain: LinkDomain | null;
  readonly revision: number;
  readonly pool: readonly SenderSettings[];
};
