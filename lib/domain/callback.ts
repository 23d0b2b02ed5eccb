import type { Message } from "@/lib/domain/message";
import type { MessageStatus } from "@/lib/domain/message-status";
import { countryOf } from "@/lib/domain/phone-number";
import { toSid } from "@/lib/domain/sid";

/** Decoded names and values in the order they are sent. */
export type Params = [name: string, value: string][];

const API_VERSION = "2010-04-01";

type Told = Pick<Message, "id" | "accountId" | "serviceId" | "to" | "from" | "numMedia">;

/** A message with media has another prefix. @source behaviour §1.3 */
export const messageSid = ({ id, numMedia }: Pick<Message, "id" | "numMedia">): string =>
  toSid(numMedia > 0 ? "MM" : "SM", id);

/**
 * The parameters of a status callback. `From` is left out while no sender was chosen; the error code is told of failures
 * only.
 * @param facts `doneAt`: when the carrier was done with it, as its receipt says
 * @source behaviour §4.1
 */
export function statusCallbackParams(
  message: Told,
  status: MessageStatus,
  { errorCode = null, doneAt = null }: { errorCode?: number | null; doneAt?: Date | null } = {},
): Params {
  const sid = messageSid(message);
  const isFailure = status === "failed" || status === "undelivered";
  const hasReceipt = status === "delivered" || status === "undelivered";
  return given([
    ["ErrorCode", isFailure && errorCode !== null ? String(errorCode) : null],
    ["RawDlrDoneDate", hasReceipt && doneAt !== null ? rawDlrDate(doneAt) : null],
    ["SmsSid", sid],
    ["SmsStatus", status],
    ["MessageStatus", status],
    ["To", message.to],
    ["MessagingServiceSid", message.serviceId && toSid("MG", message.serviceId)],
    ["MessageSid", sid],
    ["AccountSid", toSid("AC", message.accountId)],
    ["From", message.from],
    ["ApiVersion", API_VERSION],
  ]);
}

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
  return given([
    ["ToCountry", countryOf(message.to) ?? ""],
    ["ToState", toPlace.state ?? ""],
    ["SmsMessageSid", sid],
    ["NumMedia", String(message.numMedia)],
    ["ToCity", toPlace.city ?? ""],
    ["FromZip", fromPlace.zip ?? ""],
    ["SmsSid", sid],
    ["FromState", fromPlace.state ?? ""],
    ["SmsStatus", "received"],
    ["FromCity", fromPlace.city ?? ""],
    ["Body", message.body],
    ["FromCountry", countryOf(message.from ?? "") ?? ""],
    ["To", message.to],
    ["MessagingServiceSid", message.serviceId && toSid("MG", message.serviceId)],
    ["ToZip", toPlace.zip ?? ""],
    ["NumSegments", String(message.segments)],
    ["MessageSid", sid],
    ["AccountSid", toSid("AC", message.accountId)],
    ["From", message.from],
    ["ApiVersion", API_VERSION],
    ...media.flatMap(
      ({ contentType, url }, index): Params => [
        [`MediaContentType${index}`, contentType],
        [`MediaUrl${index}`, url],
      ],
    ),
    ["OptOutType", optOutType],
  ]);
}

const given = (params: readonly (readonly [name: string, value: string | null])[]): Params =>
  params.filter((param): param is readonly [string, string] => param[1] !== null).map(([name, value]) => [name, value]);

/** `YYMMDDhhmm` in UTC, as SMPP receipts write it. @source behaviour §4.1; SMPP 3.4 appendix B */
const rawDlrDate = (date: Date) => date.toISOString().replace(/\D/g, "").slice(2, 12);
