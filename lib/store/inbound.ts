import type { Message } from "@/lib/domain/message";
import type { Sql } from "@/lib/store/db";
import { ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";
import { PAID_COLUMNS, paidSums } from "@/lib/store/usage";

/** A webhook that an inbound message is told by, or its fallback. */
export type InboundHook = { readonly url: string; readonly method: string };

/**
 * Stores a received message with its event, its place in the roll-ups and the webhooks it is told by, in one statement,
 * and wakes the gateways. The fallback waits at infinity: the end of the webhook decides about it. The recipient's first
 * contact with a service makes the number its sender there.
 * @source behaviour §2.3 (inbound contact), §4.2, §4.4
 */
export async function insertInbound(
  sql: Sql,
  message: Message,
  {
    detail,
    params,
    hook,
    fallback,
  }: {
    detail: Readonly<Record<string, unknown>>;
    params: Readonly<Record<string, string>>;
    hook: InboundHook | undefined;
    fallback: InboundHook | undefined;
  },
): Promise<void> {
  const hooks = [
    ...(hook ? [{ kind: "inbound", ...hook, due_at: message.createdAt }] : []),
    ...(hook && fallback ? [{ kind: "fallback", ...fallback, due_at: "infinity" }] : []),
  ];
  await sql.query(INBOUND, [
    message.id,
    message.accountId,
    message.serviceId,
    message.senderId,
    message.carrierId,
    message.from,
    message.to,
    message.country,
    message.body,
    message.encoding,
    message.segments,
    message.price,
    message.createdAt,
    message.errorCode,
    detail,
    JSON.stringify(params),
    JSON.stringify(hooks),
    message.numMedia,
  ]);
}

const INBOUND = `
WITH m AS (
  INSERT INTO message (id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number,
    country, body, encoding, segments, num_media, status, price, created_at, updated_at, sent_at, error_code)
  VALUES ($1, $2, $3, $4, $5, 'inbound', $6, true, $7, $8, $9, $10, $11, $18, 'received', $12, $13, $13, $13, $14)
  RETURNING *
), event AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
  SELECT id, 0, account_id, created_at, status, error_code, $15 FROM m
), told AS (
  INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at)
  SELECT m.id, 0, h.kind, m.account_id, h.url, h.method, $16, h.due_at
  FROM m, json_to_recordset($17::json) AS h (kind text, url text, method text, due_at timestamptz)
), remembered AS (
  INSERT INTO sticky_sender (service_id, recipient, number_id, created_at)
  SELECT service_id, from_number, sender_id, created_at FROM m WHERE service_id IS NOT NULL AND sender_id IS NOT NULL
  ON CONFLICT DO NOTHING
), counted AS (
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS}, ${PAID_COLUMNS})
  SELECT ${rollupKey("m")}, m.status, coalesce(m.error_code, 0), count(*), ${paidSums("m")} FROM m
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 13
)
SELECT pg_notify('due', '')`;
