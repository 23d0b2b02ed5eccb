import twilio from "twilio";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fromSid, toSid } from "@/lib/domain/sid";
import { rotateAuthToken } from "@/lib/operations/accounts";
import { updateNumber } from "@/lib/operations/phone-numbers";
import { updateService } from "@/lib/operations/services";
import { serveApi } from "@/lib/testing/api-server";
import { type Callback, type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, type TestAccount, testWorld } from "@/lib/testing/factories";
import { type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";

const PATRON = "+14155550142";
const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });

let statusOf = (_callback: Callback) => 204;
let sink: CallbackSink;
let pipeline: TestPipeline;
let baseUrl: string;
let world: ReturnType<typeof testWorld>;
let account: TestAccount;
let client: twilio.Twilio;
let from: string;
beforeAll(async () => {
  sink = await startCallbackSink((callback, response) => {
    const twiml = new twilio.twiml.MessagingResponse();
    twiml.message("Hoo!");
    response.writeHead(statusOf(callback), { "Content-Type": "text/xml" }).end(twiml.toString());
  });
  pipeline = await testPipeline(db, url, { random: () => 0 });
  world = testWorld(db, { settings: pipeline.settings, accept: pipeline.accept });
  baseUrl = await serveApi(world);
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});
beforeEach(async () => {
  account = await createAccount(world);
  client = sdkClient(baseUrl, account);
  from = (await createNumber(account.ctx)).phoneNumber;
});

async function ask(method: "GET" | "POST", path: string, params: Record<string, string> = {}) {
  const query = new URLSearchParams(params);
  const answer = await fetch(`${baseUrl}${path}${method === "GET" && query.size > 0 ? `?${query}` : ""}`, {
    method,
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    body: method === "POST" ? query : undefined,
  });
  return { status: answer.status, body: await answer.json() };
}
const attempts = async (params: Record<string, string> = {}) =>
  (await ask("GET", "/senderpool/v1/WebhookAttempts", params)).body.webhook_attempts as Record<string, unknown>[];
const replay = (params: Record<string, string>) => ask("POST", "/senderpool/v1/WebhookAttempts/Replay", params);
const toldTo = (path: string) => sink.received.filter((callback) => new URL(callback.url).pathname === path);
const said = (path: string) => toldTo(path).map(({ params }) => params.MessageStatus);

/** Sends a message whose callbacks go to one path, and waits until both were told. */
async function send(path: string, given: { messagingServiceSid?: string } = {}): Promise<string> {
  const sender = given.messagingServiceSid ? given : { from };
  const before = toldTo(path).length;
  const { sid } = await client.messages.create({ to: PATRON, body: "Hoo", statusCallback: sink.url + path, ...sender });
  await isSettled(sid);
  expect(toldTo(path).length).toBeGreaterThan(before);
  return sid;
}
/** Waits until the message is delivered and nothing is owed, and, with `tries`, so many requests were made of it. */
async function isSettled(sid: string, tries = 2): Promise<void> {
  const owed = "SELECT FROM webhook_due WHERE message_id = $1 AND due_at < 'infinity'";
  await expect
    .poll(async () => (await attempts({ MessageSid: sid })).length, { timeout: 5_000, interval: 20 })
    .toBeGreaterThanOrEqual(tries);
  await expect.poll(async () => (await db.sql.query(owed, [fromSid(["SM", "MM"], sid)])).rowCount).toBe(0);
}

