import { own } from "@/lib/api/dialect";
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
