import { describe, expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { rotateAuthToken } from "@/lib/operations/accounts";
import { createApiKey, deleteApiKey } from "@/lib/operations/api-keys";
import { testCredentialsOf } from "@/lib/operations/credentials";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

const database = await testDatabase();
const db = database.open();
const world = testWorld(db);
const baseUrl = await serveApi(world);

test("the account shows itself and takes another name", async () => {
  const account = await createAccount(world);
  const client = sdkClient(baseUrl, account);
  expect(await client.api.v2010.accounts(account.sid).fetch()).toMatchObject({
    sid: account.sid,
    ownerAccountSid: account.sid,
    authToken: account.authToken,
    friendlyName: "Owl",
    status: "active",
    type: "Full",
    uri: `/2010-04-01/Accounts/${account.sid}.json`,
  });
  expect(await client.api.v2010.accounts(account.sid).update({ friendlyName: "Night owl" })).toMatchObject({
    friendlyName: "Night owl",
  });
});

test("an API key acts for its account until it is revoked, and never sees the token", async () => {
  const account = await createAccount(world);
  const { key, secret } = await createApiKey(account.ctx, { friendlyName: "Deploy" });
  const client = sdkClient(baseUrl, account, { sid: toSid("SK", key.id), secret });
  expect(await client.messages.list()).toEqual([]);
  await expect(client.api.v2010.accounts(account.sid).fetch()).rejects.toMatchObject({ status: 403, code: 20003 });
  await deleteApiKey(account.ctx, key.id);
  await expect(client.messages.create({ to: "+15553332222" })).rejects.toMatchObject({ status: 401, code: 20003 });
});

test("a rotated token stops, and the new one works", async () => {
  const account = await createAccount(world);
  const { authToken } = await rotateAuthToken(account.ctx);
  await expect(sdkClient(baseUrl, account).api.v2010.accounts(account.sid).fetch()).rejects.toMatchObject({
    status: 401,
  });
  const { sid } = await sdkClient(baseUrl, { ...account, authToken })
    .api.v2010.accounts(account.sid)
    .fetch();
  expect(sid).toBe(account.sid);
});

test("an account that is suspended is turned away", async () => {
  const account = await createAccount(world);
  await db.prisma.account.update({ where: { id: account.ctx.accountId }, data: { status: "suspended" } });
  await expect(sdkClient(baseUrl, account).api.v2010.accounts(account.sid).fetch()).rejects.toMatchObject({
    status: 401,
    code: 20005,
  });
});

describe("subaccounts", () => {
  test("are made, listed by name and state, and used with their own token or their owner's", async () => {
    const owner = await createAccount(world);
    const client = sdkClient(baseUrl, owner);
    const made = await client.api.v2010.accounts.create({ friendlyName: "Shop" });
    expect(made).toMatchObject({ friendlyName: "Shop", ownerAccountSid: owner.sid, status: "active", type: "Full" });
    const unnamed = await client.api.v2010.accounts.create();
    expect(unnamed.friendlyName).toMatch(/^SubAccount Created at \d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect((await client.api.v2010.accounts.list()).map(({ sid }) => sid)).toEqual([unnamed.sid, made.sid, owner.sid]);
    expect((await client.api.v2010.accounts.list({ friendlyName: "Shop" })).map(({ sid }) => sid)).toEqual([made.sid]);
    expect(await client.api.v2010.accounts.list({ status: "closed" })).toEqual([]);
    expect((await client.api.v2010.accounts.list({ pageSize: 1 })).length).toBe(3);

    const own = sdkClient(baseUrl, { sid: made.sid, authToken: made.authToken });
    expect(await own.messages.list()).toEqual([]);
    const through = client.api.v2010.accounts(made.sid);
    const number = await through.incomingPhoneNumbers.create({ areaCode: "415" });
    expect(number.accountSid).toBe(made.sid);
    const message = await through.messages.create({ to: "+15553332222", from: number.phoneNumber, body: "Hello" });
    expect(message.accountSid).toBe(made.sid);
    expect((await own.messages(message.sid).fetch()).sid).toBe(message.sid);
    await expect(client.messages(message.sid).fetch()).rejects.toMatchObject({ status: 404 });
  });

  test("do not reach their owner or each other, and have none of their own", async () => {
    const owner = await createAccount(world);
    const client = sdkClient(baseUrl, owner);
    const [one, other] = [await client.api.v2010.accounts.create(), await client.api.v2010.accounts.create()];
    const own = sdkClient(baseUrl, { sid: one.sid, authToken: one.authToken });
    for (const sid of [owner.sid, other.sid]) {
      await expect(own.api.v2010.accounts(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
      await expect(own.api.v2010.accounts(sid).messages.list()).rejects.toMatchObject({ status: 404 });
    }
    await expect(own.api.v2010.accounts.create()).rejects.toMatchObject({ status: 403, code: 20006 });
    expect((await own.api.v2010.accounts.list()).map(({ sid }) => sid)).toEqual([one.sid]);
  });

  test("are suspended, reactivated and closed by their owner only; closed ones give their numbers back for good", async () => {
    const owner = await createAccount(world);
    const client = sdkClient(baseUrl, owner);
    const made = await client.api.v2010.accounts.create({ friendlyName: "Shop" });
    const own = sdkClient(baseUrl, { sid: made.sid, authToken: made.authToken });
    const through = client.api.v2010.accounts(made.sid);
    const number = await through.incomingPhoneNumbers.create({ areaCode: "415" });
    await expect(own.api.v2010.accounts(made.sid).update({ status: "suspended" })).rejects.toMatchObject({
      status: 403,
      code: 20006,
    });
    await expect(client.api.v2010.accounts(owner.sid).update({ status: "closed" })).rejects.toMatchObject({
      status: 403,
      code: 20006,
    });

    expect((await through.update({ status: "suspended" })).status).toBe("suspended");
    await expect(own.messages.list()).rejects.toMatchObject({ status: 401, code: 20005 });
    expect(await through.messages.list()).toEqual([]);
    await expect(
      through.messages.create({ to: "+15553332222", from: number.phoneNumber, body: "Hello" }),
    ).rejects.toMatchObject({ status: 403, code: 10001 });

    expect((await through.update({ status: "active" })).status).toBe("active");
    expect(await own.incomingPhoneNumbers.list()).toHaveLength(1);

    expect(await through.update({ status: "closed", friendlyName: "Old shop" })).toMatchObject({
      status: "closed",
      friendlyName: "Old shop",
    });
    expect(await through.incomingPhoneNumbers.list()).toEqual([]);
    await expect(own.messages.list()).rejects.toMatchObject({ status: 401, code: 20005 });
    await expect(through.update({ status: "active" })).rejects.toMatchObject({ status: 409, code: 20409 });
    await expect(through.update({ friendlyName: "Shop" })).rejects.toMatchObject({ status: 409, code: 20409 });
    await expect(client.api.v2010.accounts(made.sid).update({ status: "gone" as never })).rejects.toMatchObject({
      status: 400,
      code: 20001,
    });
  });
});

describe("keys", () => {
  test("are made, named, listed and revoked over the 2010 API, under both of their names", async () => {
    const account = await createAccount(world);
    const { newKeys, keys, newSigningKeys, signingKeys } = sdkClient(baseUrl, account).api.v2010.account;
    const key = await newKeys.create({ friendlyName: "Deploy" });
    expect(key).toMatchObject({ friendlyName: "Deploy", sid: expect.stringMatching(/^SK[0-9a-f]{32}$/) });
    expect(key.dateCreated).toBeInstanceOf(Date);
    const signing = await newSigningKeys.create();
    expect(signing).toMatchObject({ friendlyName: "", secret: expect.stringMatching(/^\S{32}$/) });
    expect((await keys.list()).map(({ sid }) => sid)).toEqual([signing.sid, key.sid]);
    expect((await signingKeys.list()).map(({ sid }) => sid)).toEqual([signing.sid, key.sid]);
    expect(await keys(key.sid).update({ friendlyName: "Ship" })).toMatchObject({ friendlyName: "Ship" });
    expect(await keys(key.sid).fetch()).not.toHaveProperty("secret");

    const client = sdkClient(baseUrl, account, key);
    expect(await client.messages.list()).toEqual([]);
    expect(await keys(key.sid).remove()).toBe(true);
    await expect(client.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(keys(key.sid).fetch()).rejects.toMatchObject({ status: 404 });
  });

  test("a standard key manages neither accounts nor keys; a main one does", async () => {
    const account = await createAccount(world);
    const { key, secret } = await createApiKey(account.ctx, { friendlyName: "Deploy" });
    const standard = sdkClient(baseUrl, account, { sid: toSid("SK", key.id), secret });
    for (const refused of [
      () => standard.api.v2010.accounts.list(),
      () => standard.api.v2010.accounts.create(),
      () => standard.keys.list(),
      () => standard.newKeys.create(),
      () => standard.signingKeys.list(),
      () => standard.iam.v1.getApiKeys.list({ accountSid: account.sid }),
      () => standard.accounts.v1.secondaryAuthToken().create(),
      () => standard.accounts.v1.authTokenPromotion().update(),
    ]) {
      await expect(refused()).rejects.toMatchObject({ status: 403, code: 20003 });
    }
    const main = await createApiKey(account.ctx, { friendlyName: "Operations", type: "main" });
    const client = sdkClient(baseUrl, account, { sid: toSid("SK", main.key.id), secret: main.secret });
    expect((await client.api.v2010.accounts(account.sid).fetch()).authToken).toBe(account.authToken);
    expect(await client.keys.list()).toHaveLength(2);
  });

  test("a restricted key does what its policy allows and is told what it lacks", async () => {
    const account = await createAccount(world);
    const from = (await createNumber(account.ctx)).phoneNumber;
    const { iam } = sdkClient(baseUrl, account);
    const read = "/twilio/messaging/messages/list";
    const key = await iam.v1.newApiKey.create({
      accountSid: account.sid,
      friendlyName: "Reader",
      keyType: "restricted",
      policy: { allow: [read] },
    });
    expect(key.policy).toEqual({ allow: [read] });
    const client = sdkClient(baseUrl, account, key);
    expect(await client.messages.list()).toEqual([]);
    const send = () => client.messages.create({ to: "+15553332222", from, body: "Hello" });
    await expect(send()).rejects.toMatchObject({
      status: 403,
      code: 20003,
      message: expect.stringContaining("/twilio/messaging/messages/create"),
    });
    const policy = { allow: [read, "/twilio/messaging/messages/create"] };
    expect((await iam.v1.apiKey(key.sid).update({ policy })).policy).toEqual(policy);
    expect((await send()).status).toBe("queued");
    await expect(client.keys.list()).rejects.toMatchObject({ status: 403, code: 20003 });
  });

  test.each([
    ["a restricted key without a policy", { keyType: "restricted" }],
    ["a policy without a restricted key", { policy: { allow: ["/twilio/messaging/messages/read"] } }],
    ["a main key", { keyType: "main" }],
    ["an action that is none", { keyType: "restricted", policy: { allow: ["/twilio/messaging/*"] } }],
    ["a policy that is no policy", { keyType: "restricted", policy: "everything" }],
    [
      "more than a hundred permissions",
      { keyType: "restricted", policy: { allow: Array(101).fill("/twilio/messaging/messages/read") } },
    ],
  ])("the API does not make %s", async (_rule, given) => {
    const account = await createAccount(world);
    const asked = { accountSid: account.sid, ...given } as never;
    await expect(sdkClient(baseUrl, account).iam.v1.newApiKey.create(asked)).rejects.toMatchObject({
      status: 400,
      code: 20001,
    });
  });

  test("an owner manages the keys of its subaccounts, and nobody else's", async () => {
    const [owner, stranger] = [await createAccount(world), await createAccount(world)];
    const client = sdkClient(baseUrl, owner);
    const made = await client.api.v2010.accounts.create();
    const { sid } = await client.iam.v1.newApiKey.create({ accountSid: made.sid });
    expect(await client.iam.v1.getApiKeys.list({ accountSid: made.sid })).toMatchObject([
      { sid, flags: ["rest_api", "signing"] },
    ]);
    expect(await client.iam.v1.getApiKeys.list({ accountSid: owner.sid })).toEqual([]);
    const foreign = sdkClient(baseUrl, stranger);
    for (const refused of [
      () => foreign.iam.v1.getApiKeys.list({ accountSid: made.sid }),
      () => foreign.iam.v1.newApiKey.create({ accountSid: made.sid }),
      () => foreign.iam.v1.apiKey(sid).fetch(),
      () => foreign.iam.v1.apiKey(sid).remove(),
    ]) {
      await expect(refused()).rejects.toMatchObject({ status: 404 });
    }
    expect(await client.iam.v1.apiKey(sid).remove()).toBe(true);
  });
});

test("two tokens are valid until the second is promoted, and then only that one", async () => {
  const account = await createAccount(world);
  const client = sdkClient(baseUrl, account);
  const { secondaryAuthToken } = await client.accounts.v1.secondaryAuthToken().create();
  expect(secondaryAuthToken).toMatch(/^[0-9a-f]{32}$/);
  await expect(client.accounts.v1.secondaryAuthToken().create()).rejects.toMatchObject({ status: 409, code: 20409 });
  const second = sdkClient(baseUrl, { ...account, authToken: secondaryAuthToken });
  expect(await client.messages.list()).toEqual([]);
  expect(await second.messages.list()).toEqual([]);
  expect((await second.api.v2010.accounts(account.sid).fetch()).authToken).toBe(account.authToken);

  expect((await second.accounts.v1.authTokenPromotion().update()).authToken).toBe(secondaryAuthToken);
  await expect(client.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  expect((await second.api.v2010.accounts(account.sid).fetch()).authToken).toBe(secondaryAuthToken);
  await expect(second.accounts.v1.authTokenPromotion().update()).rejects.toMatchObject({ status: 404 });

  const third = (await second.accounts.v1.secondaryAuthToken().create()).secondaryAuthToken;
  expect(await second.accounts.v1.secondaryAuthToken().remove()).toBe(true);
  await expect(sdkClient(baseUrl, { ...account, authToken: third }).messages.list()).rejects.toMatchObject({
    status: 401,
  });
  await expect(second.accounts.v1.secondaryAuthToken().remove()).rejects.toMatchObject({ status: 404 });
});

const account = await createAccount(world);
const { sid, token } = testCredentialsOf(account.ctx.accountId);

describe("test credentials", () => {
  const client = sdkClient(baseUrl, { sid, authToken: token });
  const rows = () => db.prisma.message.count({ where: { accountId: account.ctx.accountId } });

  test("a message between magic numbers is answered as if it were sent, and nothing is stored", async () => {
    const message = await client.messages.create({ to: "+14155550199", from: "+15005550006", body: "Hello" });
    expect(message).toMatchObject({ accountSid: sid, status: "queued", from: "+15005550006", numSegments: "1" });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(await rows()).toBe(0);
  });

  test.each([
    ["+15005550001", "+14155550199", 21212],
    ["+15005550007", "+14155550199", 21606],
    ["+15005550008", "+14155550199", 21611],
    ["+15005550006", "+15005550001", 21211],
    ["+15005550006", "+15005550002", 21612],
    ["+15005550006", "+15005550003", 21408],
    ["+15005550006", "+15005550004", 21610],
    ["+15005550006", "+15005550009", 21614],
    ["+15005550006", "+1555", 21211],
  ])("from %s to %s is refused with %i", async (from, to, code) => {
    await expect(client.messages.create({ to, from, body: "Hello" })).rejects.toMatchObject({ status: 400, code });
  });

  test("the account's own numbers and services are not there", async () => {
    const number = await createNumber(account.ctx);
    await expect(
      client.messages.create({ to: "+14155550199", from: number.phoneNumber, body: "Hello" }),
    ).rejects.toMatchObject({ code: 21606 });
    await expect(
      client.messages.create({ to: "+14155550199", messagingServiceSid: toSid("MG", number.id), body: "Hello" }),
    ).rejects.toMatchObject({ code: 21701 });
  });

  test("numbers are bought as if, by digits or area code", async () => {
    const bought = await client.incomingPhoneNumbers.create({ phoneNumber: "+15005550006" });
    expect(bought).toMatchObject({ accountSid: sid, phoneNumber: "+15005550006" });
    expect((await client.incomingPhoneNumbers.create({ areaCode: "500" })).phoneNumber).toBe("+15005550006");
    for (const [given, code] of [
      [{ phoneNumber: "+15005550000" }, 21422],
      [{ phoneNumber: "+15005550001" }, 21421],
      [{ areaCode: "533" }, 21452],
    ] as const) {
      await expect(client.incomingPhoneNumbers.create(given)).rejects.toMatchObject({ status: 400, code });
    }
    expect(await db.prisma.phoneNumber.count({ where: { phoneNumber: "+15005550006" } })).toBe(0);
  });

  test("everything else is refused with 403, and the account's own SID is not found", async () => {
    for (const refused of [
      () => client.messages.list(),
      () => client.incomingPhoneNumbers.list(),
      () => client.api.v2010.accounts(sid).fetch(),
      () => client.messaging.v1.services.list(),
      () => client.keys.list(),
    ]) {
      await expect(refused()).rejects.toMatchObject({ status: 403, code: 20008 });
    }
    await expect(
      client.api.v2010.accounts(account.sid).messages.create({ to: "+14155550199", from: "+15005550006", body: "Hi" }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(sdkClient(baseUrl, { sid, authToken: account.authToken }).messages.list()).rejects.toMatchObject({
      status: 401,
    });
  });
});
