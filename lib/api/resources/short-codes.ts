import { z } from "zod";
import { v1, v2010 } from "@/lib/api/dialect";
import { readSid } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import { toSid } from "@/lib/domain/sid";
import {
  fetchInPool,
  fetchOwnedSender,
  joinPool,
  leavePool,
  listInPool,
  listOwnedSenders,
  type OwnedSender,
  OwnedSenderProperties,
  SHORT_CODES,
  updateOwnedSender,
} from "@/lib/operations/owned-senders";

const Filter = z.object({ friendlyName: z.string().optional(), shortCode: z.string().optional() });

/** The account's short codes. */
export const shortCodes = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/SMS/ShortCodes/:ShortCodeSid",
  list: {
    key: "short_codes",
    prefix: "SC",
    run: (ctx, _path, page, params) => {
      const { friendlyName, shortCode: address } = readFields(Filter, params);
      return listOwnedSenders(ctx, { kinds: SHORT_CODES, friendlyName, address }, page);
    },
  },
  fetch: (ctx, { ShortCodeSid }) => fetchOwnedSender(ctx, ShortCodeSid, SHORT_CODES),
  update: (ctx, { ShortCodeSid }, params) =>
    updateOwnedSender(ctx, ShortCodeSid, readFields(OwnedSenderProperties, params), SHORT_CODES),
  serialize: (code: OwnedSender, { accountSid }) => {
    const sid = toSid("SC", code.id);
    return {
      account_sid: accountSid,
      api_version: "2010-04-01",
      date_created: code.createdAt,
      date_updated: code.updatedAt,
      friendly_name: code.friendlyName,
      short_code: code.address,
      sid,
      sms_fallback_method: code.smsFallbackMethod,
      sms_fallback_url: code.smsFallbackUrl,
      sms_method: code.smsMethod,
      sms_url: code.smsUrl,
      uri: `${v2010.prefix}/Accounts/${accountSid}/SMS/ShortCodes/${sid}.json`,
    };
  },
});

/** Those in a service's pool. */
export const poolShortCodes = defineResource({
  dialect: v1,
  path: "Services/:ServiceSid/ShortCodes/:ShortCodeSid",
  create: (ctx, { ServiceSid }, params) =>
    joinPool(ctx, ServiceSid, readSid(params, "ShortCodeSid", "SC"), { kinds: SHORT_CODES }),
  list: {
    key: "short_codes",
    prefix: "SC",
    run: (ctx, { ServiceSid }, page) => listInPool(ctx, ServiceSid, SHORT_CODES, page),
  },
  fetch: (ctx, { ServiceSid, ShortCodeSid }) => fetchInPool(ctx, ServiceSid, ShortCodeSid, SHORT_CODES),
  remove: (ctx, { ServiceSid, ShortCodeSid }) => leavePool(ctx, ServiceSid, ShortCodeSid, SHORT_CODES),
  serialize: (code: OwnedSender, { accountSid, origin }) => {
    const sid = toSid("SC", code.id);
    const serviceSid = toSid("MG", code.service?.id ?? "");
    return {
      sid,
      account_sid: accountSid,
      service_sid: serviceSid,
      date_created: code.joinedAt,
      date_updated: code.updatedAt,
      short_code: code.address,
      country_code: code.country,
      capabilities: code.mms ? ["SMS", "MMS"] : ["SMS"],
      url: `${origin}${v1.prefix}/Services/${serviceSid}/ShortCodes/${sid}`,
    };
  },
});
