import { v1 } from "@/lib/api/dialect";
import { one, type Params, readSid } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { stageOf } from "@/lib/domain/review";
import { toSid } from "@/lib/domain/sid";
import { editWindow, VERIFICATION_STATUSES, verificationStatus } from "@/lib/domain/toll-free-verification";
import {
  CreateVerification,
  createVerification,
  deleteVerification,
  fetchVerification,
  listVerifications,
  type TollFreeVerification,
  UpdateVerification,
  updateVerification,
  type VerificationFilter,
} from "@/lib/operations/toll-free-verifications";

/** Who texts from toll-free numbers, and why. @source behaviour §7.2; OpenAPI twilio_messaging_v1 */
export const tollFreeVerifications = defineResource({
  dialect: v1,
  path: "Tollfree/Verifications/:VerificationSid",
  create: (ctx, _path, params) => createVerification(ctx, readFields(CreateVerification, params)),
  list: {
    key: "verifications",
    prefix: "HH",
    run: (ctx, _path, page, params) => listVerifications(ctx, readFilter(params), page),
  },
  fetch: (ctx, { VerificationSid }) => fetchVerification(ctx, VerificationSid),
  update: async (ctx, { VerificationSid }, params) => {
    await fetchVerification(ctx, VerificationSid);
    return updateVerification(ctx, VerificationSid, readFields(UpdateVerification, params));
  },
  updateStatus: 202,
  remove: (ctx, { VerificationSid }) => deleteVerification(ctx, VerificationSid),
  serialize: (verification: TollFreeVerification, { origin, at }) => {
    const { details, number } = verification;
    const sid = toSid("HH", verification.id);
    const rejection = stageOf(verification, at) === "rejected" ? verification.rejection : null;
    const edit = editWindow(verification, at);
    return {
      sid,
      account_sid: toSid("AC", verification.accountId),
      customer_profile_sid: details.customerProfileSid ?? null,
      trust_product_sid: null,
      regulated_item_sid: null,
      date_created: verification.createdAt,
      date_updated: verification.updatedAt,
      business_name: details.businessName,
      business_street_address: details.businessStreetAddress ?? null,
      business_street_address2: details.businessStreetAddress2 ?? null,
      business_city: details.businessCity ?? null,
      business_state_province_region: details.businessStateProvinceRegion ?? null,
      business_postal_code: details.businessPostalCode ?? null,
      business_country: details.businessCountry ?? null,
      business_website: details.businessWebsite,
      business_contact_first_name: details.businessContactFirstName ?? null,
      business_contact_last_name: details.businessContactLastName ?? null,
      business_contact_email: details.businessContactEmail ?? null,
      business_contact_phone: details.businessContactPhone ?? null,
      notification_email: details.notificationEmail,
      use_case_categories: details.useCaseCategories,
      use_case_summary: details.useCaseSummary,
      production_message_sample: details.productionMessageSample,
      opt_in_image_urls: details.optInImageUrls,
      opt_in_type: details.optInType,
      message_volume: details.messageVolume,
      additional_information: details.additionalInformation ?? null,
      tollfree_phone_number_sid: toSid("PN", number.id),
      tollfree_phone_number: number.phoneNumber,
      status: verificationStatus(verification, at),
      url: `${origin}${v1.prefix}/Tollfree/Verifications/${sid}`,
      rejection_reason: rejection?.reason ?? null,
      error_code: rejection?.code ?? null,
      edit_expiration: edit?.until ?? null,
      edit_allowed: edit?.allowed ?? null,
      rejection_reasons: rejection && [{ code: rejection.code, reason: rejection.reason }],
      business_registration_number: details.businessRegistrationNumber ?? null,
      business_registration_authority: details.businessRegistrationAuthority ?? null,
      business_registration_country: details.businessRegistrationCountry ?? null,
      business_type: details.businessType ?? null,
      business_registration_phone_number: details.businessRegistrationPhoneNumber ?? null,
      doing_business_as: details.doingBusinessAs ?? null,
      opt_in_confirmation_message: details.optInConfirmationMessage ?? null,
      help_message_sample: details.helpMessageSample ?? null,
      privacy_policy_url: details.privacyPolicyUrl ?? null,
      terms_and_conditions_url: details.termsAndConditionsUrl ?? null,
      age_gated_content: details.ageGatedContent ?? false,
      opt_in_keywords: details.optInKeywords ?? [],
      resource_links: {},
      external_reference_id: verification.externalReferenceId,
      vetting_id: details.vettingId ?? null,
      vetting_provider: details.vettingProvider ?? null,
      vetting_id_expiration: null,
    };
  },
});

/** @throws Refusal 20001 a status nobody has, 20423 a malformed SID */
function readFilter(params: Params): VerificationFilter {
  const given = one(params, "Status");
  const status = VERIFICATION_STATUSES.find((known) => known === given);
  if (given && !status) throw new Refusal(20001, `Bad request: Status: Use ${VERIFICATION_STATUSES.join(", ")}`);
  return {
    numberId: one(params, "TollfreePhoneNumberSid") ? readSid(params, "TollfreePhoneNumberSid", "PN") : undefined,
    externalReferenceId: one(params, "ExternalReferenceId") || undefined,
    status,
    withSubaccounts: one(params, "IncludeSubAccounts")?.toLowerCase() === "true",
  };
}
