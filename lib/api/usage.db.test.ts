import { afterAll, expect, test } from "vitest";
import { dayOf } from "@/lib/domain/usage";
import { createSubaccount } from "@/lib/operations/accounts";
import { deleteMessage } from "@/lib/operations/messages";
import { createUsageTriggers } from "@/lib/pipeline/usage-triggers";
import { createWebhookClient } from "@/lib/pipeline/webhook-client";
import { foldDeltas } from "@/lib/store/rollups";
import { serveApi } from "@/lib/testing/api-server";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";
import { storeMessage } from "@/lib/testing/stored-message";

const db = (await testDatabase()).open();
const world = testWorld(db);
const baseUrl = await serveApi(world);
const sink = await startCallbackSink();
const webhooks = createWebhookClient({ allows: () => true });

afterAll(() => Promise.all([sink.close(), webhooks.close()]));

const today = dayOf(new Date());
const fold = () => foldDeltas(db.sql, 10_000);

async function accountWithUsage() {
  const account = await createAccount(world);
  const { accountId } = account.ctx;
  await storeMessage(db, accountId, { segments: 2, price: "-0.01500" });
  await storeMessage(db, accountId, {
    direction: "inbound",
    from: "+14155550199",
    to: "+14155550134",
    status: "received",
    price: "-0.00750",
  });
  await fold();
  // What is not folded yet counts as well.
  await storeMessage(db, accountId, { numMedia: 1, price: "-0.02000" });
  await storeMessage(db, accountId, { from: "12345", price: "-0.00750" });
  await storeMessage(db, accountId, { status: "failed", errorCode: 30008 });
  return account;
}

test("what was paid for is told by category; what failed is not", async () => {
  const account = await accountWithUsage();
  const { usage } = sdkClient(baseUrl, account).api.v2010.account;
  const records = await usage.records.list();
  const told = Object.fromEntries(
    records.map((record) => [record.category, [record.count, record.usage, record.price]]),
  );
  expect(told).toMatchObject({
    sms: ["3", "4", "0.03"],
    "sms-outbound": ["2", "3", "0.0225"],
    "sms-outbound-longcode": ["1", "2", "0.015"],
    "sms-outbound-shortcode": ["1", "1", "0.0075"],
    "sms-inbound": ["1", "1", "0.0075"],
    mms: ["1", "1", "0.02"],
    "mms-inbound": ["0", "0", "0"],
    totalprice: ["4", "0.05", "0.05"],
  });
  expect(records[0]).toMatchObject({
    accountSid: account.sid,
    countUnit: "messages",
    priceUnit: "usd",
    startDate: expect.any(Date),
    subresourceUris: expect.objectContaining({
      daily: `/2010-04-01/Accounts/${account.sid}/Usage/Records/Daily.json?Category=${records[0]?.category}`,
    }),
  });
});

test("each period has its list, and days, months and years are told newest first by pages", async () => {
  const account = await accountWithUsage();
  const { records } = sdkClient(baseUrl, account).api.v2010.account.usage;
  const category = "sms";
  const used = [{ category, count: "3" }];
  expect(await records.today.list({ category })).toMatchObject(used);
  expect(await records.thisMonth.list({ category })).toMatchObject(used);
  expect(await records.allTime.list({ category })).toMatchObject(used);
  const unused = [{ category, count: "0" }];
  expect(await records.yesterday.list({ category })).toMatchObject(unused);
  expect(await records.lastMonth.list({ category })).toMatchObject(unused);
  const startDate = new Date(Date.now() - 2 * 86_400_000);
  const daily = await records.daily.list({ category, startDate, pageSize: 2 });
  expect(daily.map(({ count }) => count)).toEqual(["3", "0", "0"]);
  expect(dayOf(daily[0]!.startDate)).toBe(today);
  expect((await records.monthly.list({ category })).map(({ count }) => count)).toEqual(["3"]);
  expect((await records.yearly.list()).map(({ category: name }) => name)).toContain("totalprice");
  const answer = await fetch(
    `${baseUrl}/2010-04-01/Accounts/${account.sid}/Usage/Records/Daily?StartDate=-2days&PageSize=20&Page=2`,
    {
      headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    },
  );
  expect(await answer.json()).toMatchObject({ start: 40, end: 50, next_page_uri: null });
});

test.each([
  ["a day that is none", { startDate: "soon" }],
  ["a category that is none", { category: "carrots" }],
])("%s is refused", async (_rule, asked) => {
  const { records } = sdkClient(baseUrl, await createAccount(world)).api.v2010.account.usage;
  await expect(records.list({ ...(asked as object) })).rejects.toMatchObject({ status: 400, code: 20001 });
});

