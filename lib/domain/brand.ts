import { type Rejection, type Review, type ReviewStage, stageOf } from "@/lib/domain/review";

export const BRAND_TYPES = ["STANDARD", "SOLE_PROPRIETOR"] as const;
export type BrandType = (typeof BRAND_TYPES)[number];

/** A business as US carriers know it. @source behaviour §7.1; OpenAPI twilio_messaging_v1 (brand_registrations) */
export type Brand = Review & {
  readonly id: string;
  readonly accountId: string;
  /** What the console calls it; the wire has no name. */
  readonly businessName: string | null;
  readonly type: BrandType;
  readonly customerProfileId: string;
  readonly a2pProfileId: string;
  /** For trying things out: its campaigns register no number. */
  readonly mock: boolean;
  readonly skipAutomaticSecVet: boolean;
  /** 0–100, told once it is approved; null: never vetted. */
  readonly score: number | null;
  /** How often it was handed in again. */
  readonly resubmissions: number;
  /** When its owner was last sent a code, if asked for. */
  readonly otpSentAt: Date | null;
  readonly vettings: readonly Vetting[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const VETTING_PROVIDERS = ["campaign-verify", "aegis"] as const;
export type VettingProvider = (typeof VETTING_PROVIDERS)[number];

/** What a third party found out about a brand. @source OpenAPI (brand_vetting) */
export type Vetting = Review & {
  readonly id: string;
  readonly accountId: string;
  readonly brandId: string;
  readonly provider: VettingProvider;
  /** Its name there. */
  readonly reference: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Brands an account can have, vettings a brand, and how often a brand can be handed in again. Our choice. */
export const BRANDS_MAX = 100;
export const VETTINGS_MAX = 20;
export const RESUBMISSIONS_MAX = 3;

/** What secondary vetting finds while a rule reviews. Our choice: enough for 225 segments a second. */
export const VETTED_SCORE = 75;

/** A sole proprietor has answered the code by then, ms. Our choice, for the sandbox. */
export const OTP_ANSWERED_MS = 5_000;

export type BrandStatus = "PENDING" | "IN_REVIEW" | "APPROVED" | "FAILED" | "SUSPENDED";

const STATUS: Record<ReviewStage, BrandStatus> = {
  submitted: "PENDING",
  "in-review": "IN_REVIEW",
  approved: "APPROVED",
  rejected: "FAILED",
  suspended: "SUSPENDED",
};

export const brandStatus = (brand: Review, now: Date): BrandStatus => STATUS[stageOf(brand, now)];

export type IdentityStatus = "SELF_DECLARED" | "UNVERIFIED" | "VERIFIED" | "VETTED_VERIFIED";

/**
 * How sure carriers are whose brand it is. A sole proprietor is once they have answered a code, which is sent with the
 * approval and may be asked for again; everybody else is with the approval, and more so by a vetting.
 * @source behaviour §7.1; twilio.com/docs/api/errors/30752
 */
export function identityStatus(brand: Brand, now: Date): IdentityStatus {
  const stage = stageOf(brand, now);
  if (brand.type === "SOLE_PROPRIETOR") {
    const sentAt = Math.max(brand.decidedAt?.getTime() ?? 0, brand.otpSentAt?.getTime() ?? 0);
    return stage === "approved" && now.getTime() >= sentAt + OTP_ANSWERED_MS ? "VERIFIED" : "UNVERIFIED";
  }
  if (stage === "rejected") return "UNVERIFIED";
  if (stage !== "approved") return "SELF_DECLARED";
  return brand.vettings.some((vetting) => stageOf(vetting, now) === "approved") ? "VETTED_VERIFIED" : "VERIFIED";
}

/** Whether campaigns may be registered for it. @source behaviour §3.4 (21717) */
export const isUsable = (brand: Brand, now: Date): boolean =>
  stageOf(brand, now) === "approved" && (brand.type === "STANDARD" || identityStatus(brand, now) === "VERIFIED");

/** Its name at The Campaign Registry, which it has once it is approved. @source OpenAPI (`tcr_id`) */
export function registryId(brand: Brand, now: Date): string | null {
  const stage = stageOf(brand, now);
  return stage === "approved" || stage === "suspended" ? `B${brand.id.slice(-6).toUpperCase()}` : null;
}

export type VettingStatus = "PENDING" | "IN_PROGRESS" | "SUCCESS" | "FAILED";

const VETTING_STATUS: Record<ReviewStage, VettingStatus> = {
  submitted: "PENDING",
  "in-review": "IN_PROGRESS",
  approved: "SUCCESS",
  rejected: "FAILED",
  suspended: "FAILED",
};

export const vettingStatus = (vetting: Vetting, now: Date): VettingStatus => VETTING_STATUS[stageOf(vetting, now)];

/** A token of Campaign Verify: parts between bars, the first `cv`. @source OpenAPI (brand_vetting, example) */
export const isCampaignVerifyToken = (text: string): boolean => /^cv\|[^|]+(\|[^|]+){4,}$/.test(text);

/** What reviewers turn brands down for. @source twilio.com/docs/api/errors (30701, 30729, 30751, 30799) */
export const BRAND_REJECTIONS: readonly Rejection[] = [
  { code: 30799, reason: "The details of the registration could not be verified.", fields: ["business_name"] },
  { code: 30701, reason: "Invalid State/Region/Province.", fields: ["region"] },
  {
    code: 30729,
    reason: "The country of the business is not one that brands are taken from.",
    fields: ["iso_country"],
  },
  { code: 30751, reason: "The mobile phone number cannot receive the code.", fields: ["mobile_phone_number"] },
];

/** What reviewers turn vettings down for. @source twilio.com/docs/api/errors (21722) */
export const VETTING_REJECTIONS: readonly Rejection[] = [
  { code: 21722, reason: "The vetting is not known to its provider, or has expired.", fields: ["vetting_id"] },
];
