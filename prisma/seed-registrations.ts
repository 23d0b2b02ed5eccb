import { toSid } from "@/lib/domain/sid";
import { listBrands, registerBrand } from "@/lib/operations/brands";
import { CreateCampaign, createCampaign } from "@/lib/operations/campaigns";
import type { Ctx } from "@/lib/operations/ctx";

const CAMPAIGN = {
  description: "Reminds patients of their appointments, and asks them to confirm or to move them.",
  messageFlow: "Patients tick a box on the paper form at their first visit, which says how often they will be texted.",
  messageSamples: [
    "Owl Dental: your appointment is on Tuesday at 9:00. Reply YES to confirm.",
    "Owl Dental: you have an appointment tomorrow. Reply STOP to opt out.",
  ],
  usAppToPersonUsecase: "ACCOUNT_NOTIFICATION",
  hasEmbeddedLinks: false,
  hasEmbeddedPhone: false,
};

/**
 * Registers a brand, and a campaign of it for a service, long enough ago that both are approved. Once.
 * @param then and `later` the context at two moments, the second after the brand's review
 */
export async function registerOnce(then: Ctx, later: Ctx, serviceId: string): Promise<void> {
  if ((await listBrands(then, { limit: 1 })).rows.length > 0) return;
  const brand = await registerBrand(then, { businessName: "Owl Dental, Inc.", brandType: "STANDARD", mock: false });
  const said = CreateCampaign.parse({ ...CAMPAIGN, brandRegistrationSid: toSid("BN", brand.id) });
  await createCampaign(later, serviceId, said);
}