test("every request is listed with its message, newest first, and filtered by message, service, outcome and time", async () => {
  statusOf = ({ params }) => (params.MessageStatus === "sent" ? 500 : 204);
  const first = await send("/list");
  const since = new Date().toISOString();
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const serviceSid = toSid("MG", service.id);
  const second = await send("/list", { messagingServiceSid: serviceSid });

  const names = (found: Record<string, unknown>[]) =>
    found.map(({ message_sid, event_sequence, status }) => [message_sid, event_sequence, status]);
  const ofFirst = [
    [first, 3, "succeeded"],
    [first, 2, "failed"],
  ];
  const ofSecond = [
    [second, 4, "succeeded"],
    [second, 3, "failed"],
    [second, 1, "succeeded"],
  ];
  await isSettled(second, 3);
  expect(names(await attempts()).slice(-2)).toEqual(ofFirst);
  expect(names(await attempts({ MessageSid: first }))).toEqual(ofFirst);
  expect(names(await attempts({ ServiceSid: serviceSid }))).toEqual(ofSecond);
  expect(names(await attempts({ Status: "failed" })).map(([sid]) => sid)).toEqual([second, first]);
  expect(names(await attempts({ Status: "succeeded", Until: since }))).toEqual([ofFirst[0]]);
  expect(new Set(names(await attempts({ Since: since })).map(([sid]) => sid))).toEqual(new Set([second]));
  expect((await attempts({ MessageSid: first, Status: "failed" }))[0]).toMatchObject({
    account_sid: account.sid,
    messaging_service_sid: null,
    kind: "status",
    attempt: 1,
    replay: false,
    method: "POST",
    url: `${sink.url}/list`,
    response_status: 500,
    error_code: 11200,
  });

  const pages: unknown[] = [];
  for (let uri = "/senderpool/v1/WebhookAttempts?PageSize=2"; uri; ) {
    const { body } = await ask("GET", uri);
    pages.push(...names(body.webhook_attempts));
    uri = body.next_page_uri;
  }
  expect(pages).toEqual(names(await attempts()));
});

test("one callback is told again: the same parameters and token, a signature by today's Auth Token, and marked", async () => {
  statusOf = () => 204;
  const sid = await send("/one");
  const rotated = await rotateAuthToken(account.ctx);
  account = { ...account, authToken: rotated.authToken };
  expect(await replay({ MessageSid: sid, EventSequence: "2" })).toEqual({
    status: 201,
    body: { account_sid: account.sid, replayed: 1, complete: true, before: null },
  });
  await isSettled(sid, 3);
  expect(said("/one")).toEqual(["sent", "delivered", "sent"]);
  const [first, , again] = toldTo("/one");
  expect(again!.params).toEqual(first!.params);
  expect(again!.headers["i-twilio-idempotency-token"]).toBe(first!.headers["i-twilio-idempotency-token"]);
  expect(sink.isSigned(again!, rotated.authToken)).toBe(true);
  expect(sink.isSigned(first!, rotated.authToken)).toBe(false);
  const marks = (await attempts({ MessageSid: sid })).map((made) => [made.event_sequence, made.attempt, made.replay]);
  expect(marks).toEqual([
    [3, 1, false],
    [2, 2, true],
    [2, 1, false],
  ]);
});

test("all that failed since a time is told again, each once and in order, and then nothing has failed", async () => {
  const since = new Date().toISOString();
  statusOf = () => 503;
  const sids = [await send("/since"), await send("/since"), await send("/since")];
  statusOf = () => 204;
  expect((await replay({ Since: since, Status: "failed" })).body).toMatchObject({ replayed: 6, complete: true });
  for (const sid of sids) await isSettled(sid, 4);
  for (const sid of sids) {
    const told = toldTo("/since").filter(({ params }) => params.MessageSid === sid);
    expect(told.map(({ params }) => params.MessageStatus)).toEqual(["sent", "delivered", "sent", "delivered"]);
  }
  expect((await replay({ Since: since, Status: "failed" })).body.replayed).toBe(0);
  expect((await replay({ Since: since, Status: "succeeded", Until: since })).body.replayed).toBe(0);
});

test("a replay that fails is tried as often as the first time", async () => {
  statusOf = () => 503;
  const sid = await send("/again");
  await db.sql.query("UPDATE message SET status_callback = status_callback || '#rc=1&rp=5xx' WHERE id = $1", [
    fromSid("SM", sid),
  ]);
  expect((await replay({ MessageSid: sid, EventSequence: "3" })).body.replayed).toBe(1);
  await isSettled(sid, 4);
  expect((await attempts({ MessageSid: sid })).map((made) => [made.event_sequence, made.attempt])).toEqual([
    [3, 3],
    [3, 2],
    [3, 1],
    [2, 1],
  ]);
});

