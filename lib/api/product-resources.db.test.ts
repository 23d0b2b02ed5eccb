import { describe, expect, test } from "vitest";
import { priceOf } from "@/lib/domain/price";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

/** Small resources of the products beside messaging, through the official helper. */

const db = (await testDatabase()).open();
const world = testWorld(db);
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const client = sdkClient(baseUrl, account);

describe("prices", () => {
  test("of messages are those that messages get", async () => {
    const germany = await client.pricing.v1.messaging.countries("DE").fetch();
    expect(germany).toMatchObject({ country: "Germany", isoCountry: "DE", priceUnit: "USD" });
    const [carrier] = germany.outboundSmsPrices as unknown as { prices: { current_price: string }[] }[];
    const paid = priceOf({ direction: "outbound-api", to: "+491764069001", country: "DE", segments: 1, numMedia: 0 });
    expect(new Set(carrier?.prices.map((price) => price.current_price))).toEqual(new Set([paid.replace("-", "")]));
    expect(germany.inboundSmsPrices).toMatchObject([
      { numberType: "local", basePrice: "0.00750" },
      { numberType: "mobile", basePrice: "0.00750" },
    ]);
  });

  test("of numbers are told where numbers are sold", async () => {
    const states = await client.pricing.v1.phoneNumbers.countries("us").fetch();
    expect(states.phoneNumberPrices).toMatchObject([
      { numberType: "local", basePrice: "1.15", currentPrice: "1.15" },
      { numberType: "toll free", basePrice: "2.15", currentPrice: "2.15" },
    ]);
    await expect(client.pricing.v1.phoneNumbers.countries("AQ").fetch()).rejects.toMatchObject({ status: 404 });
    await expect(client.pricing.v1.messaging.countries("ZZ").fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test("are listed by pages, each country once", async () => {
    const countries = await client.pricing.v1.messaging.countries.list({ pageSize: 100 });
    expect(countries.length).toBeGreaterThan(240);
    expect(new Set(countries.map(({ isoCountry }) => isoCountry)).size).toBe(countries.length);
  });
});

describe("countries that may be sent to", () => {
  test("are told for all, or for one", async () => {
    const { permissions } = await client.accounts.v1.messagingGeopermissions.fetch();
    const enabled = permissions.filter((permission: { enabled: boolean }) => permission.enabled);
    expect(enabled.map((permission: { country_code: string }) => permission.country_code)).toEqual(["CA", "US"]);
    const { permissions: one } = await client.accounts.v1.messagingGeopermissions.fetch({ countryCode: "PK" });
    expect(one).toEqual([{ country_code: "PK", type: "country", enabled: false, prefix: "+92", message: "" }]);
    await expect(client.accounts.v1.messagingGeopermissions.fetch({ countryCode: "ZZ" })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("are changed together; what is no country is told and changes nothing", async () => {
    const change = (country_code: string, enabled: boolean) => ({ country_code, type: "country", enabled });
    const { permissions } = await client.accounts.v1.messagingGeopermissions.update({
      permissions: [change("IN", true), change("CA", false), change("ZZ", true)],
    });
    expect(permissions).toEqual([
      { ...change("IN", true), error_code: 0, error_messages: [] },
      { ...change("CA", false), error_code: 0, error_messages: [] },
      { ...change("ZZ", true), error_code: 20001, error_messages: ["There is no such country"] },
    ]);
    const { geoCountries } = await db.prisma.account.findUniqueOrThrow({ where: { id: account.ctx.accountId } });
    expect(geoCountries).toEqual(["IN", "US"]);
  });

  test.each(["owl", "[]", "{}", '{"country_code":"US","type":"prefix","enabled":true}', '{"country_code":"US"}'])(
    "a permission that says %s is refused",
    async (permission) => {
      const update = client.accounts.v1.messagingGeopermissions.update({ permissions: [permission] });
      await expect(update).rejects.toMatchObject({ status: 400, code: 20001 });
    },
  );
});

describe("a lookup", () => {
  test("tells what numbering plans tell, and null for the rest", async () => {
    const found = await client.lookups.v2.phoneNumbers("07772 000001").fetch({ countryCode: "GB" });
    expect(found).toMatchObject({
      valid: true,
      phoneNumber: "+447772000001",
      nationalFormat: "07772 000001",
      countryCode: "GB",
      callingCountryCode: "44",
      callerName: null,
      lineTypeIntelligence: null,
    });
    expect(found.url).toBe(`${baseUrl}/v2/PhoneNumbers/+447772000001`);
  });

  test("says of what it was asked for and cannot know that it cannot", async () => {
    const fields = "line_type_intelligence,caller_name,sim_swap";
    const ours = await client.lookups.v2.phoneNumbers("+14155550123").fetch({ fields });
    expect(ours.lineTypeIntelligence).toMatchObject({ type: "nonFixedVoip", carrierName: null, errorCode: null });
    expect(ours.callerName).toMatchObject({ callerName: null, callerType: null, errorCode: 60600 });
    expect(ours.simSwap).toMatchObject({ errorCode: 60600 });
    expect(ours.reassignedNumber).toBeNull();
    await expect(client.lookups.v2.phoneNumbers("+14155550123").fetch({ fields: "shoe_size" })).rejects.toMatchObject({
      code: 20001,
    });
  });

  test("of what is no number is an answer, too", async () => {
    const found = await client.lookups.v2.phoneNumbers("+141599299600").fetch();
    expect(found).toMatchObject({ valid: false, validationErrors: ["TOO_LONG"], countryCode: null });
  });
});

describe("numbers by type", () => {
  test("sell and list only theirs", async () => {
    const incoming = client.incomingPhoneNumbers;
    await incoming.local.create({ phoneNumber: "+12065550123" });
    await incoming.mobile.create({ phoneNumber: "+447700900123" });
    await incoming.tollFree.create({ phoneNumber: "+18335550123" });
    await expect(incoming.tollFree.create({ phoneNumber: "+12065550124" })).rejects.toMatchObject({ code: 21421 });
    const listed = await Promise.all([incoming.local.list(), incoming.mobile.list(), incoming.tollFree.list()]);
    expect(listed.map((numbers) => numbers.map(({ phoneNumber }) => phoneNumber))).toEqual([
      ["+12065550123"],
      ["+447700900123"],
      ["+18335550123"],
    ]);
  });

  test("that nobody sells here are none", async () => {
    expect(await client.availablePhoneNumbers("US").voip.list()).toEqual([]);
    await expect(client.availablePhoneNumbers("ZZ").national.list()).rejects.toMatchObject({ status: 404 });
  });
});

test("deactivations lead to a list, which is empty", async () => {
  const authorization = { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` };
  const answer = await fetch(`${baseUrl}/v1/Deactivations?Date=2026-11-30`, {
    headers: authorization,
    redirect: "manual",
  });
  expect(answer.status).toBe(307);
  const { redirect_to: target } = await answer.json();
  expect(answer.headers.get("Location")).toBe(target);
  expect(await (await fetch(target)).text()).toBe("");
  const refused = await fetch(`${baseUrl}/v1/Deactivations?Date=2026-13-30`, { headers: authorization });
  expect(await refused.json()).toMatchObject({ status: 400, code: 20001 });
});

test("use cases of services are told", async () => {
  const { usecases } = await client.messaging.v1.usecases.fetch();
  expect(usecases).toContainEqual(expect.objectContaining({ usecase: "poll" }));
});
