import { own, v1 } from "@/lib/api/dialect";
import { one, readSid } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { toSid } from "@/lib/domain/sid";
import {
  addSender,
  fetchSender,
  listSenders,
  type PoolSender,
  pauseSenders,
  removeSender,
} from "@/lib/operations/sender-pool";

export const senderPool = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid/PhoneNumbers/:PhoneNumberSid",
  create: (ctx, { ServiceSid }, params) => addSender(ctx, ServiceSid, readSid(params, "PhoneNumberSid", "PN")),
  list: {
    key: "phone_numbers",
    prefix: "PN",
    run: (ctx, { ServiceSid }, page) => listSenders(ctx, ServiceSid, page),
  },
  fetch: (ctx, { ServiceSid, PhoneNumberSid }) => fetchSender(ctx, ServiceSid, PhoneNumberSid),
  remove: (ctx, { ServiceSid, PhoneNumberSid }) => removeSender(ctx, ServiceSid, PhoneNumberSid),
  serialize: ({ serviceId, number, addedAt, updatedAt }: PoolSender, { accountSid, origin }) => {
    const sid = toSid("PN", number.id);
    const serviceSid = toSid("MG", serviceId);
    const { mms, sms, voice } = number.capabilities;
    return {
      sid,
      account_sid: accountSid,
      service_sid: serviceSid,
      date_created: addedAt,
      date_updated: updatedAt,
      phone_number: number.phoneNumber,
      country_code: number.country,
      capabilities: [...(mms ? ["MMS"] : []), ...(sms ? ["SMS"] : []), ...(voice ? ["Voice"] : [])],
      url: `${origin}${v1.prefix}/Services/${serviceSid}/PhoneNumbers/${sid}`,
    };
  },
});

/** What Twilio's wire has no words for: whether a sender is in its pool's choice. */
export const senderPause = defineResource({
  dialect: own,
  path: "Services/:ServiceSid/PhoneNumbers/:PhoneNumberSid",
  fetch: (ctx, { ServiceSid, PhoneNumberSid }) => fetchSender(ctx, ServiceSid, PhoneNumberSid),
  update: async (ctx, { ServiceSid, PhoneNumberSid }, params) => {
    await fetchSender(ctx, ServiceSid, PhoneNumberSid);
    const paused = one(params, "Paused")?.toLowerCase();
    if (paused !== "true" && paused !== "false") throw new Refusal(20001, "Bad request: Paused: Use true or false");
    await pauseSenders(ctx, ServiceSid, [PhoneNumberSid], { paused: paused === "true" });
    return fetchSender(ctx, ServiceSid, PhoneNumberSid);
  },
  docs: {
    about: {
      read: "Whether a number is in its pool's choice.",
      update: "Takes a number out of its pool's choice, or in again. What waits for it still leaves.",
    },
    params: { update: { Paused: { type: "boolean", required: true, about: "Whether it is passed over." } } },
    row: {
      sid: "sid PN",
      account_sid: "sid AC",
      service_sid: "sid MG",
      phone_number: "string",
      paused: "boolean",
      date_paused: "date-time-rfc-2822|null",
    },
  },
  serialize: ({ serviceId, number, pausedAt }: PoolSender, { accountSid }) => ({
    sid: toSid("PN", number.id),
    account_sid: accountSid,
    service_sid: toSid("MG", serviceId),
    phone_number: number.phoneNumber,
    paused: pausedAt !== null,
    date_paused: pausedAt,
  }),
});
