import { statusCallbackParams } from "@/lib/domain/callback";
import type { Decision } from "@/lib/domain/decision";
import type { Message } from "@/lib/domain/message";
import { emitsCallback } from "@/lib/domain/message-status";
import { countryOf } from "@/lib/domain/phone-number";
import { priceOf } from "@/lib/domain/price";
import { countSegments } from "@/lib/domain/segmentation";
import { toSid } from "@/lib/domain/sid";
import { webhookRequest } from "@/lib/domain/webhook-request";
import type { Sql } from "@/lib/store/db";
import { foldDeltas, ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";
import { PAID_COLUMNS, paidSums } from "@/lib/store/usage";
import type { StoryMessage } from "@/prisma/seed-story";

type Teller = {
  readonly accountId: string;
  readonly authToken: string;
  readonly serviceId: string;
  readonly sender: { readonly id: string; readonly phoneNumber: string; readonly carrierId: string };
  /** The numbers its pool had. */
  readonly candidates: readonly string[];
  readonly id: string;
};

/** A message of the story with its events and the callbacks it made, as the pipeline would have left them behind. */
export function rowsOf(told: StoryMessage, { accountId, authToken, serviceId, sender, candidates, id }: Teller) {
  const inbound = told.direction === "inbound";
  let at = told.at.getTime();
  const steps = told.steps.map(({ name, afterMs }) => {
    at += afterMs;
    return { name, at: new Date(at) };
  });
  const last = steps.at(-1);
  const sentAt = steps.find(({ name }) => name === "sent" || name === "received")?.at ?? null;
  const country = countryOf(told.other);
  const numMedia = told.picture ? 1 : 0;
  const counted = { ...countSegments(told.body), ...(told.picture && { segments: 1 }) };
  const message: Message = {
    id,
    accountId,
    serviceId,
    senderId: sender.id,
    carrierId: sender.carrierId,
    direction: told.direction,
    from: inbound ? told.other : sender.phoneNumber,
    fromGiven: inbound,
    to: inbound ? sender.phoneNumber : told.other,
    country,
    body: told.body,
    ...counted,
    numMedia,
    status: last?.name ?? "accepted",
    errorCode: told.errorCode,
    price:
      sentAt &&
      priceOf({
        direction: told.direction,
        to: inbound ? sender.phoneNumber : told.other,
        country,
        segments: counted.segments,
        numMedia,
      }),
    statusCallback: inbound ? null : (told.service.statusCallback ?? null),
    tags: null,
    createdAt: told.at,
    updatedAt: last?.at ?? told.at,
    sentAt,
    leaveAt: inbound ? null : told.at,
    expiresAt: null,
    sendAt: null,
    redactedAt: null,
    attempt: inbound ? 0 : 1,
    seq: steps.length - 1,
  };
  const decision: Decision = {
    rule: "country",
    revision: 1,
    candidates: candidates.length,
    kept: candidates.map((number) => ({ number, queued: 0 })),
    rejections: 0,
    rejected: [],
  };
  const origin = { via: inbound ? "simulator" : "api", actor: toSid("AC", accountId) };
  const events = steps.map(({ name, at: when }, seq) => ({
    messageId: id,
    seq,
    accountId,
    at: when,
    name,
    errorCode: seq === message.seq ? told.errorCode : null,
    detail: seq > 0 ? {} : inbound ? { origin } : { origin, decision },
  }));
  const { statusCallback } = message;
  const attempts = statusCallback
    ? steps.flatMap(({ name, at: when }, seq) => {
        if (!emitsCallback(name, { initial: seq === 0 })) return [];
        const facts = { errorCode: told.errorCode, doneAt: when };
        const params = statusCallbackParams(message, name, facts);
        const request = webhookRequest({ messageId: id, seq, method: "POST", url: statusCallback, params }, authToken);
        return [
          {
            messageId: id,
            seq,
            accountId,
            at: new Date(when.getTime() + 20),
            durationMs: told.answer === null ? 5_000 : 38,
            method: request.method,
            url: request.url,
            requestHeaders: request.headers,
            requestBody: request.body,
            responseStatus: told.answer,
            errorCode: told.answer === null ? 11205 : null,
            errorDetail: told.answer === null ? "connect timeout" : null,
          },
        ];
      })
    : [];
  return { message, events, attempts };
}

type Rows = ReturnType<typeof rowsOf>;

/** Rows a statement; a story is a few thousand. */
const BATCH = 500;

/** Stores the rows with their place in the roll-ups, and folds those at once, so that pages show them without a gateway. */
export async function storeRows(sql: Sql, rows: readonly Rows[]): Promise<void> {
  for (let first = 0; first < rows.length; first += BATCH) {
    const batch = rows.slice(first, first + BATCH);
    await sql.query(MESSAGES, [JSON.stringify(batch.map(({ message }) => message))]);
    await sql.query(EVENTS, [JSON.stringify(batch.flatMap(({ events }) => events))]);
    await sql.query(ATTEMPTS, [JSON.stringify(batch.flatMap(({ attempts }) => attempts))]);
  }
  while ((await foldDeltas(sql, 10_000)) > 0);
}

const MESSAGES = `
  WITH m AS (
    INSERT INTO message (id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number,
      country, body, encoding, segments, num_media, status, error_code, price, status_callback, created_at, updated_at,
      sent_at, leave_at, attempt, seq)
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
      "id" uuid, "accountId" uuid, "serviceId" uuid, "senderId" uuid, "carrierId" uuid, "direction" text, "from" text,
      "fromGiven" boolean, "to" text, "country" text, "body" text, "encoding" text, "segments" int, "numMedia" int,
      "status" text, "errorCode" int, "price" numeric, "statusCallback" text, "createdAt" timestamptz,
      "updatedAt" timestamptz, "sentAt" timestamptz, "leaveAt" timestamptz, "attempt" int, "seq" int)
    RETURNING *
  )
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS}, ${PAID_COLUMNS})
  SELECT ${rollupKey("m")}, status, coalesce(error_code, 0), count(*)::int, ${paidSums("m")} FROM m
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 13`;

const EVENTS = `
  INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
    "messageId" uuid, "seq" int, "accountId" uuid, "at" timestamptz, "name" text, "errorCode" int, "detail" jsonb)`;

const ATTEMPTS = `
  INSERT INTO webhook_attempt (message_id, seq, kind, attempt, account_id, at, duration_ms, method, url, request_headers,
    request_body, response_status, error_code, error_detail)
  SELECT "messageId", "seq", 'status', 1, "accountId", "at", "durationMs", "method", "url", "requestHeaders", "requestBody",
    "responseStatus", "errorCode", "errorDetail"
  FROM jsonb_to_recordset($1::jsonb) AS given (
    "messageId" uuid, "seq" int, "accountId" uuid, "at" timestamptz, "durationMs" int, "method" text, "url" text,
    "requestHeaders" jsonb, "requestBody" text, "responseStatus" int, "errorCode" int, "errorDetail" text)`;
