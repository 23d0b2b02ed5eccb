import { afterAll, beforeAll, expect, test } from "vitest";
import { isFinal } from "@/lib/domain/message-status";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { receiveInbound } from "@/lib/operations/inbound";
import type { CallWebhook } from "@/lib/pipeline/deps";
import * as messages from "@/lib/store/messages";
import { findWebhooks } from "@/lib/store/webhooks";
import { type Callback, type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { answerOf, callbackStage, storeWebhooks } from "@/lib/testing/callback-stage";
import { testDatabase } from "@/lib/testing/database";
import { testWorld } from "@/lib/testing/factories";
import { requestFor, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { newId, storeNumber, storeService } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const TOKEN = "0123456789abcdef0123456789abcdef";

/** What the endpoint answers to the nth request for one path. */
let statusOf = (_path: string, _n: number, _callback: Callback) => 204;
const tries = new Map<string, number>();
let sink: CallbackSink;
let pipeline: TestPipeline;
let accountId: string;
let sender: { id: string; phoneNumber: string };
beforeAll(async () => {
  sink = await startCallbackSink((callback, response) => {
    const { pathname } = new URL(callback.url);
    const n = (tries.get(pathname) ?? 0) + 1;
    tries.set(pathname, n);
    response.writeHead(statusOf(pathname, n, callback), { "Content-Type": "text/xml" }).end("<Response/>");
  });
  pipeline = await testPipeline(db, url);
  accountId = await storeSendingAccount(db, TOKEN);
  sender = await storeNumber(db, accountId);
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});

const send = async (statusCallback: string) =>
  pipeline.accept(await requestFor(pipeline.settings, accountId, { from: sender.phoneNumber, statusCallback }));
const attemptsOf = async (id: string) =>
  (await messages.attempts(db, accountId, id)).map(({ seq, attempt, responseStatus, errorCode }) => ({
    seq,
    attempt,
    responseStatus,
    errorCode,
  }));
const owedTo = async (id: string) =>
  (await db.sql.query("SELECT count(*)::int AS owed FROM webhook_due WHERE message_id = $1", [id])).rows[0].owed;
/** Waits until the message is finished and nothing of it is left to tell. */
async function isTold(id: string, timeout = 5_000): Promise<void> {
  const isFinished = async () => isFinal((await messages.find(db, accountId, id))?.status ?? "queued");
  await expect.poll(async () => (await isFinished()) && (await owedTo(id)) === 0, { timeout, interval: 20 }).toBe(true);
}
const requestsTo = (path: string) => sink.received.filter((callback) => new URL(callback.url).pathname === path);

test("a refused connection is tried once more, and every try is kept", async () => {
  const { id } = await send("http://127.0.0.1:1/gone");
  await expect.poll(() => attemptsOf(id), { timeout: 8_000 }).toHaveLength(4);
  await isTold(id);
  expect(await attemptsOf(id)).toEqual([
    { seq: 2, attempt: 1, responseStatus: null, errorCode: 11205 },
    { seq: 2, attempt: 2, responseStatus: null, errorCode: 11205 },
    { seq: 3, attempt: 1, responseStatus: null, errorCode: 11205 },
    { seq: 3, attempt: 2, responseStatus: null, errorCode: 11205 },
  ]);
});

test("an error status is not tried again, unless the URL asks for it; a repeat says the same under the same token", async () => {
  statusOf = (_path, n) => (n === 1 ? 503 : 200);
  const once = await send(`${sink.url}/once`);
  const twice = await send(`${sink.url}/twice#rc=1&rp=5xx`);
  await isTold(once.id);
  await isTold(twice.id);
  expect((await attemptsOf(once.id)).map(({ seq, responseStatus }) => [seq, responseStatus])).toEqual([
    [2, 503],
    [3, 200],
  ]);
  const [first, repeat, next] = requestsTo("/twice");
  expect(repeat!.params).toEqual(first!.params);
  expect(repeat!.headers["i-twilio-idempotency-token"]).toBe(first!.headers["i-twilio-idempotency-token"]);
  expect(next!.headers["i-twilio-idempotency-token"]).not.toBe(first!.headers["i-twilio-idempotency-token"]);
});

test("while a try waits for its repeat, newer news of the message waits behind it", async () => {
  statusOf = (path, n) => (path === "/order" && n < 3 ? 500 : 200);
  const { id } = await send(`${sink.url}/order#rc=3&rp=all`);
  await isTold(id, 10_000);
  expect(requestsTo("/order").map(({ params }) => params.MessageStatus)).toEqual(["sent", "sent", "sent", "delivered"]);
});

test("of a long answer 4 KB are kept, with its headers", async () => {
  const long = await startCallbackSink((_callback, response) =>
    response.writeHead(200, { "X-Owl": "1" }).end("ä".repeat(9_000)),
  );
  const { id } = await send(long.url);
  await isTold(id);
  const [attempt] = await messages.attempts(db, accountId, id);
  expect(attempt).toMatchObject({ responseStatus: 200, responseHeaders: { "x-owl": "1" } });
  expect(attempt?.responseBody).toHaveLength(4_096);
  await long.close();
});

test("an endpoint that never answers delays nobody else's callbacks", async () => {
  const deaf = await startCallbackSink(() => {});
  const deafMessages = await Promise.all(Array.from({ length: 100 }, () => send(`${deaf.url}/deaf`)));
  await expect.poll(() => deaf.received.length).toBeGreaterThan(10);
  const others = await Promise.all(Array.from({ length: 50 }, () => send(`${sink.url}/lively`)));
  for (const { id } of others) await isTold(id);
  expect(requestsTo("/lively")).toHaveLength(100);
  // All of that happened while the first request to the other was still waited for.
  for (const { id } of deafMessages) expect(await attemptsOf(id)).toEqual([]);
  expect(await owedTo(deafMessages[99]!.id)).toBe(2);
  await deaf.close();
});

const ctx = (): Ctx => ({
  ...testWorld(db, { settings: pipeline.settings, accept: pipeline.accept }),
  accountId,
  actor: "AC",
});

test("an inbound message is told to its number's webhook, with the parameters of the wire", async () => {
  const number = await storeNumber(db, accountId, {
    smsUrl: `${sink.url}/inbound`,
    smsFallbackUrl: `${sink.url}/unused`,
  });
  statusOf = () => 200;
  const message = await receiveInbound(ctx(), { from: "+14155550123", to: number.phoneNumber, body: "Hoo?" });
  await expect.poll(() => requestsTo("/inbound").length).toBe(1);
  expect(requestsTo("/inbound")[0]!.params).toMatchObject({
    MessageSid: toSid("SM", message!.id),
    SmsStatus: "received",
    From: "+14155550123",
    To: number.phoneNumber,
    Body: "Hoo?",
    NumMedia: "0",
    NumSegments: "1",
    FromCountry: "US",
    FromState: "CA",
    FromCity: "San Francisco",
    FromZip: "94103",
    ToCountry: "US",
    ToState: "CA",
  });
  await isTold(message!.id);
  expect(requestsTo("/unused")).toEqual([]);
});

test("when the webhook fails the fallback is called once, with the code and the URL that failed", async () => {
  const smsUrl = `${sink.url}/failing`;
  const number = await storeNumber(db, accountId, { smsUrl, smsFallbackUrl: `${sink.url}/fallback` });
  const serviceId = await storeService(db, accountId, [number.id]);
  statusOf = (path) => (path === "/failing" ? 500 : 200);
  const message = await receiveInbound(ctx(), { from: "+14155550123", to: number.phoneNumber, body: "Hoo?" });
  expect(message?.serviceId).toBe(serviceId);
  await isTold(message!.id);
  const [fallback, ...more] = requestsTo("/fallback");
  expect(more).toEqual([]);
  expect(fallback!.params).toMatchObject({ Body: "Hoo?", ErrorCode: "11200", ErrorUrl: smsUrl });
  const kinds = (await messages.attempts(db, accountId, message!.id)).map(({ kind, responseStatus }) => [
    kind,
    responseStatus,
  ]);
  expect(kinds).toEqual([
    ["inbound", 500],
    ["fallback", 200],
  ]);
});

test("a service that drops what it receives keeps nothing of it", async () => {
  const number = await storeNumber(db, accountId);
  await storeService(db, accountId, [number.id], { useInboundWebhookOnNumber: false });
  expect(await receiveInbound(ctx(), { from: "+14155550123", to: number.phoneNumber, body: "Hoo?" })).toBeUndefined();
});

const stageFor = (callWebhook: CallWebhook) => callbackStage(db, pipeline.settings, { callWebhook });
const owe = (ids: readonly string[], gatewayId: number) => storeWebhooks(db, ids, { accountId, gatewayId });
const all = { after: undefined, limit: 20_000 };

test("a callback that a look into the rows finds before its step has told of it is made once", async () => {
  const made: number[] = [];
  const { gatewayId, stage } = await stageFor(async (webhook) => {
    made.push(webhook.seq);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return answerOf(webhook, 204);
  });
  await owe([newId()], gatewayId);
  stage.refill();
  await expect.poll(() => stage.waiting).toBe(2);
  for (const webhook of await findWebhooks(db.sql, gatewayId, all)) stage.tell(webhook);
  await expect.poll(() => stage.waiting).toBe(0);
  stage.stop();
  expect(made).toEqual([1, 2]);
});

test("one look is enough for what is found, though it takes its time", async () => {
  const { gatewayId, stage } = await stageFor(() => new Promise(() => {}));
  await owe([newId()], gatewayId);
  await stage.refill();
  expect([stage.waiting, stage.inFlight]).toEqual([2, 1]);
  stage.stop();
});

test("of a hundred hosts one that is a black hole keeps its own places, and the others are told everything", async () => {
  const made = new Map<string, number>();
  const { gatewayId, stage } = await stageFor(async (webhook) => {
    made.set(webhook.url, (made.get(webhook.url) ?? 0) + 1);
    return webhook.url === "http://host0/x" ? new Promise(() => {}) : answerOf(webhook, 204);
  });
  for (let host = 0; host < 100; host++) {
    const url = `http://host${host}/x`;
    await storeWebhooks(db, Array.from({ length: 25 }, newId), { accountId, gatewayId, url });
  }
  await stage.refill();
  await expect.poll(() => stage.waiting, { timeout: 20_000 }).toBe(50);
  expect(made.get("http://host0/x")).toBe(25);
  for (let host = 1; host < 100; host++) expect(made.get(`http://host${host}/x`)).toBe(50);
  stage.stop();
});

test("a host that does not answer gives back the memory that it took, and all of it is told once it answers", async () => {
  let answers = false;
  let made = 0;
  const { gatewayId, stage } = await stageFor(async (webhook) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    made += answers ? 1 : 0;
    return answerOf(webhook, answers ? 204 : "none");
  });
  await owe(Array.from({ length: 1_000 }, newId), gatewayId);
  for (const webhook of await findWebhooks(db.sql, gatewayId, all)) stage.tell(webhook);
  await expect.poll(() => stage.waiting).toBeLessThan(250);
  expect(stage.inFlight).toBeLessThanOrEqual(8);
  answers = true;
  await expect.poll(async () => (await findWebhooks(db.sql, gatewayId, all)).length, { timeout: 20_000 }).toBe(0);
  stage.stop();
  expect(made).toBeGreaterThan(1_500);
});

test("callbacks beyond what memory holds wait in the database and are made in order, each once", async () => {
  const made: string[] = [];
  const { gatewayId, stage } = await stageFor(async (webhook) => {
    made.push(`${webhook.messageId} ${webhook.seq}`);
    return answerOf(webhook, 204);
  });
  const ids = Array.from({ length: 7_000 }, newId);
  await owe(ids, gatewayId);
  for (const webhook of await findWebhooks(db.sql, gatewayId, all)) stage.tell(webhook);
  expect(stage.waiting).toBeLessThanOrEqual(10_000);
  await expect.poll(async () => (await findWebhooks(db.sql, gatewayId, all)).length, { timeout: 20_000 }).toBe(0);
  stage.stop();
  expect(made).toHaveLength(14_000);
  const place = new Map(made.map((name, index) => [name, index]));
  expect(place.size).toBe(14_000);
  for (const id of ids) expect(place.get(`${id} 1`)).toBeLessThan(place.get(`${id} 2`)!);
});