test("an owner's usage and balance are its subaccounts', too; they have no balance of their own", async () => {
  const owner = await accountWithUsage();
  const child = await createSubaccount(owner.ctx, { friendlyName: "Shop" });
  await storeMessage(db, child.id, { price: "-0.00750" });
  const client = sdkClient(baseUrl, owner);
  const count = async (includeSubaccounts?: boolean) =>
    (await client.api.v2010.account.usage.records.list({ category: "sms", includeSubaccounts }))[0]?.count;
  expect([await count(), await count(true), await count(false)]).toEqual(["4", "4", "3"]);
  expect(await client.balance.fetch()).toMatchObject({ accountSid: owner.sid, balance: "99.9425", currency: "USD" });
  const own = sdkClient(baseUrl, { sid: `AC${child.id.replaceAll("-", "")}`, authToken: child.authToken });
  await expect(own.balance.fetch()).rejects.toMatchObject({ status: 404 });
});

test("a message that is deleted stays paid for", async () => {
  const account = await createAccount(world);
  const { id } = await storeMessage(db, account.ctx.accountId, { price: "-0.00750" });
  await deleteMessage(account.ctx, id);
  await fold();
  expect((await sdkClient(baseUrl, account).balance.fetch()).balance).toBe("99.9925");
});

test("a trigger is made, listed, changed and deleted", async () => {
  const account = await accountWithUsage();
  const { triggers } = sdkClient(baseUrl, account).api.v2010.account.usage;
  const made = await triggers.create({
    callbackUrl: "https://example.com/usage",
    triggerValue: "+10",
    usageCategory: "sms",
    triggerBy: "count",
    recurring: "daily",
  });
  expect(made).toMatchObject({
    currentValue: "3",
    triggerValue: "13",
    recurring: "daily",
    callbackMethod: "POST",
    dateFired: null,
    usageRecordUri: `/2010-04-01/Accounts/${account.sid}/Usage/Records.json?Category=sms`,
  });
  expect(await triggers.list({ recurring: "daily", triggerBy: "count", usageCategory: "sms" })).toHaveLength(1);
  expect(await triggers.list({ recurring: "alltime" })).toEqual([]);
  expect(await triggers(made.sid).update({ friendlyName: "Too much" })).toMatchObject({ friendlyName: "Too much" });
  expect(await triggers(made.sid).remove()).toBe(true);
  await expect(triggers(made.sid).fetch()).rejects.toMatchObject({ status: 404 });
});

test.each([
  ["no value", { triggerValue: "" }],
  ["a negative value", { triggerValue: "-3" }],
  ["another category", { usageCategory: "carrots" }],
  ["no address", { callbackUrl: "nowhere" }],
  ["another period", { recurring: "hourly" }],
])("a trigger with %s is refused", async (_rule, given) => {
  const { triggers } = sdkClient(baseUrl, await createAccount(world)).api.v2010.account.usage;
  const asked = { callbackUrl: "https://example.com", triggerValue: "1", usageCategory: "sms", ...given };
  await expect(triggers.create(asked as never)).rejects.toMatchObject({ status: 400, code: 20001 });
});

test("a trigger fires once its value is reached, with a signed webhook, once a period", async () => {
  const account = await createAccount(world);
  const { triggers } = sdkClient(baseUrl, account).api.v2010.account.usage;
  let now = new Date();
  const round = createUsageTriggers({
    db,
    settings: world.settings,
    callWebhook: webhooks.call,
    now: () => now,
    random: () => 0,
  });
  const asked = {
    callbackUrl: `${sink.url}/usage`,
    triggerValue: "2",
    usageCategory: "sms",
    triggerBy: "count",
  } as const;
  const [daily, once] = [await triggers.create({ ...asked, recurring: "daily" }), await triggers.create(asked)];
  const called = () => sink.received.filter(({ params }) => params.AccountSid === account.sid);

  await storeMessage(db, account.ctx.accountId, { price: "-0.00750" });
  await round();
  expect(called()).toEqual([]);

  await storeMessage(db, account.ctx.accountId, { price: "-0.00750" });
  await Promise.all([round(), round()]);
  await round();
  expect(
    called()
      .map(({ params }) => params.UsageTriggerSid)
      .toSorted(),
  ).toEqual([daily.sid, once.sid].toSorted());
  expect(called()[0]?.params).toMatchObject({
    UsageCategory: "sms",
    TriggerBy: "count",
    TriggerValue: "2",
    CurrentValue: "2",
  });
  for (const callback of called()) expect(sink.isSigned(callback, account.authToken)).toBe(true);
  expect((await triggers(once.sid).fetch()).dateFired).toBeInstanceOf(Date);

  now = new Date(now.getTime() + 86_400_000);
  for (let message = 0; message < 2; message++) {
    await storeMessage(db, account.ctx.accountId, { createdAt: now, price: "-0.00750" });
  }
  await round();
  expect(called()).toHaveLength(3);
  expect(called()[2]?.params.UsageTriggerSid).toBe(daily.sid);
});
