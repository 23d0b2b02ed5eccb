import { toSid } from "@/lib/domain/sid";
import { createService } from "@/lib/operations/services";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

test("a number is bought in place and joins a service without leaving the page", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const service = await createService(account.ctx, { friendlyName: "Reminders" });
  await signIn();
  await page.goto("/numbers/active");
  await expect(page.getByRole("main")).toContainText("You own no numbers yet");
  await page.getByRole("main").getByRole("link", { name: "Buy a number" }).click();
  await page.getByLabel("Digits or place").fill("seattle");
  await expect(page).toHaveURL(/q=seattle/);
  const row = page.getByRole("row").filter({ hasText: "Seattle" }).nth(test.info().parallelIndex);
  await expectAccessible();
  const bought = await row.getByRole("button", { name: /^Buy \+1206/ }).getAttribute("aria-label");
  await row.getByRole("button", { name: /^Buy/ }).click();
  const mine = page.getByRole("row").filter({ hasText: "Yours" });
  await mine.getByRole("button", { name: "Add to a service" }).click();
  await page.getByRole("menuitem", { name: "Reminders" }).click();
  await expect(mine).toContainText("Yours, in Reminders");
  const [number] = await api.messaging.v1.services(toSid("MG", service.id)).phoneNumbers.list({ limit: 1 });
  expect(`Buy ${number?.phoneNumber}`).toBe(bought);
});

test("where an area code has nothing, others are offered as buttons", async ({ page, signIn, expectAccessible }) => {
  await signIn();
  await page.goto("/numbers/buy");
  await page.getByLabel("Digits or place").fill("510");
  await expect(page.getByText("No local numbers in area code 510 (21452).")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Search area code 201" }).click();
  await expect(page.getByLabel("Digits or place")).toHaveValue("201");
  await expect(page.getByRole("row").filter({ hasText: "Jersey City" }).first()).toBeVisible();
});

test("who is slower is told that nothing was charged, and another number takes the row", async ({
  page,
  signIn,
  account,
}) => {
  await signIn();
  await page.goto("/numbers/buy?country=CA&type=local&q=902");
  const buttons = page.getByRole("button", { name: /^Buy \+1902/ });
  const number = ((await buttons.last().getAttribute("aria-label")) ?? "").replace("Buy ", "");
  const { buyNumber } = await import("@/lib/operations/phone-numbers");
  await buyNumber(account.ctx, { phoneNumber: number });
  await page.getByRole("button", { name: `Buy ${number}` }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "Someone bought it first. Nothing was charged." }),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: `Buy ${number}` })).toBeHidden();
});

test("the search is kept in the address", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/numbers/buy");
  await page.getByLabel("Country").selectOption({ label: "United Kingdom" });
  await page.getByLabel("Type").selectOption({ label: "Mobile" });
  await expect(page).toHaveURL(/country=GB&type=mobile/);
  await page.reload();
  await expect(page.getByLabel("Country")).toHaveValue("GB");
  await expect(page.getByRole("row").filter({ hasText: "+44" }).first()).toBeVisible();
});

test("a number's label and webhook are saved; a wrong address is told at its field", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const number = await createNumber(account.ctx);
  await signIn();
  await page.goto("/numbers/active");
  await expectAccessible();
  await page.getByRole("link", { name: /^\+1 415/ }).click();
  await expect(page).toHaveURL(new RegExp(`/numbers/${toSid("PN", number.id)}$`));
  await expectAccessible();
  await page.getByLabel("Label").fill("Front desk");
  await page.getByLabel("When a message comes in").fill("https://under_score.example/replies");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("without underscores in its host")).toBeVisible();
  await page.getByLabel("When a message comes in").fill("https://example.com/replies");
  await page.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(() => api.incomingPhoneNumbers(toSid("PN", number.id)).fetch())
    .toMatchObject({ friendlyName: "Front desk", smsUrl: "https://example.com/replies" });
});

test("releasing names what breaks and wants the number typed", async ({ page, signIn, account, api }) => {
  const { ctx } = account;
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await signIn();
  await page.goto(`/numbers/${toSid("PN", number.id)}`);
  await page.getByRole("button", { name: "Release number…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(`“${service.friendlyName}” loses 1 sender.`);
  await dialog.getByRole("textbox").fill(number.phoneNumber);
  await dialog.getByRole("button", { name: "Release 1 number" }).click();
  await expect(page).toHaveURL(/\/numbers\/active$/);
  await expect(page.getByText("You own no numbers yet")).toBeVisible();
  expect(await api.incomingPhoneNumbers.list({ limit: 1 })).toEqual([]);
});

test("another account's number is not here, like one that never was", async ({ page, signIn, db }) => {
  const { createAccount, testWorld } = await import("@/lib/testing/factories");
  const stranger = await createAccount(testWorld(db));
  const number = await createNumber(stranger.ctx);
  await signIn();
  for (const sid of [toSid("PN", number.id), `PN${"0".repeat(32)}`]) {
    await page.goto(`/numbers/${sid}`);
    await expect(page.getByRole("main")).toContainText(
      "It was deleted, its address is mistyped, or it belongs to another account.",
    );
  }
});
