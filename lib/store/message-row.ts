import type { Message } from "@/lib/domain/message";
import type { Direction, MessageStatus } from "@/lib/domain/message-status";

/** A row of `message` as node-postgres gives it. */
export type MessageRow = {
  id: string;
  account_id: string;
  service_id: string | null;
  sender_id: string | null;
  carrier_id: string | null;
  direction: Direction;
  from_number: string | null;
  from_given: boolean;
  to_number: string;
  country: string | null;
  body: string;
  encoding: "GSM-7" | "UCS-2";
  segments: number;
  num_media: number;
  status: MessageStatus;
  error_code: number | null;
  price: string | null;
  status_callback: string | null;
  tags: Record<string, string> | null;
  created_at: Date;
  updated_at: Date;
  sent_at: Date | null;
  leave_at: Date | null;
  expires_at: Date | null;
  send_at: Date | null;
  redacted_at: Date | null;
  attempt: number;
  seq: number;
};

/** Every column of {@link MessageRow}, for a SELECT or RETURNING over a table known as `m`. */
export const MESSAGE_COLUMNS = `m.id, m.account_id, m.service_id, m.sender_id, m.carrier_id, m.direction, m.from_number,
  m.from_given, m.to_number, m.country, m.body, m.encoding, m.segments, m.num_media, m.status, m.error_code, m.price,
  m.status_callback, m.tags, m.created_at, m.updated_at, m.sent_at, m.leave_at, m.expires_at, m.send_at, m.redacted_at,
  m.attempt, m.seq`;

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  accountId: row.account_id,
  serviceId: row.service_id,
  senderId: row.sender_id,
  carrierId: row.carrier_id,
  direction: row.direction,
  from: row.from_number,
  fromGiven: row.from_given,
  to: row.to_number,
  country: row.country,
  body: row.body,
  encoding: row.encoding,
  segments: row.segments,
  numMedia: row.num_media,
  status: row.status,
  errorCode: row.error_code,
  price: row.price,
  statusCallback: row.status_callback,
  tags: row.tags,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  sentAt: row.sent_at,
  leaveAt: row.leave_at,
  expiresAt: row.expires_at,
  sendAt: row.send_at,
  redactedAt: row.redacted_at,
  attempt: row.attempt,
  seq: row.seq,
});
