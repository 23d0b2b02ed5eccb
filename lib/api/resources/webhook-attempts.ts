import { own } from "@/lib/api/dialect";
import type { ParamDocs } from "@/lib/api/docs";
import { one, type Params } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { messageSid } from "@/lib/domain/callback";
import { parseIso8601 } from "@/lib/domain/dates";
import { Refusal } from "@/lib/domain/errors";
import { maskedHeaders, withoutPassword } from "@/lib/domain/masking";
import { fromSid, type SidPrefix, toSid } from "@/lib/domain/sid";
import type { WebhookAttemptFilter } from "@/lib/domain/webhook-replay";
import {
  type ListedAttempt,
  listWebhookAttempts,
  type Replayed,
  replayWebhooks,
} from "@/lib/operations/webhook-replay";

const FILTERS: ParamDocs = {
  MessageSid: { type: "sid SM MM", about: "Only of this message." },
  ServiceSid: { type: "sid MG", about: "Only of messages of this service." },
  Since: { type: "date-time", about: "Only requests made at this time or later." },
  Until: { type: "date-time", about: "Only requests made before this time." },
  Status: { type: "failed|succeeded", about: "Only those that failed, or only those that did not." },
};

/** Every request made to the account's endpoints, by their messages, newest first. */
export const webhookAttempts = defineResource({
  dialect: own,
  path: "WebhookAttempts",
  list: {
    key: "webhook_attempts",
    prefix: "SM",
    run: (ctx, _path, page, params) => listWebhookAttempts(ctx, readFilter(params), page),
  },
  docs: {
    about: { list: "Every request made to the account's endpoints, by their messages, newest first." },
    params: { list: FILTERS },
    row: {
      account_sid: "sid AC",
      message_sid: "sid SM MM",
      messaging_service_sid: "sid MG|null",
      kind: "status|click|inbound|fallback|redirect",
      event_sequence: "integer",
      attempt: "integer",
      replay: "boolean",
      status: "succeeded|failed",
      date_created: "date-time-rfc-2822",
      duration_ms: "integer",
      method: "GET|POST",
      url: "uri",
      request_headers: "map",
      request_body: "string",
      response_status: "integer|null",
      response_headers: "map|null",
      response_body: "string|null",
      error_code: "integer|null",
      error_detail: "string|null",
    },
  },
  serialize: (attempt: ListedAttempt, { accountSid }) => ({
    account_sid: accountSid,
    message_sid: messageSid({ id: attempt.messageId, numMedia: attempt.numMedia }),
    messaging_service_sid: attempt.serviceId === null ? null : toSid("MG", attempt.serviceId),
    kind: attempt.kind,
    event_sequence: attempt.seq,
    attempt: attempt.attempt,
    replay: attempt.replay,
    status: attempt.errorCode === null ? "succeeded" : "failed",
    date_created: attempt.at,
    duration_ms: attempt.durationMs,
    method: attempt.method,
    url: withoutPassword(attempt.url),
    request_headers: maskedHeaders(attempt.requestHeaders),
    request_body: attempt.requestBody,
    response_status: attempt.responseStatus,
    response_headers: attempt.responseHeaders && maskedHeaders(attempt.responseHeaders),
    response_body: attempt.responseBody,
    error_code: attempt.errorCode,
    error_detail: attempt.errorDetail,
  }),
});

/** Tells events again: one of a message, all of it, or what matches since a time. */
export const webhookReplay = defineResource({
  dialect: own,
  path: "WebhookAttempts/Replay",
  create: (ctx, _path, params) => {
    const filter = readFilter(params);
    const seq = readSequence(params);
    if (filter.messageId === undefined && (filter.since === undefined || seq !== undefined)) {
      throw refused(seq === undefined ? "MessageSid or Since" : "MessageSid", "One is required");
    }
    const before = readSid(params, "Before", ["SM", "MM"]);
    return replayWebhooks(ctx, filter, { ...(seq !== undefined && { seq }), ...(before && { before }) });
  },
  docs: {
    about: { create: "Tells events again: one of a message, all of it, or what matches since a time." },
    params: {
      create: {
        ...FILTERS,
        EventSequence: { type: "integer", about: "Only this event of the message." },
        Before: { type: "sid SM MM", about: "Where to go on, from the answer before." },
      },
    },
    row: { account_sid: "sid AC", replayed: "integer", complete: "boolean", before: "sid SM MM|null" },
  },
  serialize: ({ count, before }: Replayed, { accountSid }) => ({
    account_sid: accountSid,
    replayed: count,
    complete: before === null,
    before: before === null ? null : toSid("SM", before),
  }),
});

const refused = (name: string, what: string) => new Refusal(20001, `Bad request: ${name}: ${what}`);

/** @throws Refusal 20001 what cannot be read */
function readFilter(params: Params): WebhookAttemptFilter {
  const messageId = readSid(params, "MessageSid", ["SM", "MM"]);
  const serviceId = readSid(params, "ServiceSid", "MG");
  const since = readTime(params, "Since");
  const until = readTime(params, "Until");
  const status = one(params, "Status") || undefined;
  if (status !== undefined && status !== "failed" && status !== "succeeded") {
    throw refused("Status", "Use failed or succeeded");
  }
  return {
    ...(messageId && { messageId }),
    ...(serviceId && { serviceId }),
    ...(since && { since }),
    ...(until && { until }),
    ...(status && { status }),
  };
}

function readSid(params: Params, name: string, kind: SidPrefix | readonly SidPrefix[]): string | undefined {
  const sid = one(params, name);
  if (!sid) return undefined;
  const id = fromSid(kind, sid);
  if (id === undefined) throw refused(name, `Use a SID of ${[kind].flat().join(" or ")}`);
  return id;
}

function readTime(params: Params, name: string): Date | undefined {
  const text = one(params, name);
  if (!text) return undefined;
  const time = parseIso8601(text);
  if (!time) throw refused(name, "Use YYYY-MM-DD, or a time like 2026-01-31T12:00:00Z");
  return time;
}

/** Numbers of a message's events fit in 15 bits. */
function readSequence(params: Params): number | undefined {
  const text = one(params, "EventSequence");
  if (!text) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 32_767) throw refused("EventSequence", "Use a whole number");
  return Number(text);
}
