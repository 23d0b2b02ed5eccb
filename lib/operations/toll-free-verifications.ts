import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import {
  BUSINESS_TYPES,
  editWindow,
  OPT_IN_TYPES,
  REGISTRATION_AUTHORITIES,
  TOLL_FREE_USECASES,
  type TollFreeVerification,
  verificationRejection,
} from "@/lib/domain/toll-free-verification";
import { handIn } from "@/lib/operations/brands";
import type { Ctx } from "@/lib/operations/ctx";
import { flag, pageUrl, sid, text } from "@/lib/operations/inputs";
import { fetchNumber } from "@/lib/operations/phone-numbers";
import * as verifications from "@/lib/store/toll-free-verifications";

export type { VerificationFilter } from "@/lib/store/toll-free-verifications";
export type { TollFreeVerification };

const email = z.email("Enter an e-mail address").max(254, "Use at most 254 characters");
const phone = z.string("Use a text").regex(/^\+[1-9]\d{6,14}$/, "Enter a number with country code, like +14155550134");
const country = z.string("Use a text").regex(/^[A-Z]{2}$/, "Use a two-letter country code, like US");

/** What a verification says. @source OpenAPI twilio_messaging_v1 (CreateTollfreeVerification); lengths are our choice */
const Details = z.object({
  businessName: text(1, 255),
  businessWebsite: text(1, 2_048),
  notificationEmail: email,
  useCaseCategories: z
    .array(z.enum(TOLL_FREE_USECASES, "Use the names of the documentation, like MARKETING"), "Choose at least one")
    .min(1, "Choose at least one")
    .max(TOLL_FREE_USECASES.length, "Choose each once"),
  useCaseSummary: text(1, 1_000),
  productionMessageSample: text(1, 1_600),
  optInImageUrls: z.array(pageUrl).min(1, "Give at least one URL").max(10, "Give at most 10 URLs"),
  optInType: z.enum(OPT_IN_TYPES, "Use a way of the documentation, like WEB_FORM"),
  messageVolume: z
    .string("Use a text")
    .regex(/^\d{1,3}(,?\d{3}){0,3}\+?$/, "Use a number of messages a month, like 1,000"),
  businessStreetAddress: text(1, 255).optional(),
  businessStreetAddress2: text(0, 255).optional(),
  businessCity: text(1, 255).optional(),
  businessStateProvinceRegion: text(1, 255).optional(),
  businessPostalCode: text(1, 32).optional(),
  businessCountry: country.optional(),
  additionalInformation: text(0, 1_000).optional(),
  businessContactFirstName: text(1, 255).optional(),
  businessContactLastName: text(1, 255).optional(),
  businessContactEmail: email.optional(),
  businessContactPhone: phone.optional(),
  businessRegistrationNumber: text(1, 64).optional(),
  businessRegistrationAuthority: z.enum(REGISTRATION_AUTHORITIES, "Use an authority of the documentation").optional(),
  businessRegistrationCountry: country.optional(),
  businessType: z.enum(BUSINESS_TYPES, "Use a type of the documentation, like PRIVATE_PROFIT").optional(),
  businessRegistrationPhoneNumber: phone.optional(),
  doingBusinessAs: text(0, 255).optional(),
  optInConfirmationMessage: text(0, 1_600).optional(),
  helpMessageSample: text(0, 1_600).optional(),
  privacyPolicyUrl: pageUrl.optional(),
  termsAndConditionsUrl: pageUrl.optional(),
  ageGatedContent: flag.optional(),
  optInKeywords: z.array(text(1, 255)).max(50, "Give at most 50 keywords").optional(),
  vettingProvider: z.enum(["CAMPAIGN_VERIFY"], "Use CAMPAIGN_VERIFY").optional(),
  vettingId: text(1, 500).optional(),
});

export const CreateVerification = Details.extend({
  tollfreePhoneNumberSid: sid("PN"),
  customerProfileSid: z
    .string("Use a text")
    .regex(/^BU[0-9a-fA-F]{32}$/, "Use a SID: BU and 32 hexadecimal digits")
    .optional(),
  externalReferenceId: text(1, 255).optional(),
});

/** `EditReason` is what reviewers read; nothing is kept of it. @source OpenAPI (UpdateTollfreeVerification) */
export const UpdateVerification = Details.partial();

/**
 * Hands in a verification of a toll-free number; approved, it may text the US and Canada.
 * @throws Refusal 20404 no such number, 20001 it is not toll-free, 20409 it has one
 * @source behaviour §7.2
 */
export async function createVerification(
  ctx: Ctx,
  { tollfreePhoneNumberSid: numberId, externalReferenceId, ...details }: z.infer<typeof CreateVerification>,
): Promise<TollFreeVerification> {
  const number = await fetchNumber(ctx, numberId);
  if (number.type !== "toll-free") {
    throw new Refusal(20001, "Bad request: TollfreePhoneNumberSid: The number is not toll-free");
  }
  const made = await verifications.insert(ctx.db, ctx.accountId, {
    id: ctx.newId(),
    numberId,
    externalReferenceId: externalReferenceId ?? null,
    details,
    review: await handIn(ctx, verificationRejection(details)),
  });
  if (!made) throw new Refusal(20409, "The number has a verification. Edit or delete that one");
  return made;
}

/** @throws Refusal 20404 if it is not this account's */
export async function fetchVerification(ctx: Ctx, id: string): Promise<TollFreeVerification> {
  const found = await verifications.find(ctx.db, ctx.accountId, id);
  if (!found) throw new Refusal(20404);
  return found;
}

/** Newest first. */
export async function listVerifications(
  ctx: Ctx,
  filter: verifications.VerificationFilter,
  page: Page,
): Promise<Listing<TollFreeVerification>> {
  return verifications.list(ctx.db, ctx.accountId, filter, page, ctx.now());
}

/**
 * Corrects a verification that is not approved, which hands it in again.
 * @throws Refusal 20404, 30437 it was rejected and may not be corrected any more, 20409 it is approved
 * @source behaviour §7.2
 */
export async function updateVerification(
  ctx: Ctx,
  id: string,
  input: z.infer<typeof UpdateVerification>,
): Promise<TollFreeVerification> {
  const verification = await fetchVerification(ctx, id);
  if (editWindow(verification, ctx.now())?.allowed === false) throw new Refusal(30437);
  const details = { ...verification.details, ...input };
  const review = await handIn(ctx, verificationRejection(details));
  const again = await verifications.resubmit(ctx.db, ctx.accountId, id, { details, review });
  if (!again) throw new Refusal(20409, "The verification is approved and stays as it was reviewed");
  return again;
}

/** Takes a verification back: its number is unverified again. @throws Refusal 20404 */
export async function deleteVerification(ctx: Ctx, id: string): Promise<void> {
  if (!(await verifications.remove(ctx.db, ctx.accountId, id))) throw new Refusal(20404);
}
