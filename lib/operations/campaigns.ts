import { z } from "zod";
import { isUsable } from "@/lib/domain/brand";
import {
  CAMPAIGN_DEFAULTS,
  CAMPAIGN_ID,
  type Campaign,
  type CampaignUsecase,
  campaignRejection,
  campaignsMax,
  conflicts,
  isUsecase,
  usecasesOf,
} from "@/lib/domain/campaign";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import { stageOf } from "@/lib/domain/review";
import { fetchBrand, handIn } from "@/lib/operations/brands";
import type { Ctx } from "@/lib/operations/ctx";
import { flag, pageUrl, sid, text } from "@/lib/operations/inputs";
import { fetchService } from "@/lib/operations/services";
import * as brands from "@/lib/store/brands";
import * as campaigns from "@/lib/store/campaigns";

export type { Campaign };

const LENGTH = { code: 21728 } as const;
const keywords = z
  .array(z.string().regex(/^[a-zA-Z0-9]{1,255}$/, "Use words of letters and digits"))
  .max(50, "Use at most 50 keywords")
  .refine((words) => words.join().length <= 255, "Use at most 255 characters together")
  .meta(LENGTH);
const answer = text(20, 320).meta(LENGTH);

/** What a campaign says of its messages. @source behaviour §6.3; OpenAPI (UpdateUsAppToPerson) */
const CampaignFields = z.object({
  description: text(40, 4_096).meta(LENGTH),
  messageFlow: text(40, 2_048).meta(LENGTH),
  messageSamples: z.array(text(20, 1_024)).min(2, "Give 2 to 5 samples").max(5, "Give 2 to 5 samples").meta(LENGTH),
  hasEmbeddedLinks: flag,
  hasEmbeddedPhone: flag,
  privacyPolicyUrl: pageUrl.optional(),
  termsAndConditionsUrl: pageUrl.optional(),
});

/** @source OpenAPI twilio_messaging_v1 (CreateUsAppToPerson) */
export const CreateCampaign = z.object({
  brandRegistrationSid: sid("BN"),
  usAppToPersonUsecase: text(1, 64),
  ...CampaignFields.shape,
  optInMessage: answer.optional(),
  optOutMessage: answer.default(CAMPAIGN_DEFAULTS.optOutMessage),
  helpMessage: answer.default(CAMPAIGN_DEFAULTS.helpMessage),
  optInKeywords: keywords.default([]),
  optOutKeywords: keywords.default(CAMPAIGN_DEFAULTS.optOutKeywords),
  helpKeywords: keywords.default(CAMPAIGN_DEFAULTS.helpKeywords),
  subscriberOptIn: flag.default(true),
  ageGated: flag.default(false),
  directLending: flag.default(false),
});

/** @source OpenAPI twilio_messaging_v1 (UpdateUsAppToPerson) */
export const UpdateCampaign = CampaignFields.extend({ ageGated: flag, directLending: flag });

/** @source OpenAPI twilio_messaging_v1 (CreateExternalCampaign) */
export const CreateExternalCampaign = z.object({
  campaignId: z.string("Use a text").regex(/^[A-Za-z0-9]{1,64}$/, "Use the campaign's ID at its registry, as C1A2B3C"),
  messagingServiceSid: sid("MG"),
  cnpMigration: flag.optional(),
});

/**
 * Hands in the campaign of a service; once it is verified, the service's US long codes are registered.
 * @throws Refusal 20404 no such service, 21717 brand not usable, or not for this use case, 21719, 21720, 21731, 21732,
 * 20409 the service has a campaign
 * @source behaviour §6.3, §3.4
 */
