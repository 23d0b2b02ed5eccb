import { messageSid } from "@/lib/domain/callback";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { storeMessage } from "@/lib/testing/stored-message";
import { expect, test } from "../fixtures";

const LOG = "/logs/messages";
const rows = "table tbody tr";
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test("shows every message newest first in the columns of the log, and why a row names no service", async ({
  page,
  signIn,
  account: { ctx },
  db,
  expectAccessible,
}) => {
  const service = await createServiceWith(ctx, []);
  await storeMessage(db, ctx.accountId, { createdAt: minutesAgo(2), serviceId: service.id, to: "+14155550101" });
  await storeMessage(db, ctx.accountId, { createdAt: minutesAgo(1), status: "undelivered", errorCode: 30003 });
  await signIn();
  await page.goto(LOG);
  await expect(page.getByRole("columnheader")).toHaveText([
    "Date",
    "Service",
    /Direction/,
    "From",
    "To",
    /Segments/,
    "Status",
    "Media",
    "Troubleshoot",
  ]);
  const [newest, older] = [page.locator(rows).nth(0), page.locator(rows).nth(1)];
  await expect(newest).toContainText("Undelivered");
  await expect(newest).toContainText("30003 Unreachable destination handset");
  await expect(newest).toContainText("Sent with From only, so no service is recorded.");
  await expect(older).toContainText("Appointment reminders");
  await expect(page.getByText("2 messages shown")).toBeVisible();
  await expectAccessible();
});

for (const { what, pasted, parameter, chip } of [
  { what: "a number", pasted: () => "+1 (415) 555-0177", parameter: "to", chip: "To" },
  { what: "a SID", pasted: (sid: string) => sid, parameter: "sid", chip: "Message SID" },
  { what: "an error code", pasted: () => "30008", parameter: "error", chip: "Error code" },
]) {
  test(`${what} that is pasted becomes the right filter, which lives in the address`, async ({
    page,
    signIn,
    account: { ctx },
    db,
  }) => {
    const wanted = await storeMessage(db, ctx.accountId, { to: "+14155550177", status: "failed", errorCode: 30008 });
    await storeMessage(db, ctx.accountId);
    await signIn();
    await page.goto(LOG);
    await page.getByPlaceholder("Paste a SID, number or error code").fill(pasted(messageSid(wanted)));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`\\?${parameter}=`));
    await expect(page.getByText("1 message shown")).toBeVisible();
    await page.getByRole("link", { name: `Remove filter ${chip}` }).click();
    await expect(page.getByText("2 messages shown")).toBeVisible();
  });
}

test("a list that is empty names the one filter that hides most", async ({ page, signIn, account: { ctx }, db }) => {
  await storeMessage(db, ctx.accountId, { status: "failed", errorCode: 30008 });
  await storeMessage(db, ctx.accountId, { country: "FR" });
  await storeMessage(db, ctx.accountId, { country: "FR" });
  await signIn();
  await page.goto(`${LOG}?status=failed&country=FR`);
  await expect(page.getByText("No messages match.")).toBeVisible();
  await expect(page.getByText("Without the filter Status there are 2 messages.")).toBeVisible();
  await page.getByRole("link", { name: "Remove Status", exact: true }).click();
  await expect(page.locator(rows)).toHaveCount(2);
});

test("before anything was sent it shows how", async ({ page, signIn, account, expectAccessible }) => {
  await signIn();
  await page.goto(LOG);
  await expect(page.getByText(`curl ${account.apiUrl}/2010-04-01/Accounts/${account.sid}/Messages.json`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Create service" })).toBeVisible();
  await expectAccessible();
});

test("goes on by pages of 50 without a repeat, and says when there are no more", async ({
  page,
  signIn,
  account: { ctx },
  db,
}) => {
  for (let n = 0; n < 53; n++)
    await storeMessage(db, ctx.accountId, { createdAt: minutesAgo(n), to: `+141555502${10 + n}` });
  await signIn();
  await page.goto(LOG);
  await expect(page.getByText("50 messages shown · more")).toBeVisible();
  await page.getByRole("link", { name: "Next messages" }).click();
  await expect(page.getByText("3 messages shown", { exact: true })).toBeVisible();
  await expect(page.locator(rows).first()).toContainText("+1 415 555 0260");
  await page.goBack();
  await expect(page.locator(rows)).toHaveCount(50);
});

test("new messages come by themselves, but never move the rows under the pointer", async ({
  page,
  signIn,
  account: { ctx },
  db,
}) => {
  await storeMessage(db, ctx.accountId, { to: "+14155550101" });
  await signIn();
  await page.goto(LOG);
  await storeMessage(db, ctx.accountId, { to: "+14155550102" });
  await expect(page.locator(rows).first()).toContainText("+1 415 555 0102");

  await page.locator(rows).first().hover();
  await storeMessage(db, ctx.accountId, { to: "+14155550103" });
  const pill = page.getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  await expect(page.locator(rows).first()).toContainText("+1 415 555 0102");
  await pill.click();
  await expect(page.locator(rows).first()).toContainText("+1 415 555 0103");
});

test("is walked by keys alone, and the message page leads on through the same list", async ({
  page,
  signIn,
  account: { ctx },
  db,
}) => {
  for (const minute of [3, 2, 1]) {
    await storeMessage(db, ctx.accountId, { createdAt: minutesAgo(minute), to: `+1415555010${minute}` });
  }
  await storeMessage(db, ctx.accountId, { country: "FR" });
  await signIn();
  await page.goto(`${LOG}?country=US`);
  await expect(page.locator(rows)).toHaveCount(3);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("+1 415 555 0102");
  await expect(page).toHaveURL(/country=US/);
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("+1 415 555 0103");
  await expect(page.getByRole("button", { name: "Older message" })).toBeDisabled();
  await page.getByRole("link", { name: "Messages", exact: true }).last().click();
  await expect(page).toHaveURL(`${LOG}?country=US`);
});

test("Space shows steps and cause beside the list, and gives the focus back to the row", async ({
  page,
  signIn,
  account: { ctx },
  db,
  expectAccessible,
}) => {
  await storeMessage(db, ctx.accountId, { status: "undelivered", errorCode: 30003 });
  await signIn();
  await page.goto(LOG);
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  const peek = page.getByRole("dialog", { name: "Not delivered: Unreachable destination handset (30003)" });
  await expect(peek).toContainText("The phone was off, out of reach or barred.");
  await expect(peek).toContainText("Delivery steps");
  await expect(peek.getByRole("link", { name: "Open message" })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");
  await expect(peek).toBeHidden();
  await expect(page.locator(rows).getByRole("link").first()).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("each message is two lines, and nothing scrolls sideways", async ({
    page,
    signIn,
    account: { ctx },
    db,
    expectAccessible,
  }) => {
    await storeMessage(db, ctx.accountId, { status: "undelivered", errorCode: 30003 });
    await signIn();
    await page.goto(LOG);
    const row = page.getByRole("list", { name: "Messages, newest first" }).getByRole("listitem");
    await expect(row).toContainText("Undelivered");
    await expect(row).toContainText("30003");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible();
  });
});

test("a message of the API is in the log within a second", async ({ page, signIn, account: { ctx }, api }) => {
  const { phoneNumber } = await createNumber(ctx);
  await signIn();
  await page.goto(LOG);
  await api.messages.create({ from: phoneNumber, to: "+14155550199", body: "Your table is ready" });
  await page.goto(LOG);
  await expect(page.locator(rows)).toHaveCount(1, { timeout: 1_000 });
});
