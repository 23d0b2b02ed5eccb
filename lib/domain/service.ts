/** What a service is for; sorts the wizard's advice and nothing else. @source behaviour §6.1 (`usecase`, 21713) */
export const USECASES = ["notifications", "marketing", "verification", "discussion", "poll", "undeclared"] as const;
export type Usecase = (typeof USECASES)[number];

export type HttpMethod = "GET" | "POST";

/** A Messaging Service as the console and the API see it. @source behaviour §6.1 */
export type Service = {
  readonly id: string;
  readonly accountId: string;
  readonly friendlyName: string;
  readonly inboundRequestUrl: string | null;
  readonly inboundMethod: HttpMethod;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: HttpMethod;
  readonly statusCallback: string | null;
  readonly stickySender: boolean;
  readonly mmsConverter: boolean;
  readonly smartEncoding: boolean;
  readonly scanMessageContent: "inherit" | "enable" | "disable";
  readonly fallbackToLongCode: boolean;
  readonly areaCodeGeomatch: boolean;
  /** Seconds, 1–36,000. */
  readonly validityPeriod: number;
  readonly synchronousValidation: boolean;
  readonly usecase: Usecase;
  readonly usAppToPersonRegistered: boolean;
  readonly useInboundWebhookOnNumber: boolean;
  /** Status callbacks that fail are tried again for 28 hours. */
  readonly durableCallbacks: boolean;
  /** Status callbacks carry `EventSequence` and `EventTimestamp`. */
  readonly numberedCallbacks: boolean;
  /** ISO 3166-1 alpha-2 of the countries the operator means to reach: checks senders, limits nothing. */
  readonly destinations: readonly string[];
  /** The first wizard step that is still open (1–4); null once the wizard was finished, or never begun. */
  readonly setupStep: number | null;
  readonly setupKey: string | null;
  /** Grows with each change of settings or pool. */
  readonly revision: number;
  /** How many senders its pool has. */
  readonly poolSize: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Senders a pool can hold. @source behaviour §6.2 (21714) */
export const POOL_SENDERS_MAX = 400;

/** Services an account can have. @source behaviour §6.1 (21102) */
export const SERVICES_MAX = 1_000;
