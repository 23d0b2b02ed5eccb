import { v1 } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { type Call, defineResource, readFields } from "@/lib/api/resource";
import { toSid } from "@/lib/domain/sid";
import {
  AddAlphaSender,
  type AlphaSender,
  addAlphaSender,
  fetchAlphaSender,
  listAlphaSenders,
  removeAlphaSender,
} from "@/lib/operations/alpha-senders";

const written = (name: AlphaSender, list: string, { accountSid, origin }: Call) => {
  const sid = toSid("AI", name.id);
  const serviceSid = toSid("MG", name.serviceId);
  return {
    sid,
    account_sid: accountSid,
    service_sid: serviceSid,
    date_created: name.createdAt,
    date_updated: name.updatedAt,
    alpha_sender: name.name,
    capabilities: ["SMS"],
    url: `${origin}${v1.prefix}/Services/${serviceSid}/${list}/${sid}`,
  };
};

const OWN = { forDestination: false } as const;

/** The name a service has of its own. */
export const alphaSenders = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid/AlphaSenders/:AlphaSenderSid",
  create: (ctx, { ServiceSid }, params) => addAlphaSender(ctx, ServiceSid, readFields(AddAlphaSender, params), OWN),
  list: {
    key: "alpha_senders",
    prefix: "AI",
    run: (ctx, { ServiceSid }, page) => listAlphaSenders(ctx, ServiceSid, OWN, page),
  },
  fetch: (ctx, { ServiceSid, AlphaSenderSid }) => fetchAlphaSender(ctx, ServiceSid, AlphaSenderSid, OWN),
  remove: (ctx, { ServiceSid, AlphaSenderSid }) => removeAlphaSender(ctx, ServiceSid, AlphaSenderSid, OWN),
  serialize: (name: AlphaSender, call) => written(name, "AlphaSenders", call),
});

const FOR_DESTINATIONS = { forDestination: true } as const;

/** The names it shows in one country each, and one for all others. */
export const destinationAlphaSenders = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid/DestinationAlphaSenders/:AlphaSenderSid",
  create: (ctx, { ServiceSid }, params) =>
    addAlphaSender(ctx, ServiceSid, readFields(AddAlphaSender, params), FOR_DESTINATIONS),
  list: {
    key: "alpha_senders",
    prefix: "AI",
    run: (ctx, { ServiceSid }, page, params) => {
      const country = one(params, "IsoCountryCode")?.toUpperCase() || undefined;
      return listAlphaSenders(ctx, ServiceSid, { ...FOR_DESTINATIONS, country }, page);
    },
  },
  fetch: (ctx, { ServiceSid, AlphaSenderSid }) => fetchAlphaSender(ctx, ServiceSid, AlphaSenderSid, FOR_DESTINATIONS),
  remove: (ctx, { ServiceSid, AlphaSenderSid }) => removeAlphaSender(ctx, ServiceSid, AlphaSenderSid, FOR_DESTINATIONS),
  serialize: (name: AlphaSender, call) => ({
    ...written(name, "DestinationAlphaSenders", call),
    iso_country_code: name.country,
  }),
});
