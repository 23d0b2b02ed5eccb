import { defineColumns } from "@/lib/store/columns";
import type { Sql } from "@/lib/store/db";

/** `redirect`: the document that another one's TwiML leads to; `click`: a short link was followed, told in JSON. */
export type WebhookKind = "status" | "click" | "inbound" | "fallback" | "redirect";

/** A webhook that is owed: what will be said, to whom, and how often it was tried. */
export type Webhook = {
  readonly messageId: string;
  /** Number of the event that is told; of a redirect its own, from 1. */
  readonly seq: number;
  readonly kind: WebhookKind;
  readonly accountId: string;
  readonly url: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly dueAt: Date;
  /** Tries so far. */
  readonly attempt: number;
  /** Of a replay: how many of those tries came before it. */
  readonly replayAfter?: number;
};

/** How one try went, and what follows from it. */
export type WebhookOutcome = {
  readonly webhook: Webhook;
  readonly at: Date;
  readonly durationMs: number;
  /** As it was requested. */
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly responseStatus: number | null;
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  /** Already cut to what is kept. */
  readonly responseBody: string | null;
  /** Null when the answer was a success. @source behaviour §3.6 */
  readonly errorCode: number | null;
  readonly errorDetail: string | null;
  /** When to try again; null ends it. */
  readonly retryAt: Date | null;
  /** Its answer leads on to another document, which decides about the fallback. */
  readonly leadsOn?: boolean;
};

type WebhookRow = {
  message_id: string;
  seq: number;
  kind: WebhookKind;
  account_id: string;
  url: string;
  method: string;
  params: Record<string, string>;
  due_at: Date;
  attempt: number;
  replay_after: number | null;
};

const COLUMNS =
  "w.message_id, w.seq, w.kind, w.account_id, w.url, w.method, w.params, w.due_at, w.attempt, w.replay_after";

const toWebhook = (row: WebhookRow): Webhook => ({
  messageId: row.message_id,
  seq: row.seq,
  kind: row.kind,
  accountId: row.account_id,
  url: row.url,
  method: row.method,
  params: row.params,
  dueAt: row.due_at,
  attempt: row.attempt,
  ...(row.replay_after !== null && { replayAfter: row.replay_after }),
});

/**
 * Makes up to `limit` due webhooks that nobody holds ours; those that another gateway is taking are skipped.
 * @returns them, those of a message in the order of its events
 */
export async function takeWebhooks(sql: Sql, gatewayId: number, now: Date, limit: number): Promise<Webhook[]> {
  const { rows } = await sql.query<WebhookRow>({ name: "take-webhooks", text: TAKE, values: [gatewayId, now, limit] });
  return rows.map(toWebhook).sort((one, other) => one.seq - other.seq);
}

const TAKE = `
WITH fence AS MATERIALIZED (
  SELECT id FROM gateway WHERE id = $1 FOR KEY SHARE
)
UPDATE webhook_due w SET owner = $1 WHERE w.ctid = ANY(ARRAY(
  SELECT ctid FROM webhook_due
  WHERE owner IS NULL AND due_at <= $2 AND EXISTS (SELECT FROM fence)
  ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED))
RETURNING ${COLUMNS}`;

/** Where a walk over a gateway's webhooks has come to. */
export type WebhookCursor = Pick<Webhook, "dueAt" | "messageId" | "seq">;

/** A webhook that is not the first its message owes: one before it waits, or is under way. */
export type FoundWebhook = Webhook & { readonly isBehind: boolean };

/**
 * The gateway's own webhooks after `after`, oldest first: for what its memory had no room for, or never got.
 * @param except  hosts whose webhooks are passed over: scheme, name and port, in lower case
 */
export async function findWebhooks(
  sql: Sql,
  gatewayId: number,
  { after, limit, except = [] }: { after: WebhookCursor | undefined; limit: number; except?: readonly string[] },
): Promise<FoundWebhook[]> {
  const { rows } = await sql.query<WebhookRow & { is_behind: boolean }>({
    name: "find-webhooks",
    text: `SELECT ${COLUMNS}, w.kind = 'status' AND EXISTS (
             SELECT FROM webhook_due e WHERE e.message_id = w.message_id AND e.seq < w.seq
               AND e.kind = 'status' AND e.owner = w.owner) AS is_behind
           FROM webhook_due w WHERE w.owner = $1 AND (w.due_at, w.message_id, w.seq) > ($2, $3, $4)
             AND lower(split_part(w.url, '/', 1) || '//' || split_part(w.url, '/', 3)) <> ALL($6::text[])
           ORDER BY w.due_at, w.message_id, w.seq LIMIT $5`,
    values: [gatewayId, after?.dueAt ?? "-infinity", after?.messageId ?? NIL, after?.seq ?? -1, limit, except],
  });
  return rows.map((row) => ({ ...toWebhook(row), isBehind: row.is_behind }));
}

/** The gateway's own webhooks of these messages, those of each in the order of its events. */
export async function findWebhooksOf(sql: Sql, gatewayId: number, messageIds: readonly string[]): Promise<Webhook[]> {
  const { rows } = await sql.query<WebhookRow>({
    name: "webhooks-of",
    text: `SELECT ${COLUMNS} FROM webhook_due w
           WHERE w.message_id = ANY($2::uuid[]) AND w.owner IS NOT DISTINCT FROM $1::int
           ORDER BY w.message_id, w.seq`,
    values: [gatewayId, messageIds],
  });
  return rows.map(toWebhook);
}

const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Records a batch of tries, at most one a webhook, and ends or puts off each webhook, in one statement. The end of an
 * inbound webhook, or of the redirects it leads to, decides about its fallback, which waits at infinity: a failure makes
 * it due and tells it why. Webhooks that are not this gateway's any more are left alone.
 */
