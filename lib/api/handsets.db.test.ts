import { expect, onTestFinished, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";
import { storeMessage } from "@/lib/testing/stored-message";

const { open, url } = await testDatabase();
const db = open({ connectionsMax: 10 });
const world = testWorld(db);
const baseUrl = await serveApi(world);
const account = await createAccount(world);

let last = 0;
/** A phone of its own for each test. */
function handset(): string {
  last += 1;
  return `+15553331${String(last).padStart(3, "0")}`;
}

async function look(number: string, params: Record<string, string> = {}, by = account) {
  const answer = await fetch(`${baseUrl}/senderpool/v1/Handsets/${number}/Messages?${new URLSearchParams(params)}`, {
    headers: { Authorization: `Basic ${btoa(`${by.sid}:${by.authToken}`)}` },
  });
  return { status: answer.status, body: await answer.json() };
}
const bodies = async (...args: Parameters<typeof look>) =>
  (await look(...args)).body.messages.map((message: { body: string }) => message.body);
const arrive = (to: string, body: string, given: Parameters<typeof storeMessage>[2] = {}) =>
  storeMessage(db, account.ctx.accountId, { to, body, ...given });

test("a phone shows what has arrived, newest first, with the one-time code of each text", async () => {
  const to = handset();
  await arrive(to, "Your code is 482 913");
  await arrive(to, "Welcome!");
  const { status, body } = await look(to);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    messages: [
      { body: "Welcome!", to, status: "delivered", one_time_code: null },
      { body: "Your code is 482 913", one_time_code: "482913" },
    ],
    uri: `/senderpool/v1/Handsets/${to}/Messages`,
  });
  expect(await bodies(encodeURIComponent(to))).toHaveLength(2);
  expect(await bodies(to, { PageSize: "1" })).toEqual(["Welcome!"]);
});

test("what has not arrived, was sent by the phone, or is another account's is not shown", async () => {
  const to = handset();
  for (const status of ["queued", "sent", "undelivered", "failed"] as const) await arrive(to, status, { status });
  await arrive(to, "inbound", { status: "received", direction: "inbound" });
  await arrive(to, "Hello");
  expect(await bodies(to)).toEqual(["Hello"]);
  expect(await bodies(to, {}, await createAccount(world))).toEqual([]);
});

test("only texts that match are shown, and only those since a time: an hour by default", async () => {
  const to = handset();
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await arrive(to, "Your code is 1111", { createdAt: ago(90) });
  await arrive(to, "Your code is 2222", { createdAt: ago(30) });
  await arrive(to, "Your table is ready");
  expect(await bodies(to, { Matches: "code is \\d{4}" })).toEqual(["Your code is 2222"]);
  expect(await bodies(to, { Matches: "code", Since: ago(100).toISOString() })).toHaveLength(2);
  expect(await bodies(to, { Matches: "code", Since: ago(10).toISOString() })).toEqual([]);
});

test("who waits is answered as soon as the text arrives", async () => {
  const to = handset();
  const asked = bodies(to, { Wait: "20", Matches: "ready$" });
  await arrive(to, "Almost");
  await arrive(to, "Your table is ready");
  const arrivedAt = performance.now();
  expect(await asked).toEqual(["Your table is ready"]);
  expect(performance.now() - arrivedAt).toBeLessThan(5_000);
});

test("who waits in vain gets an empty list when the time is over, not sooner", async () => {
  const startedAt = performance.now();
  expect(await bodies(handset(), { Wait: "1" })).toEqual([]);
  expect(performance.now() - startedAt).toBeGreaterThan(950);
});

test("twenty may wait for one account, and one more is turned away; whoever need not wait is answered", async () => {
  const to = handset();
  const other = handset();
  await arrive(other, "Hello");
  const statuses: number[] = [];
  const asked = Array.from({ length: 21 }, async () => statuses.push((await look(to, { Wait: "30" })).status));
  await expect.poll(() => statuses).toEqual([429]);
  expect(await bodies(other, { Wait: "30" })).toEqual(["Hello"]);
  await arrive(to, "At last");
  await Promise.all(asked);
  expect(statuses).toEqual([429, ...Array(20).fill(200)]);
  expect(await bodies(handset(), { Wait: "1" })).toEqual([]);
});

test.each([
  ["a wait of more than a minute", { Wait: "61" }, "Wait: Use a whole number of seconds from 0 to 60"],
  ["a wait that is no number", { Wait: "soon" }, "Wait: Use a whole number of seconds from 0 to 60"],
  ["a pattern that cannot be matched safely", { Matches: "(a)\\1" }, "Matches: The pattern has a back-reference"],
  ["a pattern that is none", { Matches: "(" }, "Matches: The pattern leaves a group open"],
  ["a pattern that is too long", { Matches: "a".repeat(201) }, "Matches: The pattern is longer than 200 characters"],
  ["a time that is none", { Since: "yesterday" }, "Since: Use YYYY-MM-DD"],
])("%s is refused", async (_rule, params: Record<string, string>, says) => {
  const { status, body } = await look(handset(), params);
  expect(status).toBe(400);
  expect(body.code).toBe(20001);
  expect(body.message).toContain(says);
});

test("a number that is none is refused", async () => {
  expect(await look("somebody")).toMatchObject({ status: 400, body: { code: 21211 } });
});

test("a pattern made to be slow delays nobody", async () => {
  const to = handset();
  for (let count = 0; count < 20; count++) await arrive(to, `${"a".repeat(1_599)}!`);
  const startedAt = performance.now();
  expect(await bodies(to, { Matches: "^(a+)+$" })).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test("a code that the official helper sends is read off the phone, as a test of a sign-in would", async () => {
  const pipeline = await testPipeline(open({ hot: true }), url);
  onTestFinished(() => pipeline.stop());
  const base = await serveApi({ ...world, accept: pipeline.accept });
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const to = handset();
  const asked = look(to, { Wait: "20", Matches: "sign-in code is \\d{6}" });
  await sdkClient(base, account).messages.create({
    to,
    messagingServiceSid: toSid("MG", service.id),
    body: "Your sign-in code is 482913",
  });
  expect(await asked).toMatchObject({ status: 200, body: { messages: [{ one_time_code: "482913" }] } });
});
