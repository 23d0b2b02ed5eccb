import { own } from "@/lib/api/dialect";
import type { ParamDocs } from "@/lib/api/docs";
import { defineResource, readFields } from "@/lib/api/resource";
import { toSid } from "@/lib/domain/sid";
import {
  CreateOwnedSender,
  createOwnedSender,
  fetchOwnedSender,
  listOwnedSenders,
  type OwnedSender,
  OwnedSenderProperties,
  releaseOwnedSender,
  updateOwnedSender,
} from "@/lib/operations/owned-senders";

const PROPERTIES: ParamDocs = {
  FriendlyName: { about: "A name for people." },
  SmsUrl: { type: "uri", about: "Told of messages that come in." },
  SmsMethod: { type: "GET|POST", about: "How it is told." },
  SmsFallbackUrl: { type: "uri", about: "Told when SmsUrl fails." },
  SmsFallbackMethod: { type: "GET|POST", about: "How it is told." },
};

/**
 * Short codes and channel addresses that the account has. Twilio's wire has no words for getting one: there they come by
 * order and approval, here from the simulated carrier.
 */
export const ownedSenders = defineResource({
  dialect: own,
  path: "Senders/:SenderSid",
  create: (ctx, _path, params) => createOwnedSender(ctx, readFields(CreateOwnedSender, params)),
  list: { key: "senders", prefix: "XE", run: (ctx, _path, page) => listOwnedSenders(ctx, {}, page) },
  fetch: (ctx, { SenderSid }) => fetchOwnedSender(ctx, SenderSid),
  update: (ctx, { SenderSid }, params) => updateOwnedSender(ctx, SenderSid, readFields(OwnedSenderProperties, params)),
  remove: (ctx, { SenderSid }) => releaseOwnedSender(ctx, SenderSid),
  docs: {
    about: {
      list: "The account's short codes and channel addresses.",
      read: "A short code or channel address.",
      create: "Takes one that is free in the installation.",
      update: "Changes what is given and nothing else.",
      delete: "Gives it back.",
    },
    params: {
      create: {
        Address: { required: true, about: "3 to 6 digits; or whatsapp:, messenger: or rcs: and the address there." },
        Country: { about: "Of a short code: two letters." },
        ...PROPERTIES,
      },
      update: PROPERTIES,
    },
    row: {
      account_sid: "sid AC",
      sid: "sid SC XE",
      kind: "short-code|whatsapp|messenger|rcs",
      address: "string",
      country: "string|null",
      friendly_name: "string",
      sms_url: "uri|null",
      sms_method: "GET|POST",
      sms_fallback_url: "uri|null",
      sms_fallback_method: "GET|POST",
      service_sid: "sid MG|null",
      date_created: "date-time-rfc-2822",
      date_updated: "date-time-rfc-2822",
    },
  },
  serialize: (sender: OwnedSender, { accountSid }) => ({
    account_sid: accountSid,
    sid: toSid(sender.kind === "short-code" ? "SC" : "XE", sender.id),
    kind: sender.kind,
    address: sender.address,
    country: sender.country,
    friendly_name: sender.friendlyName,
    sms_url: sender.smsUrl,
    sms_method: sender.smsMethod,
    sms_fallback_url: sender.smsFallbackUrl,
    sms_fallback_method: sender.smsFallbackMethod,
    service_sid: sender.service && toSid("MG", sender.service.id),
    date_created: sender.createdAt,
    date_updated: sender.updatedAt,
  }),
});
