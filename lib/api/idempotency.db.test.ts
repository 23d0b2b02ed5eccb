import { randomUUID } from "node:crypto";
import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient";
import { expect, onTestFinished, test } from "vitest";
import type { Ledger } from "@/lib/carriers/carrier";
import { Refusal } from "@/lib/domain/errors";
import { toSid } from "@/lib/domain/sid";
import { removeOld } from "@/lib/store/idempotency";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";

const { open, url } = await testDatabase();
const db = open({ connectionsMax: 10 });
const world = testWorld(db);
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const client = sdkClient(baseUrl, account);
const number = await createNumber(account.ctx);
await createServiceWith(account.ctx, [number]);

const ONE = { From: number.phoneNumber, To: "+15553332222", Body: "Your table is ready" };

async function create(
  headers: Record<string, string>,
  params: Record<string, string> = ONE,
  { base = baseUrl, by = account } = {},
) {
  const answer = await fetch(`${base}/2010-04-01/Accounts/${by.sid}/Messages.json`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${by.sid}:${by.authToken}`)}`, ...headers },
    body: new URLSearchParams(params),
  });
  return { status: answer.status, replayed: answer.headers.get("Idempotent-Replayed"), body: await answer.json() };
}

const counted = async (body: string) => (await client.messages.list({ limit: 1_000 })).filter((m) => m.body === body);

test.each(["Idempotency-Key", "I-Twilio-Idempotency-Token"])(
  "the same request under the same %s makes one message and is answered the same",
  async (header) => {
    const params = { ...ONE, Body: `once by ${header}` };
    const key = { [header]: randomUUID() };
    const first = await create(key, params);
    expect(first).toMatchObject({ status: 201, replayed: null, body: { status: "queued" } });
    // Meanwhile the message moves on, and the parameters come in another order.
    await db.sql.query("UPDATE message SET status = 'delivered', sent_at = now(), seq = 3 WHERE body = $1", [
      params.Body,
    ]);
    const again = await create(key, Object.fromEntries(Object.entries(params).reverse()));
    expect(again).toEqual({ ...first, replayed: "true" });
    expect(await counted(params.Body)).toHaveLength(1);
  },
);

test("a repeat is answered even when the world would refuse it by now", async () => {
  const own = await createNumber(account.ctx);
  const key = { "Idempotency-Key": randomUUID() };
  const params = { ...ONE, From: own.phoneNumber };
  const first = await create(key, params);
  await client.incomingPhoneNumbers(toSid("PN", own.id)).remove();
  expect(await create(key, params)).toEqual({ ...first, replayed: "true" });
  expect(await create({}, params)).toMatchObject({ status: 400, body: { code: 21659 } });
});

test("another request under the same key is a conflict and makes nothing", async () => {
  const key = { "Idempotency-Key": randomUUID() };
  await create(key);
  const answer = await create(key, { ...ONE, Body: "Something else" });
  expect(answer).toMatchObject({ status: 409, replayed: null, body: { code: 20409, status: 409 } });
  expect(answer.body.message).toContain("idempotency key");
  expect(await counted("Something else")).toEqual([]);
});

test("of many at once exactly one makes the message, and all are told of it", async () => {
  const params = { ...ONE, Body: "many at once" };
  const key = { "Idempotency-Key": randomUUID() };
  const answers = await Promise.all(Array.from({ length: 20 }, () => create(key, params)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map(({ body }) => body.sid)).size).toBe(1);
  expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
  expect(await counted(params.Body)).toHaveLength(1);
});

