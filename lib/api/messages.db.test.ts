import { expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";
import { storeMessage } from "@/lib/testing/stored-message";

const TO = "+15553332222";

const database = await testDatabase();
const db = database.open();
const world = testWorld(db);
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const client = sdkClient(baseUrl, account);
const number = await createNumber(account.ctx);
const service = await createServiceWith(account.ctx, [number]);
const messagingServiceSid = toSid("MG", service.id);

test("a text through a service is accepted with its sender open", async () => {
  const message = await client.messages.create({
    body: "Hello from your Messaging Service!",
    messagingServiceSid,
    to: TO,
  });
  expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(message).toMatchObject({
    accountSid: account.sid,
    apiVersion: "2010-04-01",
    body: "Hello from your Messaging Service!",
    dateSent: null,
    direction: "outbound-api",
    errorCode: null,
    errorMessage: null,
    from: null,
    messagingServiceSid,
    numMedia: "0",
    numSegments: "0",
    price: null,
    priceUnit: "USD",
    status: "accepted",
    to: TO,
    uri: `/2010-04-01/Accounts/${account.sid}/Messages/${message.sid}.json`,
  });
  expect(Object.keys(message.subresourceUris)).toEqual(["media"]);
  const fetched = await client.messages(message.sid).fetch();
  expect(fetched).toMatchObject({ sid: message.sid, from: number.phoneNumber, status: "queued", numSegments: "1" });
  expect(Object.keys(fetched.subresourceUris)).toEqual(["media", "feedback"]);
});

test("a text from a number is queued, and names no service", async () => {
  const message = await client.messages.create({ body: "Hello", from: number.phoneNumber, to: "(555) 333-2222" });
  expect(message).toMatchObject({
    from: number.phoneNumber,
    to: TO,
    status: "queued",
    numSegments: "1",
    messagingServiceSid: null,
  });
});

test("a scheduled text waits, and can be called off once", async () => {
  const sendAt = new Date(Date.now() + 600_000);
  const message = await client.messages.create({
    body: "Later",
    messagingServiceSid,
    to: TO,
    scheduleType: "fixed",
    sendAt,
  });
  expect(message).toMatchObject({ status: "scheduled", from: null });
  expect(await client.messages(message.sid).update({ status: "canceled" })).toMatchObject({ status: "canceled" });
  await expect(client.messages(message.sid).update({ status: "canceled" })).rejects.toMatchObject({
    status: 400,
    code: 30409,
  });
});

test("a finished message is redacted and deleted, an unfinished one is not", async () => {
  const finished = client.messages(toSid("SM", (await storeMessage(db, account.ctx.accountId)).id));
  expect((await finished.update({ body: "" })).body).toBe("");
  await expect(finished.update({ body: "Other words" })).rejects.toMatchObject({ status: 400, code: 20001 });
  expect(await finished.remove()).toBe(true);
  await expect(finished.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });

  const queued = client.messages(toSid("SM", (await storeMessage(db, account.ctx.accountId, { status: "queued" })).id));
  await expect(queued.update({ body: "" })).rejects.toMatchObject({ status: 409, code: 20009 });
  await expect(queued.remove()).rejects.toMatchObject({ status: 409, code: 20009 });
});

