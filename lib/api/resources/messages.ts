import { v2010 } from "@/lib/api/dialect";
import { one, type Params } from "@/lib/api/params";
import { type Call, defineResource } from "@/lib/api/resource";
import { explain, Refusal } from "@/lib/domain/errors";
import type { Message } from "@/lib/domain/message";
import { type MessageFilter, sentBounds } from "@/lib/domain/message-filter";
import { parseTo } from "@/lib/domain/phone-number";
import { toSid } from "@/lib/domain/sid";
import { cancelMessage, deleteMessage, fetchMessage, listMessages, redactMessage } from "@/lib/operations/messages";
import { createMessage } from "@/lib/operations/send";

export const messages = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/Messages/:MessageSid",
  create: (ctx, _path, params, { requestId }) =>
    createMessage(
      ctx,
      {
        to: one(params, "To"),
        from: one(params, "From"),
        messagingServiceSid: one(params, "MessagingServiceSid"),
        body: one(params, "Body"),
        mediaUrl: params.get("MediaUrl")?.slice(),
        contentSid: one(params, "ContentSid"),
        contentVariables: one(params, "ContentVariables"),
        statusCallback: one(params, "StatusCallback"),
        validityPeriod: one(params, "ValidityPeriod"),
        smartEncoded: one(params, "SmartEncoded"),
        maxPrice: one(params, "MaxPrice"),
        scheduleType: one(params, "ScheduleType"),
        sendAt: one(params, "SendAt"),
        tags: one(params, "Tags"),
      },
      { via: "api", requestId },
    ),
  list: {
    key: "messages",
    prefix: "SM",
    run: (ctx, _path, page, params) => listMessages(ctx, readFilter(params), page),
  },
  fetch: (ctx, { MessageSid }) => fetchMessage(ctx, MessageSid),
  update: (ctx, { MessageSid }, params) => {
    const body = one(params, "Body");
    const status = one(params, "Status");
    if (status !== undefined && status !== "canceled") throw new Refusal(20001, "Bad request: Status: Use canceled");
    if (body) throw new Refusal(20001, "Bad request: Body: Only an empty text is allowed, which redacts the message");
    if (status === "canceled") return cancelMessage(ctx, MessageSid);
    return body === "" ? redactMessage(ctx, MessageSid) : fetchMessage(ctx, MessageSid);
  },
  remove: (ctx, { MessageSid }) => deleteMessage(ctx, MessageSid),
  serialize: serializeMessage,
  serializeCreated: (message: Message, call) => {
    const created = serializeMessage(message, call);
    return { ...created, subresource_uris: { media: created.subresource_uris.media } };
  },
});

/**
 * A message on the wire. What is still open reads as such: the sender and the segments of a message that is only accepted.
 * @source behaviour §1.3
 */
export function serializeMessage(message: Message, { accountSid }: Call) {
  const sid = toSid(message.numMedia > 0 ? "MM" : "SM", message.id);
  const uri = `${v2010.prefix}/Accounts/${accountSid}/Messages/${sid}`;
  const undecided = message.status === "accepted" || message.status === "scheduled";
  return {
    account_sid: accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: message.createdAt,
    date_sent: message.sentAt,
    date_updated: message.updatedAt,
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : explain(message.errorCode).name,
    from: undecided && !message.fromGiven ? null : message.from,
    messaging_service_sid: message.serviceId === null ? null : toSid("MG", message.serviceId),
    num_media: String(message.numMedia),
    num_segments: undecided ? "0" : String(message.segments),
    price: message.price,
    price_unit: "USD",
    sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
    ...(message.tags ? { tags: message.tags } : {}),
    to: message.to,
    uri: `${uri}.json`,
  };
}

/** @throws Refusal 20001 a date that is none @source behaviour §10.4 */
function readFilter(params: Params): MessageFilter {
  const to = one(params, "To");
  const from = one(params, "From");
  const bounds = sentBounds({
    on: one(params, "DateSent"),
    notBefore: one(params, "DateSent>"),
    notAfter: one(params, "DateSent<"),
  });
  if (!bounds) throw new Refusal(20001, "Bad request: DateSent: Use YYYY-MM-DD, or a time like 2026-01-31T12:00:00Z");
  return {
    ...(to && { to: parseTo(to)?.e164 ?? to }),
    ...(from && { from: parseTo(from)?.e164 ?? from }),
    ...bounds,
  };
}
