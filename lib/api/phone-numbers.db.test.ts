import { expect, test } from "vitest";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

const database = await testDatabase();
const world = testWorld(database.open());
const baseUrl = await serveApi(world);
const client = sdkClient(baseUrl, await createAccount(world));

test("a number is searched for, bought, set, found again and released", async () => {
  const [offer] = await client.availablePhoneNumbers("US").local.list({ areaCode: 808, smsEnabled: true, limit: 1 });
  expect(offer).toMatchObject({
    phoneNumber: "+18085550100",
    friendlyName: "(808) 555-0100",
    isoCountry: "US",
    locality: "Hilo",
    region: "HI",
    postalCode: "96720",
    latitude: "19.720000",
    longitude: "-155.090000",
    addressRequirements: "none",
    beta: false,
    capabilities: { sms: true, mms: true, voice: true },
  });

  const bought = await client.incomingPhoneNumbers.create({ phoneNumber: offer!.phoneNumber });
  expect(bought.sid).toMatch(/^PN[0-9a-f]{32}$/);
  expect(bought).toMatchObject({
    phoneNumber: "+18085550100",
    friendlyName: "(808) 555-0100",
    capabilities: { sms: true, mms: true, voice: true, fax: false },
    smsUrl: "",
    smsMethod: "POST",
    status: "in-use",
    type: "local",
    uri: `/2010-04-01/Accounts/${bought.accountSid}/IncomingPhoneNumbers/${bought.sid}.json`,
  });
  expect(bought.dateCreated.getTime()).toBeGreaterThan(Date.now() - 60_000);

  const updated = await client
    .incomingPhoneNumbers(bought.sid)
    .update({ friendlyName: "Front desk", smsUrl: "https://example.com/sms" });
  expect(updated).toMatchObject({ friendlyName: "Front desk", smsUrl: "https://example.com/sms" });
  expect(await client.incomingPhoneNumbers.list({ phoneNumber: "+18085550100" })).toHaveLength(1);
  expect(await client.incomingPhoneNumbers.list({ friendlyName: "Front desk" })).toHaveLength(1);
  expect(await client.incomingPhoneNumbers.list({ friendlyName: "Back door" })).toHaveLength(0);

  expect(await client.incomingPhoneNumbers(bought.sid).remove()).toBe(true);
  await expect(client.incomingPhoneNumbers(bought.sid).fetch()).rejects.toMatchObject({
    code: 20404,
    message: `The requested resource /2010-04-01/Accounts/${bought.accountSid}/IncomingPhoneNumbers/${bought.sid}.json was not found`,
  });
});

test("of two who buy one number at once, the second is told that it is gone", async () => {
  const other = sdkClient(baseUrl, await createAccount(world));
  const answers = await Promise.allSettled(
    [client, other, client, other].map((buyer) => buyer.incomingPhoneNumbers.create({ phoneNumber: "+12125550100" })),
  );
  const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  expect(refused).toHaveLength(3);
  for (const reason of refused) expect(reason).toMatchObject({ status: 400, code: 21422 });
});

test("an owned number is not offered again", async () => {
  await client.incomingPhoneNumbers.create({ phoneNumber: "+13035550100" });
  const offers = await client.availablePhoneNumbers("US").local.list({ areaCode: 303, limit: 5 });
  expect(offers[0]?.phoneNumber).toBe("+13035550101");
});

test("many who buy by area code each get their own", async () => {
  const bought = await Promise.all(
    Array.from({ length: 8 }, () => client.incomingPhoneNumbers.create({ areaCode: "617" })),
  );
  expect(new Set(bought.map((number) => number.phoneNumber)).size).toBe(8);
});

test.each([
  ["a number nobody sells is invalid", { phoneNumber: "+15005550001" }, 21421],
  ["an area code without numbers has none", { areaCode: "533" }, 21452],
  ["an area code has three digits", { areaCode: "41" }, 21451],
  ["something must say which number", {}, 20001],
  ["a webhook is a URL", { areaCode: "415", smsUrl: "nowhere" }, 20001],
])("%s", async (_rule, given, code) => {
  await expect(client.incomingPhoneNumbers.create(given)).rejects.toMatchObject({ status: 400, code });
});

test("countries tell what types they sell", async () => {
  const countries = await client.availablePhoneNumbers.list();
  expect(countries.find(({ countryCode }) => countryCode === "GB")).toMatchObject({
    country: "United Kingdom",
    beta: false,
  });
  const britain = await client.availablePhoneNumbers("GB").fetch();
  expect(Object.keys(britain.subresourceUris)).toEqual(["local", "mobile", "toll_free"]);
  expect(await client.availablePhoneNumbers("GB").mobile.list({ limit: 3 })).toHaveLength(3);
  expect(await client.availablePhoneNumbers("US").tollFree.list({ contains: "833", limit: 1 })).toMatchObject([
    { phoneNumber: "+18335550100" },
  ]);
  await expect(client.availablePhoneNumbers("AQ").fetch()).rejects.toMatchObject({ code: 20404 });
  await expect(client.availablePhoneNumbers("US").mobile.list()).rejects.toThrow(/was not found/);
});
