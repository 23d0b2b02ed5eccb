import { channelOf } from "@/lib/domain/address";
import type { Message } from "@/lib/domain/message";
import type { MessageStatus } from "@/lib/domain/message-status";
import { countryOf } from "@/lib/domain/phone-number";
import { toSid } from "@/lib/domain/sid";

/** Decoded values by name, in the order they are sent. */
export type Params = Record<string, string>;

const API_VERSION = "2010-04-01";

type Told = Pick<Message, "id" | "accountId" | "serviceId" | "to" | "from" | "numMedia">;

/** A message with media has another prefix. @source behaviour §1.3 */
export const messageSid = ({ id, numMedia }: Pick<Message, "id" | "numMedia">): string =>
  toSid(numMedia > 0 ? "MM" : "SM", id);

/**
 * The parameters of a status callback. `From` is left out while no sender was chosen; the error code is told of failures
 * only. Messages on a channel say which, and who sent them there.
 * @param facts `doneAt`: when the carrier was done with it, as its receipt says
 * @source behaviour §4.1
 */
export function statusCallbackParams(
  message: Told & Pick<Message, "senderId">,
  status: MessageStatus,
  { errorCode, doneAt }: { errorCode?: number | null | undefined; doneAt?: Date | null | undefined } = {},
): Params {
  const sid = messageSid(message);
  const params: Params = {};
  if (errorCode && (status === "failed" || status === "undelivered")) params.ErrorCode = String(errorCode);
  if (doneAt && (status === "delivered" || status === "undelivered")) params.RawDlrDoneDate = rawDlrDate(doneAt);
  params.SmsSid = sid;
  params.SmsStatus = status;
  params.MessageStatus = status;
  params.To = message.to;
  if (message.serviceId !== null) params.MessagingServiceSid = toSid("MG", message.serviceId);
  params.MessageSid = sid;
  params.AccountSid = toSid("AC", message.accountId);
  if (message.from !== null) params.From = message.from;
  params.ApiVersion = API_VERSION;
  const channel = channelOf(message.from ?? message.to);
  if (channel !== "sms") {
    params.ChannelPrefix = channel;
    if (message.senderId !== null) params.ChannelInstallSid = toSid("XE", message.senderId);
    if (status === "read") params.EventType = "READ";
  }
  return params;
}

/**
 * The same callback, numbered: `EventSequence` is the number of the event in its message's story, which grows and may have
 * gaps, `EventTimestamp` when it happened, in ISO 8601 (UTC, with milliseconds). A receiver that keeps the highest number
 * it saw of a message is never led back.
 * @param event `at` when it happened
 * @source Senderpool's own parameters; signed as all others are (behaviour §4.5)
 */
export const numbered = (params: Readonly<Params>, { seq, at }: { seq: number; at: Date }): Params => ({
  ...params,
  EventSequence: String(seq),
  EventTimestamp: at.toISOString(),
});

/** Where a number belongs, as far as it is known. */
export type Place = { readonly city?: string | null; readonly state?: string | null; readonly zip?: string | null };

/**
 * The parameters of an inbound message's webhook. What is not known of a place is sent empty.
 * @param media in the order of the message
 * @source behaviour §4.2
 */
export function inboundParams(
  message: Told & Pick<Message, "body" | "segments">,
  {
    toPlace = {},
    fromPlace = {},
    media = [],
    optOutType = null,
  }: {
    toPlace?: Place;
    fromPlace?: Place;
    media?: readonly { readonly contentType: string; readonly url: string }[];
    optOutType?: "START" | "STOP" | "HELP" | null;
  } = {},
): Params {
  const sid = messageSid(message);
  const params: Params = {
    ToCountry: countryOf(message.to) ?? "",
    ToState: toPlace.state ?? "",
    SmsMessageSid: sid,
    NumMedia: String(message.numMedia),
    ToCity: toPlace.city ?? "",
    FromZip: fromPlace.zip ?? "",
    SmsSid: sid,
    FromState: fromPlace.state ?? "",
    SmsStatus: "received",
    FromCity: fromPlace.city ?? "",
    Body: message.body,
    FromCountry: countryOf(message.from ?? "") ?? "",
    To: message.to,
    ...(message.serviceId !== null && { MessagingServiceSid: toSid("MG", message.serviceId) }),
    ToZip: toPlace.zip ?? "",
    NumSegments: String(message.segments),
    MessageSid: sid,
    AccountSid: toSid("AC", message.accountId),
    ...(message.from !== null && { From: message.from }),
    ApiVersion: API_VERSION,
  };
  for (const [index, { contentType, url }] of media.entries()) {
    params[`MediaContentType${index}`] = contentType;
    params[`MediaUrl${index}`] = url;
  }
  if (optOutType !== null) params.OptOutType = optOutType;
  return params;
}

/** `YYMMDDhhmm` in UTC, as SMPP receipts write it. @source behaviour §4.1; SMPP 3.4 appendix B */
function rawDlrDate(date: Date): string {
  const iso = date.toISOString();
  return iso.slice(2, 4) + iso.slice(5, 7) + iso.slice(8, 10) + iso.slice(11, 13) + iso.slice(14, 16);
}
