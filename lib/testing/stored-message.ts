import { randomBytes } from "node:crypto";
import type { Message } from "@/lib/domain/message";
import { uuidv7 } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "@/lib/store/message-row";
import { ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";
import { PAID_COLUMNS, paidSums } from "@/lib/store/usage";

/** An id made at that moment. */
export const idAt = (at: Date) => uuidv7(at.getTime(), randomBytes);

/** Stores an account, which sends nothing and holds nothing. @returns its id */
export async function storeAccount(db: Db, name = "Owl"): Promise<string> {
  const id = idAt(new Date());
  await db.sql.query(
    "INSERT INTO account (id, friendly_name, auth_token_sealed, updated_at) VALUES ($1, $2, 'unused', now())",
    [id, name],
  );
  return id;
}

/**
 * Stores a message as the pipeline would leave it behind: the row, one event for its status and its place in the
 * roll-ups. By default a delivered one-part text from a US number to another, of this moment.
 */
export async function storeMessage(db: Db, accountId: string, given: Partial<Message> = {}): Promise<Message> {
  const createdAt = given.createdAt ?? new Date();
  const status = given.status ?? "delivered";
  const message: Message = {
    id: idAt(createdAt),
    accountId,
    serviceId: null,
    senderId: null,
    carrierId: null,
    direction: "outbound-api",
    from: "+14155550134",
    fromGiven: true,
    to: "+14155550199",
    country: "US",
    body: "Your table is ready",
    encoding: "GSM-7",
    segments: 1,
    numMedia: 0,
    status,
    errorCode: null,
    price: null,
    statusCallback: null,
    tags: null,
    createdAt,
    updatedAt: createdAt,
    sentAt: ["sent", "delivered", "undelivered", "read", "received"].includes(status) ? createdAt : null,
    leaveAt: null,
    expiresAt: null,
    sendAt: null,
    redactedAt: null,
    attempt: 1,
    seq: 0,
    ...given,
  };
  const { rows } = await db.sql.query<MessageRow>(STORE, [message]);
  return toMessage(rows[0]!);
}

const STORE = `
  WITH given AS (
    SELECT * FROM jsonb_to_record($1::jsonb) AS given (
      "id" uuid, "accountId" uuid, "serviceId" uuid, "senderId" uuid, "carrierId" uuid, "direction" text, "from" text,
      "fromGiven" boolean, "to" text, "country" text, "body" text, "encoding" text, "segments" int, "numMedia" int,
      "status" text, "errorCode" int, "price" numeric, "statusCallback" text, "tags" jsonb, "createdAt" timestamptz,
      "updatedAt" timestamptz, "sentAt" timestamptz, "leaveAt" timestamptz, "expiresAt" timestamptz,
      "sendAt" timestamptz, "redactedAt" timestamptz, "attempt" int, "seq" int)
  ), m AS (
    INSERT INTO message (id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number,
      country, body, encoding, segments, num_media, status, error_code, price, status_callback, tags, created_at,
      updated_at, sent_at, leave_at, expires_at, send_at, redacted_at, attempt, seq)
    SELECT * FROM given RETURNING *
  ), event AS (
    INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
    SELECT id, seq, account_id, created_at, status, error_code, '{"request": {"Body": "Your table is ready"}}' FROM m
  ), counted AS (
    INSERT INTO rollup_delta (${ROLLUP_COLUMNS}, ${PAID_COLUMNS})
    SELECT ${rollupKey("m")}, status, coalesce(error_code, 0), count(*), ${paidSums("m")} FROM m
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 13
  )
  SELECT ${MESSAGE_COLUMNS} FROM m`;
