import { v1 } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { type Call, defineResource, readFields } from "@/lib/api/resource";
import { brandStatus, identityStatus, registryId, vettingStatus } from "@/lib/domain/brand";
import { moreInfo } from "@/lib/domain/errors";
import { type Review, stageOf } from "@/lib/domain/review";
import { toSid } from "@/lib/domain/sid";
import {
  type Brand,
  CreateBrand,
  CreateVetting,
  createBrand,
  createVetting,
  fetchBrand,
  fetchVetting,
  listBrands,
  listVettings,
  resubmitBrand,
  sendOtp,
  type Vetting,
} from "@/lib/operations/brands";

/** Brands as US carriers know them. @source behaviour §7.1; OpenAPI twilio_messaging_v1 */
const BASE = "a2p/BrandRegistrations";

const brandRegistrations = defineResource({
  dialect: v1,
  path: `${BASE}/:BrandSid`,
  create: (ctx, _path, params) => createBrand(ctx, readFields(CreateBrand, params)),
  list: { key: "data", prefix: "BN", run: (ctx, _path, page) => listBrands(ctx, page) },
  fetch: (ctx, { BrandSid }) => fetchBrand(ctx, BrandSid),
  update: (ctx, { BrandSid }) => resubmitBrand(ctx, BrandSid),
  updateStatus: 202,
  serialize: (brand: Brand, call) => {
    const url = urlOf(brand.id, call);
    const isDecided = ["approved", "suspended"].includes(stageOf(brand, call.at));
    const errors = errorsOf(brand, call.at);
    return {
      sid: toSid("BN", brand.id),
      account_sid: call.accountSid,
      customer_profile_bundle_sid: toSid("BU", brand.customerProfileId),
      a2p_profile_bundle_sid: toSid("BU", brand.a2pProfileId),
      date_created: brand.createdAt,
      date_updated: brand.updatedAt,
      brand_type: brand.type,
      status: brandStatus(brand, call.at),
      tcr_id: registryId(brand, call.at),
      failure_reason: errors[0]?.description ?? null,
      errors,
      url,
      brand_score: isDecided ? brand.score : null,
      brand_feedback: null,
      identity_status: identityStatus(brand, call.at),
      russell_3000: null,
      government_entity: null,
      tax_exempt_status: null,
      skip_automatic_sec_vet: brand.skipAutomaticSecVet,
      mock: brand.mock,
      links: { brand_vettings: `${url}/Vettings`, brand_registration_otps: `${url}/SmsOtp` },
    };
  },
});

const urlOf = (brandId: string, { origin }: Call) => `${origin}${v1.prefix}/${BASE}/${toSid("BN", brandId)}`;

/** Why something was turned down, as the wire lists it. @source OpenAPI (`errors`, examples) */
export function errorsOf(reviewed: Review, at: Date) {
  if (!reviewed.rejection || stageOf(reviewed, at) !== "rejected") return [];
  const { code, reason, fields } = reviewed.rejection;
  return [{ error_code: code, description: reason, fields, url: moreInfo(code) }];
}

const vettings = defineResource({
  dialect: v1,
  path: `${BASE}/:BrandSid/Vettings/:VettingSid`,
  create: async (ctx, { BrandSid }, params) => {
    await fetchBrand(ctx, BrandSid);
    return createVetting(ctx, BrandSid, readFields(CreateVetting, params));
  },
  list: {
    key: "data",
    prefix: "VT",
    run: (ctx, { BrandSid }, _page, params) => listVettings(ctx, BrandSid, one(params, "VettingProvider") || undefined),
  },
  fetch: (ctx, { BrandSid, VettingSid }) => fetchVetting(ctx, BrandSid, VettingSid),
  serialize: (vetting: Vetting, call) => ({
    account_sid: call.accountSid,
    brand_sid: toSid("BN", vetting.brandId),
    brand_vetting_sid: toSid("VT", vetting.id),
    vetting_provider: vetting.provider,
    vetting_id: vetting.reference,
    vetting_class: vetting.provider === "aegis" ? "STANDARD" : "POLITICAL",
    vetting_status: vettingStatus(vetting, call.at),
    date_created: vetting.createdAt,
    date_updated: vetting.updatedAt,
    url: `${urlOf(vetting.brandId, call)}/Vettings/${toSid("VT", vetting.id)}`,
  }),
});

const otps = defineResource({
  dialect: v1,
  path: `${BASE}/:BrandSid/SmsOtp`,
  create: (ctx, { BrandSid }) => sendOtp(ctx, BrandSid),
  serialize: (brand: Brand, { accountSid }) => ({
    account_sid: accountSid,
    brand_registration_sid: toSid("BN", brand.id),
  }),
});

export const brands = [brandRegistrations, vettings, otps];
