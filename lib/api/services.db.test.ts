import { expect, test } from "vitest";
import { fromSid, toSid } from "@/lib/domain/sid";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

const database = await testDatabase();
const world = testWorld(database.open());
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const client = sdkClient(baseUrl, account);

test("a service has the documented defaults and lives through its verbs", async () => {
  const service = await client.messaging.v1.services.create({ friendlyName: "My First Messaging Service" });
  expect(service.sid).toMatch(/^MG[0-9a-f]{32}$/);
  expect(service).toMatchObject({
    accountSid: account.sid,
    friendlyName: "My First Messaging Service",
    inboundRequestUrl: null,
    inboundMethod: "POST",
    fallbackMethod: "POST",
    stickySender: true,
    mmsConverter: true,
    smartEncoding: true,
    scanMessageContent: "inherit",
    fallbackToLongCode: true,
    areaCodeGeomatch: true,
    validityPeriod: 36000,
    synchronousValidation: false,
    usecase: "undeclared",
    usAppToPersonRegistered: false,
    useInboundWebhookOnNumber: true,
    url: `${baseUrl}/v1/Services/${service.sid}`,
  });
  expect(service.links).toMatchObject({ phone_numbers: `${service.url}/PhoneNumbers` });
  expect(service.dateCreated).toBeInstanceOf(Date);

  const updated = await client.messaging.v1.services(service.sid).update({ usecase: "marketing", stickySender: false });
  expect(updated).toMatchObject({ usecase: "marketing", stickySender: false, smartEncoding: true });
  expect(await client.messaging.v1.services(service.sid).fetch()).toMatchObject({ usecase: "marketing" });
  expect(await client.messaging.v1.services(service.sid).remove()).toBe(true);
  await expect(client.messaging.v1.services(service.sid).fetch()).rejects.toMatchObject({
    status: 404,
    code: 20404,
    message: `The requested resource /Services/${service.sid} was not found`,
    moreInfo: "https://www.twilio.com/docs/errors/20404",
  });
});

test("naming an inbound URL means it, and an empty text clears it", async () => {
  const { services } = client.messaging.v1;
  const service = await services.create({ friendlyName: "Inbound", inboundRequestUrl: "https://example.com/in" });
  expect(service.useInboundWebhookOnNumber).toBe(false);
  expect((await services(service.sid).update({ inboundRequestUrl: "" })).inboundRequestUrl).toBeNull();
});

test.each([
  ["a name is required", {}, 20001],
  ["an empty name is refused", { friendlyName: " " }, 20002],
  ["65 characters are too many", { friendlyName: "a".repeat(65) }, 20002],
  ["a use case is one of six", { friendlyName: "A", usecase: "spam" }, 21713],
  ["a callback is a URL", { friendlyName: "A", statusCallback: "nowhere" }, 21609],
  ["an inbound URL is one", { friendlyName: "A", inboundRequestUrl: "nowhere" }, 20001],
  ["a validity is at most ten hours", { friendlyName: "A", validityPeriod: 36_001 }, 21624],
  ["a method is GET or POST", { friendlyName: "A", inboundMethod: "PUT" }, 20001],
])("%s", async (_rule, given, code) => {
  const answer = await fetch(`${baseUrl}/v1/Services`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    body: new URLSearchParams(
      Object.entries(given).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), String(value)]),
    ),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code, status: 400 });
});

test("how a service's callbacks are told is set beside the wire, which does not show it", async () => {
  const { sid } = await client.messaging.v1.services.create({ friendlyName: "Told" });
  const ask = async (params?: Record<string, string>) => {
    const answer = await fetch(`${baseUrl}/senderpool/v1/Services/${sid}`, {
      method: params ? "POST" : "GET",
      headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
      body: params && new URLSearchParams(params),
    });
    return answer.json();
  };
  const off = { sid, account_sid: account.sid, durable_callbacks: false, numbered_callbacks: false };
  expect(await ask()).toMatchObject(off);
  expect(await ask({ DurableCallbacks: "true" })).toMatchObject({ ...off, durable_callbacks: true });
  expect(await ask({ NumberedCallbacks: "true" })).toMatchObject({ durable_callbacks: true, numbered_callbacks: true });
  expect(await ask({ NumberedCallbacks: "perhaps" })).toMatchObject({ code: 20001, status: 400 });
  const service = await world.settings.service(account.ctx.accountId, fromSid("MG", sid) ?? "");
  expect(service).toMatchObject({ durableCallbacks: true, numberedCallbacks: true });
  const wire = await client.messaging.v1.services(sid).fetch();
  expect(Object.keys(wire.toJSON())).not.toContain("durableCallbacks");
});

