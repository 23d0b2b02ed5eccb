import type { Page } from "@playwright/test";
import { messageSid } from "@/lib/domain/callback";
import { toSid } from "@/lib/domain/sid";
import { updateNumber } from "@/lib/operations/phone-numbers";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { idAt, storeMessage } from "@/lib/testing/stored-message";
import { expect, test } from "../fixtures";

const pageOf = (sid: string) => `/logs/messages/${sid}`;
const verdict = (page: Page) => page.getByRole("heading", { level: 1 });
const TO = "+14155550199";

test("follows a message of the API until it is delivered: steps, sender, requests, properties", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const { ctx } = account;
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await signIn();
  const { sid } = await api.messages.create({
    messagingServiceSid: toSid("MG", service.id),
    to: TO,
    body: "Your table is ready",
    statusCallback: "http://127.0.0.1:9/nobody-listens",
  });
  await page.goto(pageOf(sid));
  await expect(verdict(page)).toHaveText(/^Delivered to \+1 415 555 0199 in /);

  const steps = page
    .getByRole("region", { name: "Delivery steps" })
    .or(page.locator("section", { hasText: "Delivery steps" }));
  for (const name of ["Accepted", "Sender chosen", "Queued", "Handed over", "Sent", "Delivered"]) {
    await expect(steps.getByText(name, { exact: true }).first()).toBeVisible();
  }
  await expect(page.getByText("because it is the only sender of the recipient's area (415).")).toBeVisible();
  await expect(page.getByText("1 segment · GSM-7 · 19 septets")).toBeVisible();

  // Nobody listens there, so a second try follows.
  const told = page.locator("summary", { hasText: "Status callback: delivered" }).first();
  await expect(told).toContainText("no answer");
  await told.click();
  await expect(page.getByRole("group", { name: "Signed text" }).filter({ visible: true })).toContainText(
    "http://127.0.0.1:9/nobody-listensAccountSidAC",
  );
  await expect(page.getByText("As the API tells it")).toBeVisible();
  await page.getByText("As the API tells it").click();
  await expect(page.getByText(`"sid": "${sid}"`)).toBeVisible();
  await expectAccessible();
});

test("a callback is sent again from the request that told it, and its line says so", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const { phoneNumber } = await createNumber(account.ctx);
  await signIn();
  const { sid } = await api.messages.create({
    from: phoneNumber,
    to: TO,
    body: "Your table is ready",
    statusCallback: "http://127.0.0.1:9/nobody-listens#rc=0",
  });
  await page.goto(pageOf(sid));
  const told = page.locator("summary", { hasText: "Status callback: delivered" });
  await expect(told).toHaveCount(1);
  await told.click();
  await page.getByRole("button", { name: "Send again" }).filter({ visible: true }).click();
  await expect(page.getByText("It is sent again.")).toBeVisible();
  await expect(page.locator("summary", { hasText: "Status callback: delivered, sent again" })).toHaveCount(1);
  await expectAccessible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Send callbacks again" }).click();
  await expect(page.getByText("2 callbacks are sent again.")).toBeVisible();
  await expect(page.locator("summary", { hasText: ", sent again" })).toHaveCount(3);
});

test("says of a failure why, what to do, and how many others there are", async ({
  page,
  signIn,
  account: { ctx },
  db,
}) => {
  const failed = { status: "undelivered", errorCode: 30003 } as const;
  const { id, numMedia } = await storeMessage(db, ctx.accountId, failed);
  for (let n = 0; n < 3; n++) await storeMessage(db, ctx.accountId, failed);
  await storeMessage(db, ctx.accountId);
  await signIn();
  await page.goto(pageOf(messageSid({ id, numMedia })));
  await expect(verdict(page)).toHaveText("Not delivered: Unreachable destination handset (30003)");
  const why = page.getByRole("region", { name: "Why it failed" });
  await expect(why).toContainText("Recipient");
  await expect(why).toContainText("3 others like this since");
  await why.getByRole("link", { name: "See them" }).click();
  await expect(page.getByText("4 messages shown")).toBeVisible();
});

