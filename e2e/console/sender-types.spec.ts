import { toSid } from "@/lib/domain/sid";
import { createOwnedSender, joinPool } from "@/lib/operations/owned-senders";
import { createService, updateService } from "@/lib/operations/services";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

/** Short codes are unique in the installation, and other tests want some too. */
const freshShortCode = () => String(100_000 + Math.floor(Math.random() * 899_999));

test("names for destinations are added beside a number, and the next message comes from one", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await updateService(account.ctx, service.id, { destinations: ["US", "DE"] });
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/senders?add=alphanumeric`);
  const panel = page.getByRole("dialog", { name: "Add senders" });
  await panel.getByLabel("Name", { exact: true }).fill("ACME");
  await panel.getByRole("button", { name: "Add this name" }).click();
  await expect(page.getByText("ACME joined the pool.")).toBeVisible();
  await panel.getByLabel("Name", { exact: true }).fill("ACME India");
  await panel.getByLabel("Used for").selectOption({ label: "India" });
  await expect(panel.getByText("India wants names registered before use.")).toBeVisible();
  await expectAccessible();
  await panel.getByRole("button", { name: "Add this name" }).click();
  await expect(page.getByText("ACME India joined the pool.")).toBeVisible();
  await panel.getByLabel("Name", { exact: true }).fill("Second");
  await panel.getByRole("button", { name: "Add this name" }).click();
  await expect(panel.getByText("already exists in the Messaging Service (21710)")).toBeVisible();
  await page.keyboard.press("Escape");

  const names = page.getByRole("table", { name: "Names by destination" });
  await expect(names.getByRole("row").nth(1)).toContainText("India, which wants names registered");
  await expect(names.getByRole("row").nth(2)).toContainText("ACME");
  await expect(page.getByText("Germany: alphanumeric ACME.")).toBeVisible();
  await expectAccessible();
  const sent = await api.messages.create({ messagingServiceSid: sid, to: "+4915155550134", body: "Hallo" });
  await expect.poll(async () => (await api.messages(sent.sid).fetch()).from).toBe("ACME");

  await page.goto(`/services/${sid}/senders?type=alphanumeric`);
  await page.getByRole("checkbox", { name: "Select ACME", exact: true }).check();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove 1 sender?" });
  await expect(dialog).toContainText("The name can be added again.");
  await dialog.getByRole("button", { name: "Remove 1 sender" }).click();
  await expect(page.getByText("1 sender left")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
});

test("a short code and a WhatsApp number join, are paused, and leave undoably", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const { ctx } = account;
  const service = await createService(ctx, { friendlyName: "Alerts", destinations: ["US"] });
  const sid = toSid("MG", service.id);
  const code = freshShortCode();
  await signIn();
  await page.goto(`/services/${sid}/senders?add=short-code`);
  const panel = page.getByRole("dialog", { name: "Add senders" });
  await panel.getByLabel("Short code", { exact: true }).fill("12");
  await panel.getByRole("button", { name: "Take this short code" }).click();
  await expect(panel.getByText("(21421)")).toBeVisible();
  await panel.getByLabel("Short code", { exact: true }).fill(code);
  await panel.getByRole("button", { name: "Take this short code" }).click();
  await expect(page.getByText(`${code} joined the pool.`)).toBeVisible();
  await panel.getByRole("button", { name: "Channel", exact: true }).click();
  await panel.getByLabel("WhatsApp number").fill(`+1415${code}9`);
  await expectAccessible();
  await panel.getByRole("button", { name: "Take this address" }).click();
  await expect(page.getByText(`whatsapp:+1415${code}9 joined the pool.`)).toBeVisible();
  await page.keyboard.press("Escape");

  const table = page.getByRole("table", { name: "Senders" });
  await expect(table.getByRole("row").filter({ hasText: code }).first()).toContainText("Short code");
  await expect(table).toContainText("WhatsApp");
  await expect(page.getByText("United States: 1 short code.")).toBeVisible();
  await expectAccessible();
  const send = async () => {
    const { sid: message } = await api.messages.create({ messagingServiceSid: sid, to: "+14155550201", body: "Hi" });
    return api.messages(message).fetch();
  };
  expect((await send()).from).toBe(code);

  const pick = page.getByRole("checkbox", { name: `Select ${code}`, exact: true });
  await pick.check();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("1 sender paused.")).toBeVisible();
  expect(await send()).toMatchObject({ status: "failed", errorCode: 21703 });
  await pick.check();
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(page.getByText("1 sender resumed.")).toBeVisible();
  await pick.check();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove 1 sender?" });
  await expect(dialog).toContainText("It stays yours.");
  await dialog.getByRole("button", { name: "Remove 1 sender" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("1 sender is back.")).toBeVisible();
  expect((await send()).from).toBe(code);
});

test("who is told of what a short code receives is set on its page, and it is given back there", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const { ctx } = account;
  const service = await createService(ctx, { friendlyName: "Alerts" });
  const code = await createOwnedSender(ctx, { address: freshShortCode(), country: "US" });
  await joinPool(ctx, service.id, code.id);
  await signIn();
  await page.goto("/numbers/senders");
  await expectAccessible();
  await page.getByRole("row").filter({ hasText: code.address }).getByRole("link").first().click();
  await page.getByLabel("When a message comes in").fill("https://example.com/in");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Sender saved.")).toBeVisible();
  await expectAccessible();
  expect((await api.shortCodes(toSid("SC", code.id)).fetch()).smsUrl).toBe("https://example.com/in");
  await page.getByRole("button", { name: "Release sender…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Release this sender?" });
  await expect(dialog).toContainText("“Alerts” loses 1 sender.");
  await dialog.getByRole("textbox").fill(code.address);
  await dialog.getByRole("button", { name: "Release 1 sender" }).click();
  await expect(page).toHaveURL(/\/numbers\/senders$/);
  await expect(page.getByText("No short code and no channel yet")).toBeVisible();
});

test("the wizard takes a name alone, and says that it does not reach the US", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const service = await createService(account.ctx, { friendlyName: "Reminders", destinations: ["US"], setupStep: 2 });
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/setup/senders?tab=alphanumeric`);
  await page.getByLabel("Name", { exact: true }).fill("ACME");
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await expect(page.getByText("ACME joined the pool.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Reach" })).toContainText(
    "The US and Canada do not accept alphanumeric senders. Nothing in this pool can reach them (21703).",
  );
  await expectAccessible();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page).toHaveURL(/\/setup\/integration$/);
});
