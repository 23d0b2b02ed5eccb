import { own } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { MESSAGE_SHAPE } from "@/lib/api/resources/message-shape";
import { messageSid } from "@/lib/domain/callback";
import type { QueueState } from "@/lib/domain/pacing";
import type { SenderType } from "@/lib/domain/settings";
import { type SidPrefix, toSid } from "@/lib/domain/sid";
import { fetchDeparture, fetchQueue, listQueues, type SenderQueue, SetRate, setRate } from "@/lib/operations/queues";

const PREFIXES: Readonly<Record<SenderType, SidPrefix>> = {
  local: "PN",
  mobile: "PN",
  "toll-free": "PN",
  "short-code": "SC",
  whatsapp: "XE",
  messenger: "XE",
  rcs: "XE",
  alphanumeric: "AI",
};

const figures = ({ mps, queued, capacity, drainMs }: QueueState) => ({
  segments_per_second: mps,
  queued_segments: queued,
  queue_capacity: capacity,
  drain_seconds: drainMs / 1_000,
});

const FIGURES = {
  segments_per_second: "number",
  queued_segments: "integer",
  queue_capacity: "integer",
  drain_seconds: "number",
} as const;

/** How full senders' queues are, how fast they empty, and until when. @source behaviour §1.5 */
export const senderQueues = defineResource({
  dialect: own,
  path: "Queues/:QueueSid",
  list: { key: "queues", prefix: "PN", run: (ctx, _path, page) => listQueues(ctx, page) },
  fetch: (ctx, { QueueSid }) => fetchQueue(ctx, QueueSid),
  update: (ctx, { QueueSid }, params) => setRate(ctx, QueueSid, readFields(SetRate, params)),
  docs: {
    about: {
      list: "How full the senders' queues are, and how fast they empty.",
      read: "How full a sender's queue is, and how fast it empties.",
      update: "Sets a sender's rate.",
    },
    params: {
      update: {
        SegmentsPerSecond: { type: "number", about: "Above 0; an empty text goes back to the usual." },
      },
    },
    row: {
      account_sid: "sid AC",
      sid: "sid PN SC XE AI",
      sender: "string",
      sender_type: "local|mobile|toll-free|short-code|whatsapp|messenger|rcs|alphanumeric",
      service_sid: "sid MG|null",
      ...FIGURES,
      shared_by: "campaign|null",
      oldest_waiting: "date-time-rfc-2822|null",
      mms: { ...FIGURES, shared_by: "account|null", $null: "null" },
      account: { ...FIGURES, $null: "null" },
    },
  },
  serialize: ({ sender, texts, mms, account, oldestAt }: SenderQueue, { accountSid }) => ({
    account_sid: accountSid,
    sid: toSid(PREFIXES[sender.type], sender.id),
    sender: sender.phoneNumber,
    sender_type: sender.type,
    service_sid: sender.serviceId && toSid("MG", sender.serviceId),
    ...figures(texts),
    shared_by: texts.sharedBy,
    oldest_waiting: oldestAt,
    mms: mms && { ...figures(mms), shared_by: mms.sharedBy },
    account: account && figures(account),
  }),
});

/** When a message is expected to leave. */
export const messageDeparture = defineResource({
  dialect: own,
  path: "Messages/:MessageSid/Departure",
  fetch: (ctx, { MessageSid }) => fetchDeparture(ctx, MessageSid),
  docs: {
    about: { read: "When a message is expected to leave." },
    row: {
      account_sid: "sid AC",
      message_sid: "sid SM MM",
      status: MESSAGE_SHAPE.status,
      expected_send_time: "date-time-rfc-2822|null",
      valid_until: "date-time-rfc-2822|null",
      expires_before: "boolean",
    },
  },
  serialize: ({ message, at, expires }: Awaited<ReturnType<typeof fetchDeparture>>, { accountSid }) => ({
    account_sid: accountSid,
    message_sid: messageSid(message),
    status: message.status,
    expected_send_time: at,
    valid_until: message.direction === "inbound" ? null : message.expiresAt,
    expires_before: expires,
  }),
});
