import { afterAll, beforeAll, expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import type { Settings } from "@/lib/operations/ctx";
import * as messages from "@/lib/store/messages";
import { findWebhooks, type Webhook } from "@/lib/store/webhooks";
import { type Callback, type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { answerOf, callbackStage, storeWebhooks } from "@/lib/testing/callback-stage";
import { testDatabase } from "@/lib/testing/database";
import { requestFor, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { newId, storeNumber, storeService } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const TOKEN = "0123456789abcdef0123456789abcdef";

let answer = (_callback: Callback) => 204;
let sink: CallbackSink;
let pipeline: TestPipeline;
let accountId: string;
beforeAll(async () => {
  sink = await startCallbackSink((callback, response) => response.writeHead(answer(callback)).end());
  pipeline = await testPipeline(db, url, { random: () => 0 });
  accountId = await storeSendingAccount(db, TOKEN);
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});

const storeSpecial = async (columns: string) => {
  const id = await storeService(db, accountId, [(await storeNumber(db, accountId)).id]);
  await db.sql.query(`UPDATE messaging_service SET ${columns} WHERE id = $1`, [id]);
  return id;
};
const sendThrough = async (serviceId: string, path: string) =>
  pipeline.accept(
    await requestFor(pipeline.settings, accountId, { serviceId, statusCallback: `${sink.url}${path}#rc=0` }),
  );
const toldTo = (path: string) => sink.received.filter((callback) => new URL(callback.url).pathname === path);
const statuses = (callbacks: readonly Callback[]) => callbacks.map(({ params }) => params.MessageStatus);

test("a durable service's callbacks are tried again after an error, and what is newer waits behind them", async () => {
  const durable = await storeSpecial("durable_callbacks = true");
  const plain = await storeSpecial("durable_callbacks = false");
  answer = ({ params }) => (params.MessageStatus === "sent" && toldTo("/durable").length < 3 ? 500 : 204);
  await sendThrough(durable, "/durable");
  await sendThrough(plain, "/plain");
  await expect.poll(() => toldTo("/plain").length).toBe(3);
  expect(statuses(toldTo("/plain"))).toEqual(["queued", "sent", "delivered"]);
  expect(statuses(toldTo("/durable"))).toEqual(["queued", "sent"]);

  await expect.poll(() => toldTo("/durable").length, { timeout: 10_000 }).toBe(4);
  const [, first, repeat] = toldTo("/durable");
  expect(statuses(toldTo("/durable"))).toEqual(["queued", "sent", "sent", "delivered"]);
  expect(repeat!.at - first!.at).toBeGreaterThanOrEqual(4_990);
  expect(repeat!.params).toEqual(first!.params);
  expect(repeat!.headers["i-twilio-idempotency-token"]).toBe(first!.headers["i-twilio-idempotency-token"]);
});

test("a numbered service's callbacks carry the number and time of their event, signed, also when repeated", async () => {
  const service = await storeSpecial("durable_callbacks = true, numbered_callbacks = true");
  answer = () => (toldTo("/numbered").length === 3 ? 500 : 204);
  const { id } = await sendThrough(service, "/numbered");
  await expect.poll(() => toldTo("/numbered").length, { timeout: 10_000 }).toBe(4);
  const events = await messages.events(db, accountId, id);
  const numbers = toldTo("/numbered").map(({ params }) => Number(params.EventSequence));
  expect(numbers).toEqual([1, 3, 4, 4]);
  for (const callback of toldTo("/numbered")) {
    const { EventSequence, EventTimestamp, MessageStatus } = callback.params;
    const event = events.find(({ seq }) => seq === Number(EventSequence));
    expect(event?.name).toBe(MessageStatus);
    expect(EventTimestamp).toBe(event?.at.toISOString());
    expect(sink.isSigned(callback, TOKEN)).toBe(true);
  }
});

test("without that, a callback says what the wire says and no more", async () => {
  answer = () => 204;
  await sendThrough(await storeSpecial("numbered_callbacks = false"), "/wire");
  await expect.poll(() => toldTo("/wire").length).toBe(3);
  for (const { params } of toldTo("/wire")) expect(Object.keys(params)).not.toContain("EventSequence");
});

/** Settings under which every service is durable. */
const durably = (): Settings => ({
  ...pipeline.settings,
  async service(account, id) {
    const service = await pipeline.settings.service(account, id);
    return service && { ...service, durableCallbacks: true };
  },
});

test("a restart forgets no try that is hours off, and tells a message's callbacks in their order", async () => {
  const made: number[] = [];
  const callWebhook = async (webhook: Webhook) => {
    made.push(webhook.seq);
    return answerOf(webhook, 204);
  };
  const { gatewayId, stage } = await callbackStage(db, durably(), { callWebhook });
  const id = newId();
  await storeWebhooks(db, [id], { accountId, gatewayId, perMessage: 3 });
  const inAnHour =
    "UPDATE webhook_due SET due_at = now() + interval '1 h', attempt = 7 WHERE message_id = $1 AND seq = 1";
  await db.sql.query(inAnHour, [id]);
  await stage.refill();
  expect([stage.parked, stage.waiting, made]).toEqual([1, 0, []]);
  const [newest] = (await findWebhooks(db.sql, gatewayId, { after: undefined, limit: 10 })).toReversed();
  stage.tell({ ...newest!, seq: 4 });
  expect([stage.parked, stage.waiting]).toEqual([1, 0]);
  stage.stop();

  await db.sql.query("UPDATE webhook_due SET due_at = now() + interval '4.2 s' WHERE message_id = $1 AND seq = 1", [
    id,
  ]);
  const next = await callbackStage(db, durably(), { callWebhook, gatewayId });
  await next.stage.refill();
  expect(next.stage.parked).toBe(1);
  await expect.poll(() => made, { timeout: 8_000 }).toEqual([1, 2, 3]);
  next.stage.stop();
});

test("what waits for a host that fails takes no memory and no other host's turn", async () => {
  const serviceId = await storeSpecial("durable_callbacks = true");
  const params = { MessagingServiceSid: toSid("MG", serviceId) };
  const made = { dead: 0, well: 0 };
  const { gatewayId, stage } = await callbackStage(db, pipeline.settings, {
    async callWebhook(webhook) {
      const name = webhook.url.includes("dead") ? "dead" : "well";
      made[name] += 1;
      return answerOf(webhook, name === "dead" ? 500 : 204);
    },
  });
  const ids = Array.from({ length: 1_000 }, newId);
  await storeWebhooks(db, ids, { accountId, gatewayId, url: "http://dead/x", params });
  await stage.refill();
  await expect.poll(() => stage.waiting).toBe(0);
  expect([stage.parked, made.dead]).toEqual([1_000, 1_000]);

  await storeWebhooks(db, Array.from({ length: 500 }, newId), { accountId, gatewayId, url: "http://well/x", params });
  await stage.refill();
  await expect.poll(() => made.well).toBe(1_000);
  expect(made.dead).toBe(1_000);
  stage.stop();
});
