import { z } from "zod";
import { v2010 } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { parseTo } from "@/lib/domain/phone-number";
import { toSid } from "@/lib/domain/sid";
import {
  BuyNumber,
  buyNumber,
  fetchNumber,
  listNumbers,
  NumberProperties,
  type OwnedNumber,
  releaseNumber,
  updateNumber,
} from "@/lib/operations/phone-numbers";
import { rehearseBuying } from "@/lib/operations/rehearsal";

const Filter = z.object({ phoneNumber: z.string().optional(), friendlyName: z.string().optional() });

export const phoneNumbers = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/IncomingPhoneNumbers/:PhoneNumberSid",
  create: (ctx, _path, params) => buyNumber(ctx, readFields(BuyNumber, params)),
  rehearse: (ctx, _path, params) => rehearseBuying(ctx, readFields(BuyNumber, params)),
  list: {
    key: "incoming_phone_numbers",
    prefix: "PN",
    run: (ctx, _path, page, params) => {
      const { phoneNumber, friendlyName } = readFields(Filter, params);
      return listNumbers(
        ctx,
        { phoneNumber: phoneNumber && (parseTo(phoneNumber)?.e164 ?? phoneNumber), friendlyName },
        page,
      );
    },
  },
  fetch: (ctx, { PhoneNumberSid }) => fetchNumber(ctx, PhoneNumberSid),
  update: (ctx, { PhoneNumberSid }, params) => updateNumber(ctx, PhoneNumberSid, readFields(NumberProperties, params)),
  remove: (ctx, { PhoneNumberSid }) => releaseNumber(ctx, PhoneNumberSid),
  serialize: (number: OwnedNumber, { accountSid }) => {
    const sid = toSid("PN", number.id);
    return {
      account_sid: accountSid,
      address_requirements: "none",
      address_sid: null,
      api_version: "2010-04-01",
      beta: false,
      bundle_sid: null,
      capabilities: { ...number.capabilities, fax: false },
      date_created: number.createdAt,
      date_updated: number.updatedAt,
      emergency_address_sid: null,
      emergency_address_status: "unregistered",
      emergency_status: "Inactive",
      friendly_name: number.friendlyName,
      identity_sid: null,
      origin: "twilio",
      phone_number: number.phoneNumber,
      sid,
      sms_application_sid: "",
      sms_fallback_method: number.smsFallbackMethod,
      sms_fallback_url: number.smsFallbackUrl ?? "",
      sms_method: number.smsMethod,
      sms_url: number.smsUrl ?? "",
      status: "in-use",
      status_callback: number.statusCallback ?? "",
      status_callback_method: number.statusCallbackMethod,
      trunk_sid: null,
      type: number.type,
      uri: `${v2010.prefix}/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
      voice_application_sid: "",
      voice_caller_id_lookup: false,
      voice_fallback_method: number.voiceFallbackMethod,
      voice_fallback_url: number.voiceFallbackUrl,
      voice_method: number.voiceMethod,
      voice_receive_mode: "voice",
      voice_url: number.voiceUrl,
    };
  },
});