test("the helper walks all pages, newest first, forth and back", async () => {
  const other = sdkClient(baseUrl, await createAccount(world));
  for (const friendlyName of ["A", "B", "C", "D", "E"]) await other.messaging.v1.services.create({ friendlyName });
  const all = await other.messaging.v1.services.list({ pageSize: 2 });
  expect(all.map((service) => service.friendlyName)).toEqual(["E", "D", "C", "B", "A"]);

  const first = await other.messaging.v1.services.page({ pageSize: 2 });
  const second = (await first.nextPage())!;
  expect(second.instances.map((service) => service.friendlyName)).toEqual(["C", "B"]);
  const back = (await second.previousPage())!;
  expect(back.instances.map((service) => service.friendlyName)).toEqual(["E", "D"]);
  const byNumber = await other.messaging.v1.services.page({ pageSize: 2, pageNumber: 1 });
  expect(byNumber.instances.map((service) => service.friendlyName)).toEqual(["C", "B"]);
});

test("a page token is good for its own account and list only", async () => {
  const [one, two] = [await createAccount(world), await createAccount(world)];
  for (const friendlyName of ["A", "B"]) {
    await sdkClient(baseUrl, one).messaging.v1.services.create({ friendlyName });
  }
  const { nextPageUrl } = await sdkClient(baseUrl, one).messaging.v1.services.page({ pageSize: 1 });
  expect(nextPageUrl).toMatch(/PageSize=1&Page=1&PageToken=PAMG[0-9a-f]+$/);
  const stolen = sdkClient(baseUrl, two).messaging.v1.services.getPage(nextPageUrl!);
  await expect(stolen).rejects.toThrow(/Invalid PageToken/);
});

test("a page has at most 1,000 rows", async () => {
  await expect(client.messaging.v1.services.page({ pageSize: 1_001 })).rejects.toThrow(/Page size too large/);
});

test("a number joins a pool, is listed and leaves it", async () => {
  const service = await createServiceWith(account.ctx, []);
  const number = await createNumber(account.ctx);
  const sid = toSid("PN", number.id);
  const pool = client.messaging.v1.services(toSid("MG", service.id)).phoneNumbers;

  const added = await pool.create({ phoneNumberSid: sid });
  expect(added).toMatchObject({
    sid,
    phoneNumber: number.phoneNumber,
    countryCode: "US",
    capabilities: ["MMS", "SMS", "Voice"],
  });
  expect((await pool.list()).map((sender) => sender.sid)).toEqual([sid]);
  expect(await pool(sid).fetch()).toMatchObject({ sid, accountSid: account.sid });
  await expect(pool.create({ phoneNumberSid: sid })).rejects.toMatchObject({ status: 409, code: 21710 });
  expect(await pool(sid).remove()).toBe(true);
  await expect(pool(sid).fetch()).rejects.toMatchObject({ status: 404, code: 21711 });
});

test("a number is in one service at a time, and only in its own account's", async () => {
  const number = await createNumber(account.ctx);
  const sid = toSid("PN", number.id);
  await createServiceWith(account.ctx, [number]);
  const second = await client.messaging.v1.services.create({ friendlyName: "Second" });
  const add = (phoneNumberSid: string) =>
    client.messaging.v1.services(second.sid).phoneNumbers.create({ phoneNumberSid });

  await expect(add(sid)).rejects.toMatchObject({ status: 409, code: 21712 });
  const foreign = await createNumber((await createAccount(world)).ctx);
  await expect(add(toSid("PN", foreign.id))).rejects.toMatchObject({ status: 404, code: 20404 });
  await expect(add("PN1")).rejects.toMatchObject({ status: 400, code: 20423 });
});

test("a deleted service frees its senders", async () => {
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  await client.messaging.v1.services(toSid("MG", service.id)).remove();
  const second = await client.messaging.v1.services.create({ friendlyName: "Second" });
  const added = await client.messaging.v1
    .services(second.sid)
    .phoneNumbers.create({ phoneNumberSid: toSid("PN", number.id) });
  expect(added.serviceSid).toBe(second.sid);
});
