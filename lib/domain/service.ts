import type { Review } from "@/lib/domain/review";

/** What a service is for; sorts the wizard's advice and nothing else. @source behaviour §6.1 (`usecase`, 21713) */
export const USECASES = ["notifications", "marketing", "verification", "discussion", "poll", "undeclared"] as const;
export type Usecase = (typeof USECASES)[number];

/** What a use case is told as. @source behaviour §6.1; OpenAPI (FetchUsecase); the last four are our words */
export const USECASE_TEXTS: readonly {
  readonly usecase: Usecase;
  readonly description: string;
  readonly purpose: string;
}[] = [
  {
    usecase: "notifications",
    description:
      "Transactional notifications and Alerts for any Delivery, Account, Reminder, Order, Fraud, Security, Public Service, or Emergency announcements.",
    purpose: "Notify my users.",
  },
  {
    usecase: "marketing",
    description:
      "Marketing messages may contain product information, offers, and calls to action to engage with your organization.",
    purpose: "Market my services.",
  },
  {
    usecase: "verification",
    description: "One-time codes and password resets that show that a number is a person's own.",
    purpose: "Verify my users' identity.",
  },
  {
    usecase: "discussion",
    description: "Conversations between people, or between a person and your organization.",
    purpose: "Engage in a discussion.",
  },
  {
    usecase: "poll",
    description: "Questions that many people are asked, and their answers.",
    purpose: "Poll my users.",
  },
  { usecase: "undeclared", description: "What the service is for is not said.", purpose: "Not declared." },
];

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
  /** The review of its campaign; null: it has none. A mock one registers no number. */
  readonly campaign: (Review & { readonly isMock: boolean }) | null;
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