export async function settleWebhooks(
  sql: Sql,
  gatewayId: number,
  now: Date,
  outcomes: readonly WebhookOutcome[],
): Promise<void> {
  await sql.query({ name: "settle", text: SETTLE, values: [gatewayId, now, ...OUTCOMES.encode(outcomes)] });
}

/**
 * Locks webhooks until the transaction ends, so that what it does for them is done once.
 * @returns whether one is still owed and this gateway's; of one that is asked for again, only the first time
 */
export async function lockWebhooks(
  sql: Sql,
  gatewayId: number,
  webhooks: readonly Webhook[],
): Promise<(webhook: Webhook) => boolean> {
  const { rows } = await sql.query<Pick<WebhookRow, "message_id" | "seq" | "kind">>({
    name: "lock-webhooks",
    text: `SELECT message_id, seq, kind FROM webhook_due
           WHERE message_id = ANY($2::uuid[]) AND owner IS NOT DISTINCT FROM $1::int
           ORDER BY message_id, seq, kind FOR UPDATE`,
    values: [gatewayId, webhooks.map(({ messageId }) => messageId)],
  });
  const locked = new Set(rows.map(({ message_id, seq, kind }) => `${message_id} ${seq} ${kind}`));
  return ({ messageId, seq, kind }) => locked.delete(`${messageId} ${seq} ${kind}`);
}

const hasFallback = ({ kind }: Webhook) => kind === "inbound" || kind === "redirect";

const OUTCOMES = defineColumns<WebhookOutcome>({
  message_id: ["uuid", ({ webhook }) => webhook.messageId],
  seq: ["int2", ({ webhook }) => webhook.seq],
  kind: ["text", ({ webhook }) => webhook.kind],
  attempt: ["int2", ({ webhook }) => webhook.attempt + 1],
  account_id: ["uuid", ({ webhook }) => webhook.accountId],
  at: ["timestamptz", (tried) => tried.at],
  duration_ms: ["int4", (tried) => tried.durationMs],
  method: ["text", ({ webhook }) => webhook.method],
  url: ["text", (tried) => tried.url],
  request_headers: ["json", (tried) => JSON.stringify(tried.requestHeaders)],
  request_body: ["text", (tried) => tried.requestBody],
  response_status: ["int4", (tried) => tried.responseStatus],
  response_headers: ["json", (tried) => tried.responseHeaders && JSON.stringify(tried.responseHeaders)],
  response_body: ["text", (tried) => tried.responseBody],
  error_code: ["int4", (tried) => tried.errorCode],
  error_detail: ["text", (tried) => tried.errorDetail],
  retry_at: ["timestamptz", (tried) => tried.retryAt],
  spares_fallback: [
    "bool",
    ({ webhook, errorCode, leadsOn }) => hasFallback(webhook) && errorCode === null && !leadsOn,
  ],
  next_params: ["json", nextParams],
});

/**
 * What is said next, where that is not what is stored: what the fallback of an inbound webhook that failed for good will
 * say, and what the first try of a callback added to it, for its repeats.
 * @source behaviour §4.4
 */
function nextParams({ webhook, errorCode, retryAt }: WebhookOutcome): string | undefined {
  if (retryAt !== null) return webhook.attempt === 0 ? JSON.stringify(webhook.params) : undefined;
  if (!hasFallback(webhook) || errorCode === null) return undefined;
  return JSON.stringify({ ...webhook.params, ErrorCode: String(errorCode), ErrorUrl: webhook.url });
}

/** Rows are found by their messages; the index of their owner, which holds all that wait, must stay out of it. */
const SETTLE = `
WITH outcome AS MATERIALIZED (
  SELECT * FROM ${OUTCOMES.relation("o", 3)}
), ended AS (
  DELETE FROM webhook_due w USING outcome o
  WHERE w.message_id = ANY($3::uuid[]) AND w.owner IS NOT DISTINCT FROM $1::int
    AND w.message_id = o.message_id AND w.seq = o.seq AND w.kind = o.kind AND w.attempt = o.attempt - 1
    AND o.retry_at IS NULL
  RETURNING o.*, w.replay_after
), put_off AS (
  UPDATE webhook_due w SET due_at = o.retry_at, attempt = o.attempt, params = coalesce(o.next_params, w.params)
  FROM outcome o
  WHERE w.message_id = ANY($3::uuid[]) AND w.owner IS NOT DISTINCT FROM $1::int
    AND w.message_id = o.message_id AND w.seq = o.seq AND w.kind = o.kind AND w.attempt = o.attempt - 1
    AND o.retry_at IS NOT NULL
  RETURNING o.*, w.replay_after
), needless AS (
  DELETE FROM webhook_due w USING ended e
  WHERE w.message_id = ANY($3::uuid[]) AND e.spares_fallback
    AND w.message_id = e.message_id AND w.seq = 0 AND w.kind = 'fallback'
), needed AS (
  UPDATE webhook_due w SET due_at = $2, params = e.next_params FROM ended e
  WHERE w.message_id = ANY($3::uuid[]) AND e.next_params IS NOT NULL AND w.message_id = e.message_id AND w.seq = 0 AND w.kind = 'fallback'
)
INSERT INTO webhook_attempt (message_id, seq, kind, attempt, replay, account_id, at, duration_ms, method, url, request_headers,
  request_body, response_status, response_headers, response_body, error_code, error_detail)
SELECT message_id, seq, kind, attempt, replay_after IS NOT NULL, account_id, at, duration_ms, method, url, request_headers, request_body,
  response_status, response_headers, response_body, error_code, error_detail
FROM (SELECT * FROM ended UNION ALL SELECT * FROM put_off) AS tried`;
