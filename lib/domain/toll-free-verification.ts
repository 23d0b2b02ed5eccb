import { type Rejection, type Review, type ReviewStage, stageOf } from "@/lib/domain/review";

export const TOLL_FREE_USECASES = [
  "TWO_FACTOR_AUTHENTICATION",
  "ACCOUNT_NOTIFICATIONS",
  "CUSTOMER_CARE",
  "CHARITY_NONPROFIT",
  "DELIVERY_NOTIFICATIONS",
  "FRAUD_ALERT_MESSAGING",
  "EVENTS",
  "HIGHER_EDUCATION",
  "K12",
  "MARKETING",
  "POLLING_AND_VOTING_NON_POLITICAL",
  "POLITICAL_ELECTION_CAMPAIGNS",
  "PUBLIC_SERVICE_ANNOUNCEMENT",
  "SECURITY_ALERT",
] as const;

export const OPT_IN_TYPES = [
  "VERBAL",
  "WEB_FORM",
  "PAPER_FORM",
  "VIA_TEXT",
  "MOBILE_QR_CODE",
  "IMPORT",
  "IMPORT_PLEASE_REPLACE",
] as const;

export const BUSINESS_TYPES = [
  "PRIVATE_PROFIT",
  "PUBLIC_PROFIT",
  "SOLE_PROPRIETOR",
  "NON_PROFIT",
  "GOVERNMENT",
] as const;

export const REGISTRATION_AUTHORITIES = [
  "EIN",
  "CBN",
  "CRN",
  "PROVINCIAL_NUMBER",
  "VAT",
  "ACN",
  "ABN",
  "BRN",
  "SIREN",
  "SIRET",
  "NZBN",
  "USt-IdNr",
  "CIF",
  "NIF",
  "CNPJ",
  "UID",
  "NEQ",
  "OTHER",
] as const;

/** What a business says of itself and of what it sends. @source OpenAPI (tollfree_verification); behaviour §7.2 */
export type VerificationDetails = {
  readonly businessName: string;
  readonly businessWebsite: string;
  readonly notificationEmail: string;
  readonly useCaseCategories: readonly (typeof TOLL_FREE_USECASES)[number][];
  readonly useCaseSummary: string;
  readonly productionMessageSample: string;
  readonly optInImageUrls: readonly string[];
  readonly optInType: (typeof OPT_IN_TYPES)[number];
  readonly messageVolume: string;
  readonly customerProfileSid?: string | undefined;
  readonly businessStreetAddress?: string | undefined;
  readonly businessStreetAddress2?: string | undefined;
  readonly businessCity?: string | undefined;
  readonly businessStateProvinceRegion?: string | undefined;
  readonly businessPostalCode?: string | undefined;
  readonly businessCountry?: string | undefined;
  readonly additionalInformation?: string | undefined;
  readonly businessContactFirstName?: string | undefined;
  readonly businessContactLastName?: string | undefined;
  readonly businessContactEmail?: string | undefined;
  readonly businessContactPhone?: string | undefined;
  readonly businessRegistrationNumber?: string | undefined;
  readonly businessRegistrationAuthority?: (typeof REGISTRATION_AUTHORITIES)[number] | undefined;
  readonly businessRegistrationCountry?: string | undefined;
  readonly businessType?: (typeof BUSINESS_TYPES)[number] | undefined;
  readonly businessRegistrationPhoneNumber?: string | undefined;
  readonly doingBusinessAs?: string | undefined;
  readonly optInConfirmationMessage?: string | undefined;
  readonly helpMessageSample?: string | undefined;
  readonly privacyPolicyUrl?: string | undefined;
  readonly termsAndConditionsUrl?: string | undefined;
  readonly ageGatedContent?: boolean | undefined;
  readonly optInKeywords?: readonly string[] | undefined;
  readonly vettingProvider?: "CAMPAIGN_VERIFY" | undefined;
  readonly vettingId?: string | undefined;
};

export type TollFreeVerification = Review & {
  readonly id: string;
  readonly accountId: string;
  readonly number: { readonly id: string; readonly phoneNumber: string };
  readonly externalReferenceId: string | null;
  readonly details: VerificationDetails;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const VERIFICATION_STATUSES = ["PENDING_REVIEW", "IN_REVIEW", "TWILIO_APPROVED", "TWILIO_REJECTED"] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

const STATUS: Record<ReviewStage, VerificationStatus> = {
  submitted: "PENDING_REVIEW",
  "in-review": "IN_REVIEW",
  approved: "TWILIO_APPROVED",
  rejected: "TWILIO_REJECTED",
  suspended: "TWILIO_REJECTED",
};

export const verificationStatus = (verification: Review, now: Date): VerificationStatus =>
  STATUS[stageOf(verification, now)];

/** A rejected verification may be corrected for so long, ms. @source behaviour §7.2 (`edit_expiration`); 7 days: our choice */
const EDIT_MS = 7 * 24 * 3_600_000;

/** What nobody may text about is rejected for good. @source twilio.com/docs/api/errors (30460, 30464) */
const FORBIDDEN = [30460, 30464];

/** Whether, and until when, a rejected verification may be corrected; null: it is not rejected. @source behaviour §7.2 */
export function editWindow(
  verification: Review,
  now: Date,
): { readonly allowed: boolean; readonly until: Date } | null {
  const { decidedAt, rejection } = verification;
  if (!decidedAt || !rejection || stageOf(verification, now) !== "rejected") return null;
  const until = new Date(decidedAt.getTime() + EDIT_MS);
  return { allowed: now < until && !FORBIDDEN.includes(rejection.code), until };
}

/** What reviewers turn verifications down for. @source twilio.com/docs/api/errors (30451 … 30511) */
export const VERIFICATION_REJECTIONS: readonly Rejection[] = [
  { code: 30511, reason: "Verbal consent script must be provided", fields: ["additional_information"] },
  { code: 30501, reason: "Political campaigns require a Campaign Verify token", fields: ["vetting_id"] },
  { code: 30451, reason: "Address invalid", fields: ["business_street_address"] },
  { code: 30464, reason: "Disallowed: Cryptocurrency", fields: ["use_case_summary"] },
  { code: 30460, reason: "Disallowed: Third Party Debt Collection", fields: ["use_case_summary"] },
];

/**
 * What the rule says of a verification.
 * @source twilio.com/docs/api/errors (30501: politics without a token, 30511: verbal consent without its script)
 */
export function verificationRejection(details: VerificationDetails): Rejection | null {
  const because = (code: number) => VERIFICATION_REJECTIONS.find((known) => known.code === code) ?? null;
  if (details.useCaseCategories.includes("POLITICAL_ELECTION_CAMPAIGNS") && !details.vettingId) return because(30501);
  if (details.optInType === "VERBAL" && !details.additionalInformation) return because(30511);
  return null;
}