test("of different requests at once under one key, one makes its message and the others conflict", async () => {
  const key = { "Idempotency-Key": randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => create(key, { ...ONE, Body: `rival ${index}` })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
});

test("a key is known to every process that serves the API", async () => {
  const other = await serveApi(testWorld(db));
  const key = { "Idempotency-Key": randomUUID() };
  const first = await create(key);
  expect(await create(key, ONE, { base: other })).toEqual({ ...first, replayed: "true" });
});

test("a key is one account's: under another account it is free", async () => {
  const stranger = await createAccount(world);
  const { phoneNumber } = await createNumber(stranger.ctx);
  const key = { "Idempotency-Key": randomUUID() };
  const first = await create(key);
  const theirs = await create(key, { ...ONE, From: phoneNumber }, { by: stranger });
  expect(theirs).toMatchObject({ status: 201, replayed: null });
  expect(theirs.body.sid).not.toBe(first.body.sid);
});

test("a refused request leaves its key free", async () => {
  const key = { "Idempotency-Key": randomUUID() };
  expect(await create(key, { ...ONE, To: "nobody" })).toMatchObject({ status: 400, body: { code: 21211 } });
  expect(await create(key)).toMatchObject({ status: 201, replayed: null });
});

test.each([
  ["an empty key", ""],
  ["a key of 256 characters", "k".repeat(256)],
  ["a key that is not ASCII", "caf\u00e9"],
])("%s is refused", async (_rule, key) => {
  expect(await create({ "Idempotency-Key": key })).toMatchObject({ status: 400, body: { code: 20001 } });
});

test("a repeat of a message that was redacted or deleted gives nothing of it back", async () => {
  const key = { "Idempotency-Key": randomUUID() };
  const { body } = await create(key);
  await db.sql.query("UPDATE message SET status = 'delivered' WHERE to_number = $1", [ONE.To]);
  await client.messages(body.sid).update({ body: "" });
  expect(await create(key)).toMatchObject({ status: 201, replayed: "true", body: { sid: body.sid, body: "" } });
  await client.messages(body.sid).remove();
  expect(await create(key)).toMatchObject({ status: 404, body: { code: 20404 } });
});

test("keys are kept for a day and then removed, so many at a time", async () => {
  const keys = [randomUUID(), randomUUID()].map((key) => ({ "Idempotency-Key": key }));
  for (const key of keys) await create(key);
  const [old] = keys;
  await db.sql.query("UPDATE idempotency_key SET created_at = now() - interval '25 h' WHERE key = $1", [
    old?.["Idempotency-Key"],
  ]);
  const dayAgo = new Date(Date.now() - 86_400_000);
  expect(await removeOld(db.sql, dayAgo, 10)).toBe(1);
  expect(await removeOld(db.sql, dayAgo, 10)).toBe(0);
  expect(await Promise.all(keys.map((key) => create(key)))).toMatchObject([{ replayed: null }, { replayed: "true" }]);
});

test("the official helper sends a key through its HTTP client", async () => {
  const key = randomUUID();
  class KeyedClient extends twilio.RequestClient {
    override request<Data>(options: RequestClient.RequestOptions<Data>) {
      return super.request<Data>({ ...options, headers: { ...options.headers, "Idempotency-Key": key } });
    }
  }
  const keyed = twilio(account.sid, account.authToken, { httpClient: new KeyedClient() });
  keyed.api.baseUrl = baseUrl;
  const text = { from: number.phoneNumber, to: ONE.To, body: "by the helper" };
  const first = await keyed.messages.create(text);
  expect((await keyed.messages.create(text)).sid).toBe(first.sid);
  await expect(keyed.messages.create({ ...text, body: "else" })).rejects.toMatchObject({ status: 409, code: 20409 });
});

test("a gateway that goes on after another answers its repeats, and the message goes out once", async () => {
  const hot = open({ hot: true });
  const taken: unknown[] = [];
  const record: Ledger["record"] = async ({ body }) => void taken.push(body);
  const ledger = { isUp: () => true, record, close: () => {} };
  const params = { ...ONE, Body: "across a restart" };
  const key = { "Idempotency-Key": randomUUID() };

  const before = await testPipeline(hot, url, { ledger });
  const base = await serveApi({ ...world, accept: before.accept });
  const answers = await Promise.all(Array.from({ length: 10 }, () => create(key, params, { base })));
  expect(answers.filter(({ status, replayed }) => status === 201 && replayed === null)).toHaveLength(1);
  await before.stop();

  const after = await testPipeline(hot, url, { ledger });
  onTestFinished(() => after.stop());
  const again = await create(key, params, { base: await serveApi({ ...world, accept: after.accept }) });
  expect(again).toEqual({ status: 201, replayed: "true", body: answers[0]?.body });
  await expect
    .poll(async () => (await counted(params.Body)).map(({ status }) => status), { timeout: 10_000 })
    .toEqual(["delivered"]);
  expect(taken.filter((body) => body === params.Body)).toHaveLength(1);
});

test("who got no answer although the message was stored gets it by repeating", async () => {
  const stores = world.accept;
  const base = await serveApi({
    ...world,
    accept: async (request) => {
      await stores(request);
      throw new Refusal(20503);
    },
  });
  const params = { ...ONE, Body: "no answer" };
  const key = { "Idempotency-Key": randomUUID() };
  expect(await create(key, params, { base })).toMatchObject({ status: 503, body: { code: 20503 } });
  expect(await create(key, params, { base })).toMatchObject({ status: 201, replayed: "true" });
  expect(await counted(params.Body)).toHaveLength(1);
});