export async function createCampaign(
  ctx: Ctx,
  serviceId: string,
  { brandRegistrationSid: brandId, usAppToPersonUsecase: usecase, ...fields }: z.infer<typeof CreateCampaign>,
): Promise<Campaign> {
  const service = await fetchService(ctx, serviceId);
  if (!isUsecase(usecase)) throw new Refusal(21720);
  const brand = await brands.find(ctx.db, ctx.accountId, brandId);
  if (!brand) throw new Refusal(21717);
  if (stageOf(brand, ctx.now()) === "suspended") throw new Refusal(21731);
  const fits = usecasesOf(brand.type).some(({ code }) => code === usecase);
  if (!fits || !isUsable(brand, ctx.now())) throw new Refusal(21717);
  if (conflicts(service.usecase, usecase)) throw new Refusal(21719);
  const { findOfService, countOfBrand, insert } = campaigns;
  if (await findOfService(ctx.db, ctx.accountId, serviceId)) throw hasOne();
  if ((await countOfBrand(ctx.db, ctx.accountId, brandId)) >= campaignsMax(brand.type)) throw new Refusal(21732);
  const review = await handIn(ctx, campaignRejection(fields));
  const made = await insert(ctx.db, ctx.accountId, { ...fields, id: ctx.newId(), serviceId, brandId, usecase, review });
  if (!made) throw hasOne();
  return made;
}

/**
 * Takes over a campaign that was registered elsewhere: it holds at once.
 * @throws Refusal 20404 no such service, 20409 the service has a campaign
 */
export async function createExternalCampaign(
  ctx: Ctx,
  { campaignId: externalId, messagingServiceSid: serviceId }: z.infer<typeof CreateExternalCampaign>,
): Promise<Campaign> {
  await fetchService(ctx, serviceId);
  const now = ctx.now();
  const review = { submittedAt: now, decidedAt: now, rejection: null, suspendedAt: null };
  const made = await campaigns.insert(ctx.db, ctx.accountId, { id: ctx.newId(), serviceId, externalId, review });
  if (!made) throw hasOne();
  return made;
}

const hasOne = () => new Refusal(20409, "The Messaging Service has a campaign. Delete it first");

/** What campaigns of this brand can be for; without one, of a standard brand. @throws Refusal 20404 no such service or brand */
export async function listUsecases(
  ctx: Ctx,
  serviceId: string,
  brandId: string | undefined,
): Promise<readonly CampaignUsecase[]> {
  await fetchService(ctx, serviceId);
  return usecasesOf(brandId === undefined ? "STANDARD" : (await fetchBrand(ctx, brandId)).type);
}

/** @returns undefined when the service has none @throws Refusal 20404 no such service */
export async function findCampaign(ctx: Ctx, serviceId: string): Promise<Campaign | undefined> {
  await fetchService(ctx, serviceId);
  return campaigns.findOfService(ctx.db, ctx.accountId, serviceId);
}

/** @param id what the wire calls the campaign of any service @throws Refusal 20404 */
export async function fetchCampaign(ctx: Ctx, serviceId: string, id: string): Promise<Campaign> {
  const found = id === CAMPAIGN_ID ? await findCampaign(ctx, serviceId) : undefined;
  if (!found) throw new Refusal(20404);
  return found;
}

/** The campaigns of all services, newest first. */
export async function listCampaigns(ctx: Ctx, page: Page): Promise<Listing<Campaign>> {
  return campaigns.list(ctx.db, ctx.accountId, page);
}

/**
 * Changes a campaign that is not verified, which hands it in again.
 * @throws Refusal 20404, 21729 it is suspended, 20409 it is verified
 * @source behaviour §6.3; that a verified one stays as it was reviewed is our choice
 */
export async function updateCampaign(
  ctx: Ctx,
  serviceId: string,
  id: string,
  fields: z.infer<typeof UpdateCampaign>,
): Promise<Campaign> {
  const campaign = await fetchCampaign(ctx, serviceId, id);
  if (stageOf(campaign, ctx.now()) === "suspended") throw new Refusal(21729);
  const review = await handIn(ctx, campaignRejection(fields));
  const again = await campaigns.resubmit(ctx.db, ctx.accountId, serviceId, { ...fields, review });
  if (!again) throw new Refusal(20409, "A verified campaign stays as it was reviewed. Delete it and register another");
  return again;
}

/** Ends a campaign: the service's US long codes are registered no longer. @throws Refusal 20404 */
export async function deleteCampaign(ctx: Ctx, serviceId: string, id: string): Promise<void> {
  await fetchCampaign(ctx, serviceId, id);
  await campaigns.remove(ctx.db, ctx.accountId, serviceId);
}
