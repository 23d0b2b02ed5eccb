import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { NOTHING } from "@/lib/domain/twiml";
import type { Ctx } from "@/lib/operations/ctx";
import { receiveInbound } from "@/lib/operations/inbound";
import { createReplies } from "@/lib/pipeline/replies";
import { outcomeOf } from "@/lib/pipeline/webhook-outcome";
import { registerGateway } from "@/lib/store/gateways";
import * as messages from "@/lib/store/messages";
import { findWebhooksOf, type WebhookOutcome } from "@/lib/store/webhooks";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { testWorld } from "@/lib/testing/factories";
import { startMediaHost } from "@/lib/testing/media";
import { SILENT, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { newId, storeNumber, storeService } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const TOKEN = "0123456789abcdef0123456789abcdef";

type Answer = string | { status?: number; type?: string; body?: string; location?: string };
/** What the endpoint answers, by path; without an entry an empty Response. */
const answers = new Map<string, Answer>();
/** One path's answer waits for this. */
let answered = () => {};
const held = new Promise<void>((resolve) => {
  answered = resolve;
});
const twiml = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`;

let sink: CallbackSink;
let pipeline: TestPipeline;
let accountId: string;
beforeAll(async () => {
  sink = await startCallbackSink(({ url: target }, response) => {
    const given = answers.get(new URL(target).pathname) ?? twiml("");
    const asked: Exclude<Answer, string> = typeof given === "string" ? { body: given } : given;
    const { status = 200, type = "text/xml", body = "", location } = asked;
    const headers = { "Content-Type": type, ...(location && { Location: location }) };
    const waits = target.endsWith("/forget") ? held : Promise.resolve();
    void waits.then(() => response.writeHead(status, headers).end(body));
  });
  pipeline = await testPipeline(db, url);
  accountId = await storeSendingAccount(db, TOKEN);
});
afterEach(() => answers.clear());
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});

const ctx = (): Ctx => ({
  ...testWorld(db, { settings: pipeline.settings, accept: pipeline.accept }),
  accountId,
  actor: "AC",
});

let handsets = 0;
/** Somebody writes to a new number whose webhook answers so. @returns the message once nothing of it is left to tell */
async function receive(answer: Answer, given: { fallback?: Answer; service?: boolean; body?: string } = {}) {
  handsets += 1;
  const path = `/in/${handsets}`;
  answers.set(path, answer);
  if (given.fallback) answers.set(`${path}/fallback`, given.fallback);
  const hooks = { smsUrl: `${sink.url}${path}`, smsFallbackUrl: given.fallback && `${sink.url}${path}/fallback` };
  const number = await storeNumber(db, accountId, hooks);
  if (given.service) {
    const own = { inboundRequestUrl: hooks.smsUrl, useInboundWebhookOnNumber: false };
    await storeService(db, accountId, [number.id], own);
  }
  const from = `+1415777${String(handsets).padStart(4, "0")}`;
  const message = await receiveInbound(ctx(), { from, to: number.phoneNumber, body: given.body ?? "Hoo?" });
  const id = message!.id;
  const owed = () => db.sql.query("SELECT FROM webhook_due WHERE message_id = $1", [id]);
  await expect.poll(async () => (await owed()).rowCount, { timeout: 10_000, interval: 20 }).toBe(0);
  return { id, from, to: number.phoneNumber, path, message: message! };
}

const repliesTo = async (id: string) => {
  const { rows } = await db.sql.query<{ id: string }>(
    "SELECT message_id AS id FROM message_event WHERE seq = 0 AND detail->'origin'->>'actor' = $1 ORDER BY message_id",
    [toSid("SM", id)],
  );
  return Promise.all(rows.map(async (row) => (await messages.find(db, accountId, row.id))!));
};
const bodiesTo = async (id: string) => (await repliesTo(id)).map(({ body }) => body);
const alertsOf = async (id: string) =>
  (await messages.events(db, accountId, id)).filter(({ name }) => name === "alert").map(({ errorCode }) => errorCode);
const attemptsOf = async (id: string) =>
  (await messages.attempts(db, accountId, id)).map(({ kind, seq, errorCode }) => [kind, seq, errorCode]);
const requestsTo = (path: string) => sink.received.filter((request) => new URL(request.url).pathname === path);

test("a Message is sent back once, as an outbound-reply from the number that was written to", async () => {
  const { id, from, to } = await receive(twiml("<Message><Body>Hoo &amp; hoo 🦉</Body></Message>"));
  const [reply, ...more] = await repliesTo(id);
  expect(more).toEqual([]);
  expect(reply).toMatchObject({
    direction: "outbound-reply",
    from: to,
    to: from,
    body: "Hoo & hoo 🦉",
    serviceId: null,
  });
  await expect.poll(async () => (await messages.find(db, accountId, reply!.id))?.status).toBe("delivered");
  const story = await messages.events(db, accountId, reply!.id);
  expect(story[0]).toMatchObject({ name: "queued", detail: { origin: { via: "reply", actor: toSid("SM", id) } } });
  const events = await messages.events(db, accountId, id);
  expect(events).toMatchObject([
    { name: "received" },
    { name: "replied", detail: { replies: [toSid("SM", reply!.id)] } },
  ]);
  expect(await messages.find(db, accountId, id)).toMatchObject({ status: "received", seq: 1 });
});

test("its statusCallback, or else its action, is told what becomes of it", async () => {
  const body = `<Message action="/done">1</Message><Message action="/done" statusCallback="/status">2</Message>`;
  const { id } = await receive(twiml(body));
  const [first, second] = await repliesTo(id);
  const told = (path: string) => requestsTo(path).map(({ params }) => [params.MessageSid, params.MessageStatus]);
  await expect.poll(() => told("/done").length, { timeout: 3_000 }).toBe(2);
  await expect.poll(() => told("/status").length).toBe(2);
  expect(told("/done")).toEqual([
    [toSid("SM", first!.id), "sent"],
    [toSid("SM", first!.id), "delivered"],
  ]);
  expect(told("/status").map(([sid]) => sid)).toEqual([toSid("SM", second!.id), toSid("SM", second!.id)]);
});

test("to and from may name other numbers; what they may not name is an alert, and the other replies are sent", async () => {
  const other = await storeNumber(db, accountId);
  const { id } = await receive(
    twiml(`<Message to="+14155550177" from="${other.phoneNumber}">1</Message><Message to="owl">2</Message>
      <Message from="+14155550188">3</Message><Message to="${other.phoneNumber}" from="${other.phoneNumber}">4</Message>
      <Message>5</Message>`),
  );
  expect((await repliesTo(id)).map(({ to, from, body }) => [to, from, body])).toMatchObject([
    ["+14155550177", other.phoneNumber, "1"],
    [expect.any(String), expect.any(String), "5"],
  ]);
  expect(await alertsOf(id)).toEqual([14101, 14102, 14101]);
});

test("Media is sent with the text, fetched from where the document says", async () => {
  const host = await startMediaHost();
  const { id } = await receive(twiml(`<Message><Body>An owl</Body><Media>${host.url}/owl.png</Media></Message>`));
  const [reply] = await repliesTo(id);
  await expect
    .poll(async () => (await messages.find(db, accountId, reply!.id))?.status, { timeout: 5_000 })
    .toBe("delivered");
  expect(await messages.find(db, accountId, reply!.id)).toMatchObject({ body: "An owl", numMedia: 1, segments: 1 });
  expect(host.asked).toEqual(["/owl.png"]);
  const [, replied] = await messages.events(db, accountId, id);
  expect(replied).toMatchObject({ name: "replied", detail: { replies: [toSid("MM", reply!.id)] } });
  await host.close();
});

test("a reply that a service's webhook asked for is the service's, and begins as queued", async () => {
  const { id, message } = await receive(twiml("<Message>Hoo</Message>"), { service: true });
  const [reply] = await repliesTo(id);
  expect(message.serviceId).not.toBeNull();
  expect(reply).toMatchObject({ direction: "outbound-reply", serviceId: message.serviceId });
  expect((await messages.events(db, accountId, reply!.id))[0]).toMatchObject({ name: "queued" });
});

test("a redirect is requested with the same parameters and a signature of its own", async () => {
  answers.set("/next", twiml("<Message>2</Message>"));
  const { id, path } = await receive(
    twiml("<Message>1</Message><Redirect method='GET'>/next?a=b%20c</Redirect><Message>3</Message>"),
  );
  expect(await bodiesTo(id)).toEqual(["1", "2"]);
  const [first] = requestsTo(path);
  const [next] = requestsTo("/next");
  expect(next).toMatchObject({ method: "GET", params: { ...first!.params, a: "b c" } });
  expect(sink.isSigned({ ...next!, params: {} }, TOKEN)).toBe(true);
  expect(await attemptsOf(id)).toEqual([
    ["inbound", 0, null],
    ["redirect", 1, null],
  ]);
});

test("an HTTP redirect is followed, three of them; a longer chain is the fallback's to answer", async () => {
  answers.set("/moved", { status: 302, location: "/moved/here" });
  answers.set("/moved/here", { status: 307, location: "/moved/there?a=b" });
  answers.set("/moved/there", twiml("<Message>Moved</Message>"));
  const { id } = await receive({ status: 301, location: "/moved" });
  expect(await bodiesTo(id)).toEqual(["Moved"]);
  expect(await alertsOf(id)).toEqual([]);
  expect(requestsTo("/moved/there")).toMatchObject([{ method: "GET", params: { a: "b", Body: "Hoo?" } }]);
  answers.set("/round", { status: 302, location: "/round" });
  const chain = await receive({ status: 302, location: "/round" }, { fallback: twiml("<Message>Sorry</Message>") });
  expect(requestsTo("/round")).toHaveLength(3);
  expect(await alertsOf(chain.id)).toEqual([11215]);
  expect(await bodiesTo(chain.id)).toEqual(["Sorry"]);
});

test("a redirect that leads back to itself ends after ten with an alert, and the message is kept", async () => {
  answers.set("/loop", twiml("<Redirect>/loop</Redirect>"));
  const { id } = await receive(twiml("<Redirect>/loop</Redirect>"));
  expect(requestsTo("/loop")).toHaveLength(10);
  expect(await alertsOf(id)).toEqual([14106]);
  expect(await messages.find(db, accountId, id)).toMatchObject({ status: "received", body: "Hoo?" });
});

test("a redirect that fails is the fallback's to answer, which knows what failed and is asked once", async () => {
  answers.set("/broken", { status: 503 });
  const { id, path } = await receive(twiml("<Redirect>/broken</Redirect>"), {
    fallback: twiml("<Message>Sorry</Message>"),
  });
  const [fallback, ...more] = requestsTo(`${path}/fallback`);
  expect(more).toEqual([]);
  expect(fallback!.params).toMatchObject({ ErrorCode: "11200", ErrorUrl: `${sink.url}/broken`, Body: "Hoo?" });
  expect(await bodiesTo(id)).toEqual(["Sorry"]);
  expect(await alertsOf(id)).toEqual([11200]);
});

test("after a redirect that answers, the fallback is not asked", async () => {
  answers.set("/next", twiml("<Message>2</Message>"));
  const { id, path } = await receive(twiml("<Redirect>/next</Redirect>"), { fallback: twiml("") });
  expect(await bodiesTo(id)).toEqual(["2"]);
  expect(requestsTo(`${path}/fallback`)).toEqual([]);
});

test.each([
  ["the link-local address of a cloud's metadata", "http://169.254.169.254/latest"],
  ["a private network", "http://10.0.0.1/"],
  ["an IPv4 address in IPv6 clothes", "http://[::ffff:10.0.0.1]/"],
  ["a decimal host", "http://167772161/"],
])("a redirect to %s is not made", async (_rule, target) => {
  const { id, path } = await receive(twiml(`<Redirect>${target}</Redirect>`), { fallback: twiml("") });
  expect(requestsTo(`${path}/fallback`)).toMatchObject([{ params: { ErrorCode: "11210", ErrorUrl: target } }]);
  expect(await alertsOf(id)).toEqual([11210]);
});

test.each<[string, Answer, number]>([
  ["what is no XML", "Hoo", 12100],
  ["a page of HTML", { type: "text/html", body: "<!DOCTYPE html><html><body>Owl<br></body></html>" }, 12100],
  ["an entity bomb", `<!DOCTYPE r [<!ENTITY a "aa">]><Response><Message>&a;</Message></Response>`, 12100],
  ["another root", "<Reply/>", 12102],
  ["JSON", { type: "application/json", body: "{}" }, 12300],
  ["10 MB", twiml(`<Message>${"a".repeat(10_000_000)}</Message>`), 11750],
  ["an error status", { status: 500 }, 11200],
])("%s fails like no answer: the fallback is asked, the alert kept, nothing sent", async (_rule, answer, code) => {
  const { id, path } = await receive(answer, { fallback: twiml("") });
  expect(requestsTo(`${path}/fallback`)).toMatchObject([{ params: { ErrorCode: String(code) } }]);
  expect(await alertsOf(id)).toEqual([code]);
  expect(await attemptsOf(id)).toEqual([
    ["inbound", 0, code],
    ["fallback", 0, null],
  ]);
  expect(await repliesTo(id)).toEqual([]);
  expect(await messages.find(db, accountId, id)).toMatchObject({ status: "received" });
});

test("a plain text is the reply; no content is none, and an empty page is noted", async () => {
  const plain = await receive({ type: "text/plain; charset=utf-8", body: "Hoo\n" });
  expect(await bodiesTo(plain.id)).toEqual(["Hoo"]);
  const none = await receive({ status: 204 });
  expect([await repliesTo(none.id), await alertsOf(none.id)]).toEqual([[], []]);
  const empty = await receive({ type: "text/html", body: "" }, { fallback: twiml("<Message>No</Message>") });
  expect([await repliesTo(empty.id), await alertsOf(empty.id)]).toEqual([[], [11770]]);
});

test("ten replies are sent to one message, over all its documents", async () => {
  answers.set("/more", twiml("<Message>b</Message>".repeat(9)));
  const { id } = await receive(twiml(`${"<Message>a</Message>".repeat(5)}<Redirect>/more</Redirect>`));
  expect(await repliesTo(id)).toHaveLength(10);
  expect(await alertsOf(id)).toEqual([14109]);
});

test("two numbers that answer each other are stopped after 15 replies in 30 seconds", async () => {
  const { id, from, to } = await receive(twiml("<Message>a</Message>".repeat(10)));
  expect(await repliesTo(id)).toHaveLength(10);
  const again = await receiveInbound(ctx(), { from, to, body: "Hoo?" });
  await expect.poll(() => alertsOf(again!.id), { timeout: 3_000 }).toEqual(Array.from({ length: 5 }, () => 14107));
  expect(await repliesTo(again!.id)).toHaveLength(5);
});

test("who has opted out gets no reply, and the alert says why", async () => {
  const { id } = await receive(twiml("<Message>Hoo</Message>"), { body: "STOP" });
  expect(await bodiesTo(id)).not.toContain("Hoo");
  expect(await alertsOf(id)).toEqual([21610]);
});

test("a message that is deleted while its webhook answers is replied to all the same", async () => {
  const number = await storeNumber(db, accountId, { smsUrl: `${sink.url}/forget` });
  answers.set("/forget", twiml("<Message>Hoo</Message><Say/>"));
  const message = await receiveInbound(ctx(), { from: "+14155550144", to: number.phoneNumber, body: "Hoo?" });
  await expect.poll(() => requestsTo("/forget").length).toBe(1);
  expect(await messages.remove(db, accountId, message!.id)).toBe(true);
  answered();
  await expect.poll(() => bodiesTo(message!.id)).toEqual(["Hoo"]);
});

/** A gateway that nobody takes over. */
async function register(): Promise<number> {
  const id = await registerGateway(db.sql, newId());
  await db.sql.query("UPDATE gateway SET heartbeat_at = 'infinity' WHERE id = $1", [id]);
  return id;
}

/** An inbound webhook that this gateway owes and has just made. */
async function made(gatewayId: number): Promise<WebhookOutcome> {
  const { phoneNumber } = await storeNumber(db, accountId);
  const messageId = newId();
  const params = { MessageSid: toSid("SM", messageId), From: "+14155550166", To: phoneNumber };
  await db.sql.query(
    `INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, owner)
     VALUES ($1, 0, 'inbound', $2, $3, 'POST', $4, now(), $5)`,
    [messageId, accountId, sink.url, params, gatewayId],
  );
  const [webhook] = await findWebhooksOf(db.sql, gatewayId, [messageId]);
  const answer = { url: sink.url, requestHeaders: {}, requestBody: "", status: 200, headers: {}, body: "" };
  return outcomeOf(webhook!, { ...answer, failure: null }, { at: new Date(), durationMs: 1, retryAt: null });
}

/** What carries out answers for a gateway: to send one text back. */
function replier(gatewayId: number, { ended = false, ...given }: { newId?: () => string; ended?: boolean } = {}) {
  const deps = { db, settings: pipeline.settings, now: () => new Date(), newId, simulatedMps: 10, log: SILENT };
  const settle = createReplies({ ...deps, ...given }, { gatewayId, settle: async () => {}, ended: () => ended });
  return (outcome: WebhookOutcome, body = "Hoo") =>
    settle(outcome, { ...NOTHING, messages: [{ to: null, from: null, body, media: [], statusCallback: null }] });
}

test("an answer that is carried out twice leads to one reply", async () => {
  const gatewayId = await register();
  const outcome = await made(gatewayId);
  const { messageId } = outcome.webhook;
  const [reply, another] = [replier(gatewayId), replier(gatewayId)];
  await Promise.all([reply(outcome), reply(outcome), another(outcome)]);
  await reply(outcome);
  expect(await bodiesTo(messageId)).toEqual(["Hoo"]);
  expect(await attemptsOf(messageId)).toEqual([["inbound", 0, null]]);
});

test("of a gateway and its successor the one that holds the webhook replies", async () => {
  const [gatewayId, successor] = [await register(), await register()];
  const outcome = await made(gatewayId);
  const { messageId } = outcome.webhook;
  await db.sql.query("UPDATE webhook_due SET owner = $2 WHERE message_id = $1", [messageId, successor]);
  await replier(gatewayId)(outcome);
  expect([await bodiesTo(messageId), await attemptsOf(messageId)]).toEqual([[], []]);
  await replier(successor)(outcome);
  expect(await bodiesTo(messageId)).toEqual(["Hoo"]);
});

test.each([
  ["a connection that breaks", "read ECONNRESET", ["Hoo"], null],
  ["a fault of ours", "an owl in the works", [], 12400],
])("%s in the middle leaves nothing of the first time", async (_rule, fault, bodies, code) => {
  let faults = 0;
  const failing = () => {
    faults += 1;
    if (faults === 1) throw new Error(fault);
    return newId();
  };
  const gatewayId = await register();
  const outcome = await made(gatewayId);
  await replier(gatewayId, { newId: failing })(outcome);
  expect(await bodiesTo(outcome.webhook.messageId)).toEqual(bodies);
  expect(await attemptsOf(outcome.webhook.messageId)).toEqual([["inbound", 0, code]]);
});

test("a gateway that is asked to end still carries out what was answered", async () => {
  const gatewayId = await register();
  const outcome = await made(gatewayId);
  await replier(gatewayId, { ended: true })(outcome);
  expect(await bodiesTo(outcome.webhook.messageId)).toEqual(["Hoo"]);
});

test("of many answers that share a transaction, one that cannot be stored fails alone", async () => {
  const gatewayId = await register();
  const outcomes = [await made(gatewayId), await made(gatewayId), await made(gatewayId)];
  const reply = replier(gatewayId);
  await Promise.all(outcomes.map((outcome, index) => reply(outcome, index === 1 ? "no\0thing" : "Hoo")));
  const ids = outcomes.map(({ webhook }) => webhook.messageId);
  expect(await Promise.all(ids.map(bodiesTo))).toEqual([["Hoo"], [], ["Hoo"]]);
  expect(await Promise.all(ids.map(attemptsOf))).toEqual([
    [["inbound", 0, null]],
    [["inbound", 0, 12400]],
    [["inbound", 0, null]],
  ]);
});

test("a Message with Media is sent back as MMS once its files are here, also when only they were asked for", async () => {
  const host = await startMediaHost();
  const media = `<Media>${host.url}/owl.png</Media>`;
  const { id } = await receive(
    twiml(`<Message><Body>Look</Body>${media}${media}</Message><Message>${media}</Message>`),
  );
  await expect
    .poll(async () => (await repliesTo(id)).map(({ status }) => status), { timeout: 10_000 })
    .toEqual(["delivered", "delivered"]);
  expect(await repliesTo(id)).toMatchObject([
    { direction: "outbound-reply", body: "Look", numMedia: 2 },
    { direction: "outbound-reply", body: "", numMedia: 1 },
  ]);
  expect(host.asked).toHaveLength(3);
  await host.close();
});
