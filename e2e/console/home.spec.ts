import { toSid } from "@/lib/domain/sid";
import { createService } from "@/lib/operations/services";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

test("before anything was sent the checklist is the page, and each step is ticked when it is done", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  await signIn();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome. Five steps to a conversation.");
  await expect(page.getByText("0 of 5 done")).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Buy a number" }).click();
  await expect(page).toHaveURL(/\/numbers\/buy/);

  await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await page.goto("/");
  await expect(page.getByText("2 of 5 done")).toBeVisible();
  await expect(page.getByRole("link", { name: "Send a test" })).toBeVisible();
});

test("once messages flow one sentence says so, with the day, the services and the code to connect", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const messagingServiceSid = toSid("MG", service.id);
  await api.messages.create({ messagingServiceSid, to: "+14155550211", body: "One" });
  await api.messages.create({ messagingServiceSid, to: "+14155550212", body: "Two" });
  await signIn();
  await expect
    .poll(async () => {
      await page.goto("/");
      return page.getByRole("heading", { level: 1 }).textContent();
    })
    .toBe("2 messages in the last 24 hours, 2 of 2 delivered.");
  await expect(page.getByRole("table", { name: "Busiest services" })).toContainText(service.friendlyName);
  await expect(page.getByRole("tabpanel", { name: "Node" })).toContainText(messagingServiceSid);
  expect(await page.content()).not.toContain(account.authToken);
  await page.getByRole("button", { name: "Reveal" }).click();
  await expect(page.getByText(account.authToken)).toBeVisible();
  await expectAccessible();
});

test("what needs somebody stands on top, with the button that helps", async ({ page, signIn, account, db }) => {
  const { ctx } = account;
  await createService(ctx, { friendlyName: "Nobody sends", destinations: ["US"] });
  const anHourAgo = new Date(Date.now() - 61 * 60_000);
  await createService({ ...ctx, now: () => anHourAgo }, { friendlyName: "Left", destinations: ["US"], setupStep: 3 });
  await db.prisma.operator.update({ where: { email: account.email }, data: { initialPassword: true } });
  await signIn();
  await page.goto("/");
  const list = page
    .getByRole("region", { name: "Needs attention" })
    .or(page.locator("section", { hasText: "Needs attention" }));
  await expect(list.first()).toContainText("“Nobody sends” is blocked: no sender.");
  await expect(list.first()).toContainText("You still sign in with the first password");
  await list
    .first()
    .getByRole("listitem")
    .filter({ hasText: "“Left” was left at setup 3 of 4." })
    .getByRole("link", { name: "Continue" })
    .click();
  await expect(page).toHaveURL(/\/setup\/integration$/);
});

test("keys lead everywhere, and a pasted SID opens", async ({ page, signIn, account }) => {
  const number = await createNumber(account.ctx);
  await signIn();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/numbers\/active$/);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox").fill(toSid("PN", number.id));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/numbers/${toSid("PN", number.id)}$`));
});

test("an address that leads nowhere says so inside the console", async ({ page, signIn }) => {
  await signIn();
  const response = await page.goto("/numbers/PNnothing");
  expect(response?.ok()).toBe(true);
  await expect(page.getByRole("main")).toContainText("Not here");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
});