test("what still waits for its next try is made at once, in the order of its message", async () => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await updateService(account.ctx, service.id, { durableCallbacks: true });
  statusOf = ({ params }) => (params.MessageStatus === "queued" ? 503 : 204);
  const { sid } = await client.messages.create({
    to: PATRON,
    body: "Hoo",
    statusCallback: `${sink.url}/waits`,
    messagingServiceSid: toSid("MG", service.id),
  });
  await expect.poll(async () => (await client.messages(sid).fetch()).status).toBe("delivered");
  await expect.poll(async () => (await attempts({ MessageSid: sid })).length).toBe(1);
  await db.sql.query("UPDATE webhook_due SET due_at = now() + interval '6 h' WHERE message_id = $1 AND attempt > 0", [
    fromSid("SM", sid),
  ]);
  statusOf = () => 204;
  expect((await replay({ MessageSid: sid })).body.replayed).toBe(1);
  await isSettled(sid, 4);
  expect(said("/waits")).toEqual(["queued", "queued", "sent", "delivered"]);
});

test("an inbound message whose webhook failed is told again and answered once, and not once more", async () => {
  const number = await createNumber(account.ctx);
  await updateNumber(account.ctx, number.id, { smsUrl: `${sink.url}/in?shop=1`, smsMethod: "GET" });
  statusOf = () => 500;
  const answer = await ask("POST", "/senderpool/v1/Simulator/Inbound", {
    From: PATRON,
    To: number.phoneNumber,
    Body: "Hoo & hoo?",
  });
  const { sid } = answer.body;
  await isSettled(sid, 1);
  statusOf = () => 200;
  expect((await replay({ MessageSid: sid })).body.replayed).toBe(1);
  await isSettled(sid, 2);
  const [first, again] = toldTo("/in");
  expect(again!.params).toEqual(first!.params);
  expect(again!.params).toMatchObject({ shop: "1", Body: "Hoo & hoo?" });
  expect(sink.isSigned({ ...again!, params: {} }, account.authToken)).toBe(true);
  await expect.poll(async () => (await client.messages.list({ from: number.phoneNumber })).length).toBe(1);
  expect((await replay({ MessageSid: sid })).body.replayed).toBe(0);
});

test("nobody replays, or sees, what is another account's", async () => {
  statusOf = () => 204;
  const sid = await send("/theirs");
  account = await createAccount(world);
  expect(await attempts({ MessageSid: sid })).toEqual([]);
  expect(await attempts()).toEqual([]);
  expect(await replay({ MessageSid: sid })).toMatchObject({ status: 404, body: { code: 20404 } });
  expect((await replay({ Since: "2020-01-01" })).body.replayed).toBe(0);
  expect(said("/theirs")).toEqual(["sent", "delivered"]);
});

test.each([
  ["nothing", {}, "MessageSid or Since: One is required"],
  ["an event of no message", { EventSequence: "2", Since: "2026-01-01" }, "MessageSid: One is required"],
  ["a SID that is none", { MessageSid: "SM1" }, "MessageSid: Use a SID of SM or MM"],
  ["a number that is none", { MessageSid: `SM${"0".repeat(32)}`, EventSequence: "-1" }, "EventSequence: Use a whole"],
  ["a time that is none", { Since: "yesterday" }, "Since: Use YYYY-MM-DD"],
  ["an outcome that is none", { Since: "2026-01-01", Status: "lost" }, "Status: Use failed or succeeded"],
])("a replay of %s is refused", async (_rule, params: Record<string, string>, says) => {
  const { status, body } = await replay(params);
  expect([status, body.code]).toEqual([400, 20001]);
  expect(body.message).toContain(says);
});
