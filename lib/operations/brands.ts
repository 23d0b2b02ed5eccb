import { z } from "zod";
import {
  BRAND_TYPES,
  BRANDS_MAX,
  type Brand,
  isCampaignVerifyToken,
  RESUBMISSIONS_MAX,
  VETTED_SCORE,
  VETTING_PROVIDERS,
  VETTINGS_MAX,
  type Vetting,
} from "@/lib/domain/brand";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import { type Rejection, type Review, stageOf, submission } from "@/lib/domain/review";
import type { Ctx } from "@/lib/operations/ctx";
import { flag, sid, text } from "@/lib/operations/inputs";
import * as brands from "@/lib/store/brands";

export type { Brand, Vetting };

/** @source OpenAPI twilio_messaging_v1 (CreateBrandRegistrations) */
export const CreateBrand = z.object({
  customerProfileBundleSid: sid("BU"),
  a2PProfileBundleSid: sid("BU"),
  brandType: z.enum(BRAND_TYPES, "Use STANDARD or SOLE_PROPRIETOR").default("STANDARD"),
  mock: flag.default(false),
  skipAutomaticSecVet: flag.default(false),
});

/** The console asks for the name and makes the profiles, which nobody here looks into. */
export const RegisterBrand = z.object({
  businessName: text(1, 255).trim(),
  brandType: CreateBrand.shape.brandType,
  mock: flag.default(false),
});

/** @source OpenAPI twilio_messaging_v1 (CreateBrandVetting) */
export const CreateVetting = z.object({
  vettingProvider: z.enum(VETTING_PROVIDERS, "Use campaign-verify or aegis"),
  vettingId: text(1, 500).optional(),
});

/** Hands something in, as this account has it reviewed. @param rejection what the rule says */
export async function handIn(ctx: Ctx, rejection: Rejection | null = null): Promise<Review> {
  const account = await ctx.settings.account(ctx.accountId);
  return submission(ctx.now(), account?.reviewSeconds ?? null, rejection);
}

/**
 * Hands in a brand.
 * @throws Refusal 20409 when the account has 100 brands
 */
export async function createBrand(
  ctx: Ctx,
  { customerProfileBundleSid, a2PProfileBundleSid, brandType, ...input }: z.infer<typeof CreateBrand>,
  businessName: string | null = null,
): Promise<Brand> {
  if ((await brands.count(ctx.db, ctx.accountId)) >= BRANDS_MAX) {
    throw new Refusal(20409, `The account has ${BRANDS_MAX} brands`);
  }
  return brands.insert(ctx.db, ctx.accountId, {
    ...input,
    id: ctx.newId(),
    businessName,
    type: brandType,
    customerProfileId: customerProfileBundleSid,
    a2pProfileId: a2PProfileBundleSid,
    score: brandType === "STANDARD" && !input.skipAutomaticSecVet ? VETTED_SCORE : null,
    review: await handIn(ctx),
  });
}

/** Hands in a brand by its name. @throws Refusal as {@link createBrand} */
export async function registerBrand(
  ctx: Ctx,
  { businessName, brandType, mock }: z.infer<typeof RegisterBrand>,
): Promise<Brand> {
  const profiles = { customerProfileBundleSid: ctx.newId(), a2PProfileBundleSid: ctx.newId() };
  return createBrand(ctx, { ...profiles, brandType, mock, skipAutomaticSecVet: false }, businessName);
}

/** @throws Refusal 20404 if it is not this account's */
export async function fetchBrand(ctx: Ctx, id: string): Promise<Brand> {
  const found = await brands.find(ctx.db, ctx.accountId, id);
  if (!found) throw new Refusal(20404);
  return found;
}

/** Newest first. */
export async function listBrands(ctx: Ctx, page: Page): Promise<Listing<Brand>> {
  return brands.list(ctx.db, ctx.accountId, page);
}

/**
 * Hands a failed brand in again.
 * @throws Refusal 20404, 21725 it did not fail, 21724 it was handed in again three times
 * @source behaviour §7.1
 */
export async function resubmitBrand(ctx: Ctx, id: string): Promise<Brand> {
  const brand = await fetchBrand(ctx, id);
  if (stageOf(brand, ctx.now()) !== "rejected") throw new Refusal(21725);
  const again = await brands.resubmit(ctx.db, ctx.accountId, id, await handIn(ctx), RESUBMISSIONS_MAX);
  if (!again) throw new Refusal(21724);
  return again;
}

/**
 * Sends the owner of a sole proprietor's brand a code again, which they answer by themselves here.
 * @throws Refusal 20404, 20409 it is no approved brand of a sole proprietor
 * @source behaviour §7.1; twilio.com/docs/api/errors/30752
 */
export async function sendOtp(ctx: Ctx, id: string): Promise<Brand> {
  const brand = await fetchBrand(ctx, id);
  if (brand.type !== "SOLE_PROPRIETOR" || stageOf(brand, ctx.now()) !== "approved") {
    throw new Refusal(20409, "Codes are sent for approved brands of sole proprietors");
  }
  await brands.noteOtp(ctx.db, ctx.accountId, id, ctx.now());
  return fetchBrand(ctx, id);
}

/**
 * Imports what a third party found out about a brand.
 * @throws Refusal 20404, 21721 the brand is no approved standard one, 21722 no token of Campaign Verify, 20409 it has 20
 */
export async function createVetting(ctx: Ctx, brandId: string, input: z.infer<typeof CreateVetting>): Promise<Vetting> {
  const brand = await fetchBrand(ctx, brandId);
  const { vettingProvider: provider, vettingId = null } = input;
  if (provider === "campaign-verify" && !isCampaignVerifyToken(vettingId ?? "")) throw new Refusal(21722);
  if (brand.type !== "STANDARD" || stageOf(brand, ctx.now()) !== "approved") throw new Refusal(21721);
  if (brand.vettings.length >= VETTINGS_MAX) throw new Refusal(20409, `The brand has ${VETTINGS_MAX} vettings`);
  const review = await handIn(ctx);
  return brands.insertVetting(ctx.db, ctx.accountId, {
    id: ctx.newId(),
    brandId,
    provider,
    reference: vettingId,
    review,
  });
}

/** @throws Refusal 20404 */
export async function fetchVetting(ctx: Ctx, brandId: string, id: string): Promise<Vetting> {
  const found = (await fetchBrand(ctx, brandId)).vettings.find((vetting) => vetting.id === id);
  if (!found) throw new Refusal(20404);
  return found;
}

/** All of a brand's, newest first. @throws Refusal 20404 */
export async function listVettings(ctx: Ctx, brandId: string, provider?: string): Promise<Listing<Vetting>> {
  const { vettings } = await fetchBrand(ctx, brandId);
  return { rows: vettings.filter((vetting) => provider === undefined || vetting.provider === provider) };
}
