import type { Locator, Page } from "@playwright/test";
import type { Message } from "@/lib/domain/message";
import type { Ctx } from "@/lib/operations/ctx";
import type { Db } from "@/lib/store/db";
import { createServiceWith } from "@/lib/testing/factories";
import { storeMessage } from "@/lib/testing/stored-message";
import { expect, test } from "../fixtures";

const OVERVIEW = "/insights/overview";
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

/** The number a tile or a row shows, and the number of messages that its link finds. */
async function agrees(page: Page, link: Locator, shown: number) {
  const href = await link.getAttribute("href");
  await page.goto(href ?? "");
  const found = shown === 1 ? "1 message shown" : `${shown} messages shown`;
  await expect(page.getByText(shown === 0 ? "No messages match." : found, { exact: true })).toBeVisible();
  await page.goBack();
}

/** A message of every kind, two hours old or new; one more lies before the last 24 hours. */
async function storeEveryKind(db: Db, ctx: Ctx) {
  const service = await createServiceWith(ctx, []);
  const store = (given: Partial<Message>) => storeMessage(db, ctx.accountId, { createdAt: hoursAgo(2), ...given });
  for (let n = 0; n < 4; n++) await store({ serviceId: service.id });
  await store({ status: "read" });
  await store({ status: "sent", country: "DE" });
  await store({ status: "undelivered", errorCode: 30003 });
  await store({ status: "undelivered", errorCode: 30003, from: "+14155550111" });
  await store({ status: "failed", errorCode: 21703, from: null });
  await store({ status: "canceled", from: null });
  await store({ status: "queued", createdAt: new Date() });
  await store({ direction: "inbound", status: "received", from: "+14155550199", to: "+14155550134" });
  await store({ createdAt: hoursAgo(30) });
}

test.describe("every number opens the log with as many messages as it says:", () => {
  test.beforeEach(async ({ page, signIn, account: { ctx }, db }) => {
    await storeEveryKind(db, ctx);
    await signIn();
    await page.goto(OVERVIEW);
  });

  test("the tiles", async ({ page, expectAccessible }) => {
    for (const [label, number] of [
      ["Messages", 11],
      ["Status OK", 6],
      ["With errors", 3],
      ["In flight", 1],
      ["Received", 1],
      ["Failed", 0],
    ] as const) {
      const link = page.getByRole("main").getByRole("link", { name: new RegExp(`^${label} ?${number}`) });
      await agrees(page, link, number);
    }
    const delivered = page.getByRole("link", { name: /^Confirmed delivered ?5 of 8/ });
    await agrees(page, delivered, 5);
    await expectAccessible();
  });

  test("errors and rankings", async ({ page }) => {
    await agrees(page, page.getByRole("link", { name: "Unreachable destination handset" }), 2);
    for (const [table, row, number] of [
      ["By service", "Appointment reminders", 4],
      ["By service", "None, with From", 7],
      ["By sender", "+1 415 555 0111", 1],
      ["By sender", "None chosen", 2],
      ["By country", "Germany", 1],
    ] as const) {
      const ranked = page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: row });
      await agrees(page, ranked.getByRole("link", { name: String(number), exact: true }), number);
    }
  });

  test("the chart", async ({ page }) => {
    const chart = page.getByRole("region", { name: "What became of them, and when?" });
    await expect(chart.getByText("10 by the time they were created")).toBeVisible();
    for (const [series, number] of [
      ["Delivered", 5],
      ["Undelivered", 2],
      ["Waiting", 1],
    ] as const) {
      await agrees(page, chart.getByRole("link", { name: new RegExp(`^${series} ?${number}`) }), number);
    }
    await chart.getByText("Table", { exact: true }).click();
    await agrees(
      page,
      chart.getByRole("row").filter({ hasText: "still settling" }).getByRole("link", { name: "1" }),
      1,
    );
  });
});

test("says first whether it is healthy, against the same hours last week", async ({
  page,
  signIn,
  account: { ctx },
  db,
}) => {
  for (let n = 0; n < 40; n++) {
    await storeMessage(db, ctx.accountId, {
      createdAt: hoursAgo(2),
      ...(n < 20 ? {} : { status: "undelivered", errorCode: 30003 }),
    });
    await storeMessage(db, ctx.accountId, { createdAt: hoursAgo(7 * 24 + 2) });
  }
  await signIn();
  // Last week is read from the hours, which a gateway folds within a second.
  await expect(async () => {
    await page.goto(OVERVIEW);
    await expect(page.getByText("Delivery fell to 50.0 % from 100.0 % in the same hours last week.")).toBeVisible({
      timeout: 500,
    });
  }).toPass();
  await expect(page.getByText("−50.0 points on last week")).toBeVisible();
  await expect(page.getByRole("link", { name: /It fell: compare with last week/ }).first()).toBeVisible();
});

test("its range lives in the address", async ({ page, signIn, account: { ctx }, db }) => {
  await storeMessage(db, ctx.accountId, { createdAt: hoursAgo(2) });
  await storeMessage(db, ctx.accountId, { createdAt: hoursAgo(50) });
  await signIn();
  await page.goto(OVERVIEW);
  const messages = page.getByRole("main").getByRole("link", { name: /^Messages ?\d/ });
  await expect(messages).toContainText("1");
  await expect(async () => {
    await page.goto(`${OVERVIEW}?range=7d`);
    await expect(messages).toHaveText(/^Messages2/, { timeout: 500 });
  }).toPass();
  await page.getByRole("link", { name: "1 h", exact: true }).click();
  await expect(page).toHaveURL(`${OVERVIEW}?range=1h`);
  await expect(page.getByText("No messages in this range.")).toBeVisible();
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
    await storeMessage(db, ctx.accountId, { status: "undelivered", errorCode: 30003 });
    await signIn();
    await page.goto(OVERVIEW);
    await expect(page.getByText("1 message in the last 24 hours, 0 of 1 delivered.")).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible();
  });
});
