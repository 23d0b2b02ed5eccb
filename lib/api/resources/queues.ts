import { own } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
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

/** How full senders' queues are, how fast they empty, and until when. @source behaviour §1.5 */
export const senderQueues = defineResource({
  dialect: own,
  path: "Queues/:QueueSid",
  list: { key: "queues", prefix: "PN", run: (ctx, _path, page) => listQueues(ctx, page) },
  fetch: (ctx, { QueueSid }) => fetchQueue(ctx, QueueSid),
  update: (ctx, { QueueSid }, params) => setRate(ctx, QueueSid, readFields(SetRate, params)),
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
  serialize: ({ message, at, expires }: Awaited<ReturnType<typeof fetchDeparture>>, { accountSid }) => ({
    account_sid: accountSid,
    message_sid: messageSid(message),
    status: message.status,
    expected_send_time: at,
    valid_until: message.direction === "inbound" ? null : message.expiresAt,
    expires_before: expires,
  }),
});
