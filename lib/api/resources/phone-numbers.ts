import { z } from "zod";
import { v2010 } from "@/lib/api/dialect";
import type { Params } from "@/lib/api/params";
import { type Call, defineResource, readFields } from "@/lib/api/resource";
import type { Listing, Page } from "@/lib/domain/page";
import { parseTo } from "@/lib/domain/phone-number";
import type { NumberType } from "@/lib/domain/settings";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import {
  BuyNumber,
  BuyNumberOfType,
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

/** The account's numbers, all or of one type. */
const NUMBERS = "Accounts/:AccountSid/IncomingPhoneNumbers";

const listOf =
  (type?: NumberType) =>
  (ctx: Ctx, _path: unknown, page: Page, params: Params): Promise<Listing<OwnedNumber>> => {
    const { phoneNumber, friendlyName } = readFields(Filter, params);
    const e164 = phoneNumber && (parseTo(phoneNumber)?.e164 ?? phoneNumber);
    return listNumbers(ctx, { phoneNumber: e164, friendlyName, type }, page);
  };

export const phoneNumbers = defineResource({
  dialect: v2010,
  path: `${NUMBERS}/:PhoneNumberSid`,
  create: (ctx, _path, params) => buyNumber(ctx, readFields(BuyNumber, params)),
  rehearse: (ctx, _path, params) => rehearseBuying(ctx, readFields(BuyNumber, params)),
  list: { key: "incoming_phone_numbers", prefix: "PN", run: listOf() },
  fetch: (ctx, { PhoneNumberSid }) => fetchNumber(ctx, PhoneNumberSid),
  update: (ctx, { PhoneNumberSid }, params) => updateNumber(ctx, PhoneNumberSid, readFields(NumberProperties, params)),
  remove: (ctx, { PhoneNumberSid }) => releaseNumber(ctx, PhoneNumberSid),
  serialize: written,
});

const numbersOf = (type: NumberType, name: "Local" | "Mobile" | "TollFree") =>
  defineResource({
    dialect: v2010,
    path: `${NUMBERS}/${name}`,
    create: (ctx, _path, params) => buyNumber(ctx, { ...readFields(BuyNumberOfType, params), type }),
    list: { key: "incoming_phone_numbers", prefix: "PN", run: listOf(type) },
    serialize: (number: OwnedNumber, call) => {
      const { type: _known, ...rest } = written(number, call);
      return rest;
    },
  });

/** The same by type: a number of another type is not sold there. */
export const phoneNumbersByType = [
  numbersOf("local", "Local"),
  numbersOf("mobile", "Mobile"),
  numbersOf("toll-free", "TollFree"),
];

function written(number: OwnedNumber, { accountSid }: Call) {
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
}
