import { randomBytes } from "node:crypto";
import type { Draft } from "@/lib/domain/draft";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import type { Message } from "@/lib/domain/message";
import { createIdSource } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";

/** Ids in the order of their making. */
export const newId = createIdSource({ now: () => Date.now(), randomBytes });

let lastNumber = 0;

/** Stores a US long code of the simulated carrier. */
export async function storeNumber(
  db: Db,
  accountId: string,
  given: { phoneNumber?: string; smsUrl?: string; smsFallbackUrl?: string; segmentsPerSecond?: number } = {},
): Promise<{ id: string; phoneNumber: string }> {
  lastNumber += 1;
  const id = newId();
  const phoneNumber = given.phoneNumber ?? `+1415556${String(lastNumber).padStart(4, "0")}`;
  await db.sql.query(
    `INSERT INTO phone_number (id, account_id, phone_number, friendly_name, country, type, carrier_id, sms_url,
       sms_fallback_url, segments_per_second, updated_at)
     VALUES ($1, $2, $3, $3, 'US', 'local', $4, $5, $6, $7, now())`,
    [id, accountId, phoneNumber, SIMULATED_CARRIER_ID, given.smsUrl, given.smsFallbackUrl, given.segmentsPerSecond],
  );
  return { id, phoneNumber };
}

/** Stores a Messaging Service with these numbers in its pool. */
export async function storeService(
  db: Db,
  accountId: string,
  numberIds: readonly string[],
  given: { inboundRequestUrl?: string; fallbackUrl?: string; useInboundWebhookOnNumber?: boolean } = {},
): Promise<string> {
  const id = newId();
  await db.sql.query(
    `INSERT INTO messaging_service (id, account_id, friendly_name, inbound_request_url, fallback_url,
       use_inbound_webhook_on_number, updated_at)
     VALUES ($1, $2, 'Owls', $3, $4, $5, now())`,
    [id, accountId, given.inboundRequestUrl, given.fallbackUrl, given.useInboundWebhookOnNumber ?? true],
  );
  for (const numberId of numberIds) {
    await db.sql.query("INSERT INTO pool_member (number_id, service_id, account_id) VALUES ($1, $2, $3)", [
      numberId,
      id,
      accountId,
    ]);
  }
  return id;
}

type DraftGiven = Partial<Omit<Draft, "message" | "pace">> & {
  mps?: number | null;
  accountMps?: number | null;
  queue?: string;
};

/** A draft of a queued one-part text from a sender on its own; `given` replaces fields of its message. */
export function draftOf(
  accountId: string,
  sender: { id: string; phoneNumber: string },
  given: Partial<Message> = {},
  { mps = 10, accountMps = null, queue = sender.id, ...rest }: DraftGiven = {},
): Draft {
  const createdAt = given.createdAt ?? new Date();
  return {
    message: {
      id: newId(),
      accountId,
      serviceId: null,
      senderId: sender.id,
      carrierId: SIMULATED_CARRIER_ID,
      direction: "outbound-api",
      from: sender.phoneNumber,
      fromGiven: true,
      to: "+14155550199",
      country: "US",
      body: "Your table is ready",
      encoding: "GSM-7",
      segments: 1,
      numMedia: 0,
      status: "queued",
      errorCode: null,
      price: null,
      statusCallback: null,
      tags: null,
      createdAt,
      updatedAt: createdAt,
      sentAt: null,
      leaveAt: null,
      expiresAt: new Date(createdAt.getTime() + 36_000_000),
      sendAt: null,
      redactedAt: null,
      attempt: 0,
      seq: 0,
      ...given,
    },
    events: [{ name: "queued", errorCode: null, detail: { origin: { via: "api", actor: "AC" } } }],
    callback: null,
    pace: mps === null ? null : { queue, mps, accountMps },
    sticky: null,
    ...rest,
  };
}
