import { toSid } from "@/lib/domain/sid";
import { createService } from "@/lib/operations/services";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

test("without services the page says what one is, and leads to the first", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn();
  await page.goto("/services");
  await expect(page.getByRole("main")).toContainText("A service bundles senders and rules behind one SID.");
  await expectAccessible();
  await page.getByRole("main").getByRole("link", { name: "Create service" }).click();
  await expect(page).toHaveURL(/\/services\/new/);
});

test("each service says whether it can send, the worst first", async ({ page, signIn, account, expectAccessible }) => {
  const { ctx } = account;
  await createServiceWith(ctx, [await createNumber(ctx)]);
  await createService(ctx, { friendlyName: "Nobody sends", destinations: ["US"] });
  await createService(ctx, { friendlyName: "Left half-way", destinations: ["US"], setupStep: 2 });
  await signIn();
  await page.goto("/services");
  await expect(page.getByText("1 blocked, 1 in setup, 1 ready.")).toBeVisible();
  const rows = page.getByRole("table", { name: "Services" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("Blocked: no sender");
  await expect(rows.nth(2)).toContainText("Setup 2 of 4");
  await expect(rows.nth(3)).toContainText("Ready");
  await expectAccessible();
  await rows.nth(2).getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/services\/MG[0-9a-f]{32}\/setup\/senders$/);
});

test("what a service sent in a day leads to the same number of messages", async ({ page, signIn, account, api }) => {
  const { ctx } = account;
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  const sid = toSid("MG", service.id);
  for (const last of ["0201", "0202", "0203"]) {
    await api.messages.create({ messagingServiceSid: sid, to: `+1415555${last}`, body: "Hello" });
  }
  await signIn();
  await expect
    .poll(async () => {
      await page.goto("/services");
      return page.getByRole("row").filter({ hasText: service.friendlyName }).textContent();
    })
    .toContain("3 of 3");
  await page
    .getByRole("row")
    .filter({ hasText: service.friendlyName })
    .getByRole("link", { name: "3", exact: true })
    .click();
  await expect(page).toHaveURL(new RegExp(`/logs/messages\\?.*service=${sid}`));
  await expect(page.getByText("3 messages shown")).toBeVisible();
});

test("deleting names what breaks, wants the name typed, and leaves the numbers", async ({
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
  await page.goto("/services");
  await page.getByRole("button", { name: `Actions for ${service.friendlyName}` }).click();
  await expect(page.getByRole("menuitem", { name: "Send a test" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("1 sender stays yours, in no service.");
  await expectAccessible();
  const remove = dialog.getByRole("button", { name: "Delete service" });
  await expect(remove).toBeDisabled();
  await dialog.getByRole("textbox").fill(service.friendlyName);
  await remove.click();
  await expect(page.getByText("No services yet")).toBeVisible();
  expect(await api.messaging.v1.services.list({ limit: 1 })).toEqual([]);
  expect((await api.incomingPhoneNumbers.list({ limit: 5 })).map(({ phoneNumber }) => phoneNumber)).toEqual([
    number.phoneNumber,
  ]);
});
