import type { BrandType } from "@/lib/domain/brand";
import { type Rejection, type Review, type ReviewStage, stageOf } from "@/lib/domain/review";
import type { Usecase } from "@/lib/domain/service";

/** What a service sends to the US from its long codes. @source behaviour §6.3; OpenAPI (us_app_to_person) */
export type Campaign = Review & {
  readonly id: string;
  readonly accountId: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** Null: it was registered elsewhere. */
  readonly brand: {
    readonly id: string;
    readonly businessName: string | null;
    readonly type: BrandType;
    readonly mock: boolean;
    readonly score: number | null;
  } | null;
  /** Its name at The Campaign Registry, of one that was registered elsewhere. */
  readonly externalId: string | null;
  readonly description: string | null;
  readonly messageFlow: string | null;
  readonly messageSamples: readonly string[];
  readonly usecase: string | null;
  readonly hasEmbeddedLinks: boolean | null;
  readonly hasEmbeddedPhone: boolean | null;
  readonly subscriberOptIn: boolean | null;
  readonly ageGated: boolean | null;
  readonly directLending: boolean | null;
  readonly optInMessage: string | null;
  readonly optOutMessage: string | null;
  readonly helpMessage: string | null;
  readonly optInKeywords: readonly string[];
  readonly optOutKeywords: readonly string[];
  readonly helpKeywords: readonly string[];
  readonly privacyPolicyUrl: string | null;
  readonly termsAndConditionsUrl: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/**
 * The wire's name of the campaign of whatever service is asked about.
 * @source behaviour §6.3: the same for everybody, so it names something only inside a service
 */
export const CAMPAIGN_ID = "2c6890da-8086-d771-620e-9b13fadeba0b";

/** Campaigns of a brand; a sole proprietor has one. @source behaviour §3.4 (21732), §6.3; 50 is our choice */
export const campaignsMax = (type: BrandType): number => (type === "SOLE_PROPRIETOR" ? 1 : 50);

/** A number joins a verified campaign so long after it joined the service, ms. @source behaviour §6.2 (30035); our choice */
export const NUMBER_JOINS_MS = 2_000;

export type CampaignStatus = "PENDING" | "IN_PROGRESS" | "VERIFIED" | "FAILED" | "SUSPENDED";

const STATUS: Record<ReviewStage, CampaignStatus> = {
  submitted: "PENDING",
  "in-review": "IN_PROGRESS",
  approved: "VERIFIED",
  rejected: "FAILED",
  suspended: "SUSPENDED",
};

export const campaignStatus = (campaign: Review, now: Date): CampaignStatus => STATUS[stageOf(campaign, now)];

/** Its name at The Campaign Registry, which it has once it is verified. @source behaviour §6.3 (`campaign_id`) */
export function registryIdOf(campaign: Campaign, now: Date): string | null {
  if (campaign.externalId) return campaign.externalId;
  const stage = stageOf(campaign, now);
  return stage === "approved" || stage === "suspended" ? `C${campaign.id.slice(-6).toUpperCase()}` : null;
}

/** Segments a second of all its numbers together, and what each carrier calls it. */
export type CampaignRate = {
  readonly segmentsPerSecond: number;
  readonly att: { readonly mps: number; readonly msg_class: string };
  readonly tmobile: { readonly brand_tier: "TOP" | "UPPER_MID" | "LOWER_MID" | "LOW" };
};

/**
 * How fast a campaign may send, by its kind and its brand's score.
 * @source behaviour §7.1 (throughput by trust score); the share of a carrier and the classes are our choice
 */
export function campaignRate(
  usecase: string | null,
  brand: { readonly type: BrandType; readonly score: number | null } | null,
): CampaignRate {
  if (brand?.type === "SOLE_PROPRIETOR") return rate(1, 0.25, "W", "LOW");
  if (usecase === "LOW_VOLUME") return rate(3.75, 1.25, "T", "LOW");
  // One registered elsewhere comes without its brand: the middle is taken.
  const score = brand ? (brand.score ?? 0) : 50;
  if (score >= 75) return rate(225, 75, "A", "TOP");
  if (score >= 50) return rate(120, 40, "C", "UPPER_MID");
  return rate(12, 4, "E", score >= 25 ? "LOWER_MID" : "LOW");
}

const rate = (
  segmentsPerSecond: number,
  mps: number,
  msgClass: string,
  tier: CampaignRate["tmobile"]["brand_tier"],
): CampaignRate => ({ segmentsPerSecond, att: { mps, msg_class: msgClass }, tmobile: { brand_tier: tier } });

/** What a campaign can be for. @source OpenAPI (us_app_to_person_usecase, example) */
export type CampaignUsecase = {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly post_approval_required: boolean;
};

const usecase = (code: string, name: string, description: string, isSpecial = false): CampaignUsecase => ({
  code,
  name,
  description,
  post_approval_required: isSpecial,
});

const STANDARD: readonly CampaignUsecase[] = [
  usecase("2FA", "Two-Factor authentication (2FA)", "Two-Factor authentication, one-time use password, password reset"),
  usecase(
    "ACCOUNT_NOTIFICATION",
    "Account Notification",
    "All reminders, alerts, and notifications. (Examples include: flight delayed, hotel booked, appointment reminders.)",
  ),
  usecase(
    "AGENTS_FRANCHISES",
    "Agents and Franchises",
    "For brands that have multiple agents, franchises or offices in the same brand vertical, but require individual localised numbers per agent/location/office.",
    true,
  ),
  usecase("CHARITY", "Charity", "Includes:  5013C Charity\nDoes not include: Religious organizations"),
  usecase(
    "PROXY",
    "Proxy",
    "Peer-to-peer app-based group messaging with proxy/pooled numbers (For example: GroupMe)\nSupporting personalized services and non-exposure of personal numbers for enterprise or A2P communications. (Examples include: Uber and AirBnb.)",
    true,
  ),
  usecase("CUSTOMER_CARE", "Customer Care", "All customer care messaging, including account management and support"),
  usecase(
    "DELIVERY_NOTIFICATION",
    "Delivery Notification",
    "Information about the status of the delivery of a product or service",
  ),
  usecase(
    "EMERGENCY",
    "Emergency",
    "Notification services designed to support public safety / health during natural disasters, armed conflicts, pandemics and other national or regional emergencies",
    true,
  ),
  usecase("FRAUD_ALERT", "Fraud Alert Messaging", "Fraud alert notification"),
  usecase(
    "HIGHER_EDUCATION",
    "Higher Education",
    'For campaigns created on behalf of Colleges or Universities and will also include School Districts etc that fall outside of any "free to the consumer" messaging model',
  ),
  usecase(
    "K12_EDUCATION",
    "K-12 Education",
    "Campaigns created for messaging platforms that support schools from grades K-12 and distance learning centers. This is not for Post-Secondary schools.",
    true,
  ),
  usecase(
    "LOW_VOLUME",
    "Low Volume Mixed",
    "Low throughput, any combination of use-cases. Examples include:  test, demo accounts",
  ),
  usecase("MARKETING", "Marketing", "Any communication with marketing and/or promotional content"),
  usecase("MIXED", "Mixed", "Mixed messaging reserved for specific consumer service industry"),
  usecase(
    "POLITICAL",
    "Political",
    "Part of organized effort to influence decision making of specific group. All campaigns to be verified",
  ),
  usecase("POLLING_VOTING", "Polling and voting", "Polling and voting"),
  usecase(
    "PUBLIC_SERVICE_ANNOUNCEMENT",
    "Public Service Announcement",
    "An informational message that is meant to raise the audience awareness about an important issue",
  ),
  usecase(
    "SECURITY_ALERT",
    "Security Alert",
    "A notification that the security of a system, either software or hardware, has been compromised in some way and there is an action you need to take",
  ),
  usecase(
    "SOCIAL",
    "Social",
    "Communication within or between closed communities (For example: influencers alerts)",
    true,
  ),
  usecase("SWEEPSTAKE", "Sweepstake", "Sweepstake", true),
];

const SOLE_PROPRIETOR: readonly CampaignUsecase[] = [
  usecase(
    "SOLE_PROPRIETOR",
    "Sole Proprietor",
    "Low throughput, any combination of use-cases, for a business of one person without a tax ID",
  ),
];

/** What the campaigns of a brand of this type can be for. @source behaviour §6.3 */
export const usecasesOf = (type: BrandType): readonly CampaignUsecase[] =>
  type === "SOLE_PROPRIETOR" ? SOLE_PROPRIETOR : STANDARD;

/** Whether anybody's campaign can be for this. @source behaviour §3.4 (21720) */
export const isUsecase = (code: string): boolean =>
  [...STANDARD, ...SOLE_PROPRIETOR].some((known) => known.code === code);

/**
 * Whether what a service is for rules a campaign out: codes are no marketing, and marketing is no code.
 * @source behaviour §3.4 (21719); which pairs is our choice
 */
export function conflicts(service: Usecase, campaign: string): boolean {
  if (service === "verification") return ["MARKETING", "SWEEPSTAKE", "POLITICAL", "CHARITY"].includes(campaign);
  return service === "marketing" && campaign === "2FA";
}

/** What is answered to the words STOP and HELP when a campaign says nothing else. @source OpenAPI (createWithDefaults) */
export const CAMPAIGN_DEFAULTS = {
  optOutMessage:
    "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  helpMessage: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
  optOutKeywords: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"],
  helpKeywords: ["HELP", "INFO"],
};

/** What reviewers turn campaigns down for. @source twilio.com/docs/api/errors (30885 … 30899); OpenAPI (30897) */
export const CAMPAIGN_REJECTIONS: readonly Rejection[] = [
  {
    code: 30886,
    reason: "The campaign submission has been reviewed and it was rejected because of invalid campaign description.",
    fields: ["DESCRIPTION"],
  },
  {
    code: 30893,
    reason:
      "The campaign submission has been reviewed and it was rejected because of inconsistency between sample message and use case.",
    fields: ["MESSAGE_SAMPLES", "USE_CASE"],
  },
  {
    code: 30889,
    reason:
      "The campaign submission has been reviewed and it was rejected because of the embedded phone number selection.",
    fields: ["HAS_EMBEDDED_PHONE", "MESSAGE_SAMPLES"],
  },
  {
    code: 30897,
    reason: "The campaign submission has been reviewed and it was rejected due to Disallowed Content.",
    fields: ["MESSAGE_FLOW"],
  },
  {
    code: 30885,
    reason: "The campaign submission has been reviewed and it was rejected because it is considered High Risk.",
    fields: [],
  },
  { code: 30899, reason: "The campaign registration failed because of carrier rejection(s).", fields: [] },
];

/**
 * What the rule says of a campaign: samples must show the phone numbers it says it sends.
 * @source twilio.com/docs/api/errors/30889
 */
export function campaignRejection(campaign: {
  readonly hasEmbeddedPhone: boolean;
  readonly messageSamples: readonly string[];
}): Rejection | null {
  const shown = campaign.messageSamples.some((sample) => /\d[\d\s().-]{5,}\d/.test(sample));
  return campaign.hasEmbeddedPhone && !shown ? (CAMPAIGN_REJECTIONS.find(({ code }) => code === 30889) ?? null) : null;
}