test("the list filters by recipient, sender and day of sending, newest first", async () => {
  const other = await createAccount(world);
  const { accountId } = other.ctx;
  for (const [to, day] of [
    ["+14155550001", "2026-05-01"],
    ["+14155550001", "2026-05-02"],
    ["+14155550002", "2026-05-03"],
  ] as const) {
    const createdAt = new Date(`${day}T12:00:00Z`);
    await storeMessage(db, accountId, { to, createdAt, from: "+14155550009" });
  }
  await storeMessage(db, accountId, {
    status: "queued",
    to: "+14155550001",
    createdAt: new Date("2026-05-02T13:00:00Z"),
  });
  const { messages } = sdkClient(baseUrl, other);
  const days = async (filter: Parameters<typeof messages.list>[0]) =>
    (await messages.list(filter)).map((message) => message.dateSent?.toISOString().slice(0, 10) ?? null);

  expect(await days({})).toEqual(["2026-05-03", null, "2026-05-02", "2026-05-01"]);
  expect(await days({ to: "+14155550001" })).toEqual([null, "2026-05-02", "2026-05-01"]);
  expect(await days({ from: "+14155550009", to: "(415) 555-0002" })).toEqual(["2026-05-03"]);
  expect(await days({ dateSent: new Date("2026-05-02T00:00:00Z") })).toEqual(["2026-05-02"]);
  expect(await days({ dateSentAfter: new Date("2026-05-02T00:00:00Z") })).toEqual(["2026-05-03", "2026-05-02"]);
  expect(await days({ dateSentBefore: new Date("2026-05-02T00:00:00Z") })).toEqual(["2026-05-01"]);

  const page = await messages.page({
    to: "+14155550001",
    dateSentAfter: new Date("2026-05-01T00:00:00Z"),
    pageSize: 1,
  });
  expect(page.nextPageUrl).toContain(
    "To=%2B14155550001&DateSent%3E=2026-05-01T00%3A00%3A00Z&PageSize=1&Page=1&PageToken=PASM",
  );
  expect((await page.nextPage())!.instances).toHaveLength(1);
});

test("the 2010 envelope counts rows and names its neighbours", async () => {
  const answer = await fetch(`${baseUrl}/2010-04-01/Accounts/${account.sid}/Messages.json?PageSize=1`, {
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
  });
  const body = await answer.json();
  const path = `/2010-04-01/Accounts/${account.sid}/Messages.json?PageSize=1`;
  expect(body).toMatchObject({
    page: 0,
    page_size: 1,
    start: 0,
    end: 0,
    uri: `${path}&Page=0`,
    first_page_uri: `${path}&Page=0`,
    next_page_uri: expect.stringMatching(/&Page=1&PageToken=PASM/),
    previous_page_uri: null,
    messages: [{ date_created: expect.stringMatching(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/) }],
  });
});

test("a day that is none is refused", async () => {
  const answer = await fetch(`${baseUrl}/2010-04-01/Accounts/${account.sid}/Messages.json?DateSent=2026-02-30`, {
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
  });
  expect(answer.status).toBe(400);
});

test("a refusal is the documented envelope", async () => {
  await expect(client.messages.create({ body: "Hello", from: number.phoneNumber, to: "+1asd" })).rejects.toMatchObject({
    status: 400,
    code: 21211,
    message: "Invalid 'To' Phone Number: +1asd",
    moreInfo: "https://www.twilio.com/docs/errors/21211",
  });
});

test("an empty pool is told at once, and a sender added then sends at once", async () => {
  const empty = await createServiceWith(account.ctx, []);
  const send = () => client.messages.create({ body: "Hello", messagingServiceSid: toSid("MG", empty.id), to: TO });
  await expect(send()).rejects.toMatchObject({ status: 400, code: 21704 });
  const added = await createNumber(account.ctx);
  await client.messaging.v1
    .services(toSid("MG", empty.id))
    .phoneNumbers.create({ phoneNumberSid: toSid("PN", added.id) });
  expect((await send()).status).toBe("accepted");
});

test("another account's service and sender are not to be used", async () => {
  const other = await createAccount(world);
  const foreign = await createServiceWith(other.ctx, [await createNumber(other.ctx)]);
  await expect(
    client.messages.create({ body: "Hello", messagingServiceSid: toSid("MG", foreign.id), to: TO }),
  ).rejects.toMatchObject({ status: 404, code: 21701 });
  const theirs = await createNumber(other.ctx);
  await expect(client.messages.create({ body: "Hello", from: theirs.phoneNumber, to: TO })).rejects.toMatchObject({
    code: 21660,
  });
});
