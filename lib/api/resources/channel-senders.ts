import { v1 } from "@/lib/api/dialect";
import { readSid } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { toSid } from "@/lib/domain/sid";
import {
  CHANNELS,
  fetchInPool,
  joinPool,
  leavePool,
  listInPool,
  type OwnedSender,
} from "@/lib/operations/owned-senders";

/** @source OpenAPI (examples of `sender_type`; the official "Messanger" of one of them is a slip) */
const SENDER_TYPE: Readonly<Record<OwnedSender["kind"], string>> = {
  whatsapp: "WhatsApp",
  messenger: "Messenger",
  rcs: "RCS",
  "short-code": "ShortCode",
};

export const channelSenders = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid/ChannelSenders/:ChannelSenderSid",
  create: (ctx, { ServiceSid }, params) => joinPool(ctx, ServiceSid, readSid(params, "Sid", "XE"), { kinds: CHANNELS }),
  list: {
    key: "senders",
    prefix: "XE",
    run: (ctx, { ServiceSid }, page) => listInPool(ctx, ServiceSid, CHANNELS, page),
  },
  fetch: (ctx, { ServiceSid, ChannelSenderSid }) => fetchInPool(ctx, ServiceSid, ChannelSenderSid, CHANNELS),
  remove: (ctx, { ServiceSid, ChannelSenderSid }) => leavePool(ctx, ServiceSid, ChannelSenderSid, CHANNELS),
  serialize: (sender: OwnedSender, { accountSid, origin }) => {
    const sid = toSid("XE", sender.id);
    const serviceSid = toSid("MG", sender.service?.id ?? "");
    return {
      account_sid: accountSid,
      messaging_service_sid: serviceSid,
      sid,
      sender: sender.address,
      sender_type: SENDER_TYPE[sender.kind],
      country_code: sender.country,
      date_created: sender.joinedAt,
      date_updated: sender.updatedAt,
      url: `${origin}${v1.prefix}/Services/${serviceSid}/ChannelSenders/${sid}`,
    };
  },
});
