import { v1 } from "@/lib/api/dialect";
import { one, readSid } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import { errorsOf } from "@/lib/api/resources/brands";
import { CAMPAIGN_ID, type CampaignUsecase, campaignRate, campaignStatus, registryIdOf } from "@/lib/domain/campaign";
import { toSid } from "@/lib/domain/sid";
import {
  type Campaign,
  CreateCampaign,
  CreateExternalCampaign,
  createCampaign,
  createExternalCampaign,
  deleteCampaign,
  fetchCampaign,
  findCampaign,
  listUsecases,
  UpdateCampaign,
  updateCampaign,
} from "@/lib/operations/campaigns";
import { fetchService } from "@/lib/operations/services";

/** What a service's long codes send to the US. @source behaviour §6.3; OpenAPI twilio_messaging_v1 */
const SID = toSid("QE", CAMPAIGN_ID);

const usAppToPerson = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid/Compliance/Usa2p/:CampaignSid",
  create: async (ctx, { ServiceSid }, params) => {
    await fetchService(ctx, ServiceSid);
    return createCampaign(ctx, ServiceSid, readFields(CreateCampaign, params, 21727));
  },
  list: {
    key: "compliance",
    prefix: "QE",
    run: async (ctx, { ServiceSid }) => {
      const campaign = await findCampaign(ctx, ServiceSid);
      return { rows: campaign ? [campaign] : [] };
    },
  },
  fetch: (ctx, { ServiceSid, CampaignSid }) => fetchCampaign(ctx, ServiceSid, CampaignSid),
  update: async (ctx, { ServiceSid, CampaignSid }, params) => {
    await fetchCampaign(ctx, ServiceSid, CampaignSid);
    return updateCampaign(ctx, ServiceSid, CampaignSid, readFields(UpdateCampaign, params, 21727));
  },
  remove: (ctx, { ServiceSid, CampaignSid }) => deleteCampaign(ctx, ServiceSid, CampaignSid),
  serialize: (campaign: Campaign, { accountSid, origin, at }) => {
    const status = campaignStatus(campaign, at);
    const serviceSid = toSid("MG", campaign.serviceId);
    return {
      sid: SID,
      account_sid: accountSid,
      brand_registration_sid: campaign.brand && toSid("BN", campaign.brand.id),
      messaging_service_sid: serviceSid,
      description: campaign.description,
      message_samples: campaign.messageSamples,
      us_app_to_person_usecase: campaign.usecase,
      has_embedded_links: campaign.hasEmbeddedLinks,
      has_embedded_phone: campaign.hasEmbeddedPhone,
      subscriber_opt_in: campaign.subscriberOptIn,
      age_gated: campaign.ageGated,
      direct_lending: campaign.directLending,
      campaign_status: status,
      campaign_id: registryIdOf(campaign, at),
      is_externally_registered: campaign.brand === null,
      rate_limits: status === "VERIFIED" ? rateLimits(campaign) : null,
      message_flow: campaign.messageFlow,
      opt_in_message: campaign.optInMessage,
      opt_out_message: campaign.optOutMessage,
      help_message: campaign.helpMessage,
      opt_in_keywords: campaign.optInKeywords,
      opt_out_keywords: campaign.optOutKeywords,
      help_keywords: campaign.helpKeywords,
      privacy_policy_url: campaign.privacyPolicyUrl,
      terms_and_conditions_url: campaign.termsAndConditionsUrl,
      date_created: campaign.createdAt,
      date_updated: campaign.updatedAt,
      url: `${origin}${v1.prefix}/Services/${serviceSid}/Compliance/Usa2p/${SID}`,
      mock: campaign.brand?.mock ?? false,
      errors: errorsOf(campaign, at),
    };
  },
});

function rateLimits({ usecase, brand }: Campaign) {
  const { att, tmobile } = campaignRate(usecase, brand);
  return { att, tmobile };
}

const campaignUsecases = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid/Compliance/Usa2p/Usecases",
  fetch: (ctx, { ServiceSid }, params) => {
    const given = one(params, "BrandRegistrationSid");
    return listUsecases(ctx, ServiceSid, given ? readSid(params, "BrandRegistrationSid", "BN") : undefined);
  },
  serialize: (usecases: readonly CampaignUsecase[]) => ({ us_app_to_person_usecases: usecases }),
});

const preregistered = defineResource({
  dialect: v1,
  path: "Services/PreregisteredUsa2p",
  create: (ctx, _path, params) => createExternalCampaign(ctx, readFields(CreateExternalCampaign, params)),
  serialize: (campaign: Campaign, { accountSid }) => ({
    sid: SID,
    account_sid: accountSid,
    campaign_id: campaign.externalId,
    messaging_service_sid: toSid("MG", campaign.serviceId),
    date_created: campaign.createdAt,
  }),
});

export const campaigns = [usAppToPerson, campaignUsecases, preregistered];
