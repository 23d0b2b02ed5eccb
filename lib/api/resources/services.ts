import { own, v1 } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { stageOf } from "@/lib/domain/review";
import { USECASE_TEXTS } from "@/lib/domain/service";
import { toSid } from "@/lib/domain/sid";
import {
  CallbackSettings,
  createService,
  deleteService,
  fetchService,
  listServices,
  type Service,
  ServiceProperties,
  updateService,
} from "@/lib/operations/services";

const Update = ServiceProperties.partial();

/** @source behaviour §6.1 (`links`) */
const LINKS = {
  phone_numbers: "PhoneNumbers",
  short_codes: "ShortCodes",
  alpha_senders: "AlphaSenders",
  messages: "Messages",
  us_app_to_person: "Compliance/Usa2p",
  us_app_to_person_usecases: "Compliance/Usa2p/Usecases",
  channel_senders: "ChannelSenders",
  destination_alpha_senders: "DestinationAlphaSenders",
};

export const services = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid",
  create: (ctx, _path, params) => createService(ctx, readFields(ServiceProperties, params)),
  list: { key: "services", prefix: "MG", run: (ctx, _path, page) => listServices(ctx, page) },
  fetch: (ctx, { ServiceSid }) => fetchService(ctx, ServiceSid),
  update: (ctx, { ServiceSid }, params) => updateService(ctx, ServiceSid, readFields(Update, params)),
  remove: (ctx, { ServiceSid }) => deleteService(ctx, ServiceSid),
  serialize: (service: Service, { accountSid, origin, at }) => {
    const sid = toSid("MG", service.id);
    const url = `${origin}${v1.prefix}/Services/${sid}`;
    return {
      account_sid: accountSid,
      sid,
      date_created: service.createdAt,
      date_updated: service.updatedAt,
      friendly_name: service.friendlyName,
      inbound_request_url: service.inboundRequestUrl,
      inbound_method: service.inboundMethod,
      fallback_url: service.fallbackUrl,
      fallback_method: service.fallbackMethod,
      status_callback: service.statusCallback,
      sticky_sender: service.stickySender,
      smart_encoding: service.smartEncoding,
      mms_converter: service.mmsConverter,
      fallback_to_long_code: service.fallbackToLongCode,
      scan_message_content: service.scanMessageContent,
      area_code_geomatch: service.areaCodeGeomatch,
      validity_period: service.validityPeriod,
      synchronous_validation: service.synchronousValidation,
      usecase: service.usecase,
      us_app_to_person_registered: service.campaign !== null && stageOf(service.campaign, at) === "approved",
      use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
      sending_windows: [],
      links: Object.fromEntries(Object.entries(LINKS).map(([name, path]) => [name, `${url}/${path}`])),
      url,
    };
  },
});

/** What a service can be for. @source behaviour §6.1; OpenAPI (FetchUsecase) */
export const serviceUsecases = defineResource({
  dialect: v1,
  path: "Services/Usecases",
  fetch: () => USECASE_TEXTS,
  serialize: (usecases: typeof USECASE_TEXTS) => ({ usecases }),
});

/** What a service has beside the properties of the wire: how its status callbacks are told. */
export const callbackSettings = defineResource({
  dialect: own,
  path: "Services/:ServiceSid",
  fetch: (ctx, { ServiceSid }) => fetchService(ctx, ServiceSid),
  update: (ctx, { ServiceSid }, params) => updateService(ctx, ServiceSid, readFields(CallbackSettings, params)),
  docs: {
    about: {
      read: "How a service's status callbacks are told.",
      update: "Sets how a service's status callbacks are told.",
    },
    params: {
      update: {
        DurableCallbacks: { type: "boolean", about: "A callback that fails is tried for 28 hours." },
        NumberedCallbacks: { type: "boolean", about: "Callbacks carry EventSequence and EventTimestamp." },
      },
    },
    row: {
      account_sid: "sid AC",
      sid: "sid MG",
      date_updated: "date-time-rfc-2822",
      durable_callbacks: "boolean",
      numbered_callbacks: "boolean",
    },
  },
  serialize: (service: Service, { accountSid }) => ({
    account_sid: accountSid,
    sid: toSid("MG", service.id),
    date_updated: service.updatedAt,
    durable_callbacks: service.durableCallbacks,
    numbered_callbacks: service.numberedCallbacks,
  }),
});
