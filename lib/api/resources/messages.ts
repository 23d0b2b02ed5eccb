import { v2010 } from "@/lib/api/dialect";
import { one, type Params } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { fingerprint } from "@/lib/domain/idempotency";
import type { Message } from "@/lib/domain/message";
import { type MessageFilter, sentBounds } from "@/lib/domain/message-filter";
import { messageResource } from "@/lib/domain/message-resource";
import { parseTo } from "@/lib/domain/phone-number";
import { once } from "@/lib/operations/idempotency";
import { cancelMessage, deleteMessage, fetchMessage, listMessages, redactMessage } from "@/lib/operations/messages";
import { rehearseMessage } from "@/lib/operations/rehearsal";
import { type CreateMessage, createMessage } from "@/lib/operations/send";

export const messages = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/Messages/:MessageSid",
  create: async (ctx, _path, params, { requestId, idempotencyKey, answerHeaders }) => {
    const key = idempotencyKey();
    const claim = key === undefined ? undefined : { key, fingerprint: fingerprint(params) };
    const create = () => createMessage(ctx, readMessage(params), { via: "api", requestId }, claim);
    const { message, replayed } = await once(ctx, claim, create);
    if (replayed) answerHeaders["Idempotent-Replayed"] = "true";
    return message;
  },
  rehearse: (ctx, _path, params) => rehearseMessage(ctx, readMessage(params)),
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
  serialize: messageResource,
  serializeCreated: (message: Message) => {
    const created = messageResource(message);
    return { ...created, subresource_uris: { media: created.subresource_uris.media } };
  },
});

const readMessage = (params: Params): CreateMessage => ({
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
  shortenUrls: one(params, "ShortenUrls"),
  provideFeedback: one(params, "ProvideFeedback"),
  fallbackFrom: one(params, "FallbackFrom"),
});

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
