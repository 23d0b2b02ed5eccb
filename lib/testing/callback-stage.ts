import type { Settings } from "@/lib/operations/ctx";
import type { CallWebhook, WebhookAnswer } from "@/lib/pipeline/deps";
import { type CallbackStage, createCallbackStage } from "@/lib/pipeline/stages/callbacks";
import type { Db } from "@/lib/store/db";
import { registerGateway } from "@/lib/store/gateways";
import type { Webhook } from "@/lib/store/webhooks";
import { SILENT } from "@/lib/testing/pipeline";
import { newId } from "@/lib/testing/sending";

/** A callback stage of its own, under a name that nobody takes over, or under one it is given. */
export async function callbackStage(
  db: Db,
  settings: Settings,
  { callWebhook, gatewayId }: { callWebhook: CallWebhook; gatewayId?: number },
): Promise<{ gatewayId: number; stage: CallbackStage }> {
  const name = gatewayId ?? (await registerGateway(db.sql, newId()));
  await db.sql.query("UPDATE gateway SET heartbeat_at = 'infinity' WHERE id = $1", [name]);
  const clock = { now: () => new Date(), elapsed: () => performance.now() };
  const stage = createCallbackStage(
    { db, settings, callWebhook, random: () => 0, newId, simulatedMps: 10, log: SILENT, ...clock },
    { gatewayId: name, lease: { holds: () => true, confirmed: async () => true } },
  );
  return { gatewayId: name, stage };
}

/** What an endpoint answers, in short: a status, or no connection. */
export function answerOf({ url }: Webhook, status: number | "none"): WebhookAnswer {
  const request = { url, requestHeaders: {}, requestBody: "" };
  if (status === "none") {
    const failure = { code: 11205, detail: "connect ECONNREFUSED", cause: "ct" } as const;
    return { ...request, status: null, headers: null, body: null, failure };
  }
  const failure = status < 300 ? null : ({ code: 11200, detail: `${status}`, cause: "5xx" } as const);
  return { ...request, status, headers: {}, body: "", failure };
}

/** Stores callbacks that a gateway owes: for each message those numbered from 1 to `perMessage`, due since a moment. */
export async function storeWebhooks(
  db: Db,
  ids: readonly string[],
  {
    accountId,
    gatewayId,
    url = "http://owl/x",
    params = {},
    perMessage = 2,
  }: {
    accountId: string;
    gatewayId: number;
    url?: string;
    params?: Record<string, string>;
    perMessage?: number;
  },
): Promise<void> {
  await db.sql.query(
    `INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, owner)
     SELECT id, seq, 'status', $2, $4, 'POST', $5, now() - interval '1 s' + seq * interval '1 ms', $3
     FROM unnest($1::uuid[]) AS id, generate_series(1, $6::int) AS seq`,
    [ids, accountId, gatewayId, url, params, perMessage],
  );
}