test("shows what a message that came in led to: the webhook, the replies, and what is wrong with the answer", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const shop = await startCallbackSink((_callback, response) =>
    response
      .writeHead(200, { "Content-Type": "text/xml" })
      .end("<Response><Message>We open at nine</Message><Say>Hoo</Say></Response>"),
  );
  const number = await createNumber(account.ctx);
  await updateNumber(account.ctx, number.id, { smsUrl: `${shop.url}/sms` });
  await signIn();
  const answer = await page.request.post("/senderpool/v1/Simulator/Inbound", {
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    form: { From: TO, To: number.phoneNumber, Body: "When do you open?" },
  });
  const { sid } = await answer.json();
  await expect
    .poll(async () => (await api.messages.list({ to: TO })).map(({ status }) => status))
    .toEqual(["delivered"]);
  await page.goto(pageOf(sid));
  await expect(page.getByRole("region", { name: "Alerts" })).toContainText("Invalid verb for SMS reply (14110)");
  await expect(page.getByText("Your endpoint answered 200.")).toBeVisible();
  await expectAccessible();
  const [reply] = await api.messages.list({ to: TO });
  await page.locator("li", { hasText: "Replied" }).getByRole("link").click();
  await expect(page).toHaveURL(pageOf(reply?.sid ?? ""));
  await expect(page.getByText("We open at nine", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: `SM…${sid.slice(-6)}` })).toHaveAttribute("href", pageOf(sid));
  await shop.close();
});

test("removes the text of a message for good, here and in the API", async ({ page, signIn, account, api, db }) => {
  const message = await storeMessage(db, account.ctx.accountId, { body: "The code is 1234" });
  await signIn();
  await page.goto(pageOf(messageSid(message)));
  await expect(page.getByText("The code is 1234", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Redact" }).click();
  await page.getByRole("button", { name: "Remove the text" }).click();
  await expect(page.getByText(`by ${account.email}`).first()).toBeVisible();
  await expect(page.getByText("The code is 1234")).toHaveCount(0);
  expect((await api.messages(messageSid(message)).fetch()).body).toBe("");
});

test("deletes a message, and its page then tells nothing", async ({ page, signIn, account: { ctx }, db }) => {
  const message = await storeMessage(db, ctx.accountId);
  await signIn();
  await page.goto(pageOf(messageSid(message)));
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete 1 message" }).click();
  await expect(page).toHaveURL("/logs/messages");
  await page.goto(pageOf(messageSid(message)));
  await expect(page.getByText("It was deleted, is older than 400 days, or belongs to another account.")).toBeVisible();
});

test("cancels a scheduled message", async ({ page, signIn, account: { ctx }, api }) => {
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  const { sid } = await api.messages.create({
    messagingServiceSid: toSid("MG", service.id),
    to: TO,
    body: "See you tomorrow",
    scheduleType: "fixed",
    sendAt: new Date(Date.now() + 3_600_000),
  });
  await signIn();
  await page.goto(pageOf(sid));
  await expect(verdict(page)).toContainText("Scheduled for");
  await page.getByRole("button", { name: "Cancel message" }).click();
  await page.getByRole("button", { name: "Cancel 1 message" }).click();
  await expect(verdict(page)).toHaveText("Canceled, never sent");
  expect((await api.messages(sid).fetch()).status).toBe("canceled");
});

test("tells the same of an unknown SID and of another account's", async ({ page, signIn, db }) => {
  const { ctx: stranger } = await createAccount(testWorld(db));
  const theirs = await storeMessage(db, stranger.accountId);
  await signIn();
  for (const sid of [messageSid(theirs), toSid("SM", idAt(new Date())), "SM12"]) {
    await page.goto(pageOf(sid));
    await expect(
      page.getByText("It was deleted, is older than 400 days, or belongs to another account."),
    ).toBeVisible();
  }
});

test.describe("of a viewer", () => {
  test.use({ role: "viewer" });

  test("the text cannot be removed, and the dialog says why", async ({ page, signIn, account: { ctx }, db }) => {
    const message = await storeMessage(db, ctx.accountId);
    await signIn();
    await page.goto(pageOf(messageSid(message)));
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Redact" }).click();
    await page.getByRole("button", { name: "Remove the text" }).click();
    await expect(page.getByRole("alertdialog")).toContainText("Your role, viewer, may look at this but not change it.");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the answer stands above the fold, and nothing scrolls sideways", async ({
    page,
    signIn,
    account: { ctx },
    db,
    expectAccessible,
  }) => {
    const message = await storeMessage(db, ctx.accountId, {
      status: "failed",
      errorCode: 21703,
      from: null,
      country: "DE",
    });
    await signIn();
    await page.goto(pageOf(messageSid(message)));
    await expect(page.getByRole("region", { name: "Why it failed" })).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible();
  });
});
