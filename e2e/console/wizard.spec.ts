import type { Page } from "@playwright/test";
import { toSid } from "@/lib/domain/sid";
import { updateAccountSettings } from "@/lib/operations/accounts";
import { addSender } from "@/lib/operations/sender-pool";
import { beginSetup } from "@/lib/operations/service-setup";
import { createService, deleteService, listServices, updateService } from "@/lib/operations/services";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { newId } from "@/lib/testing/sending";
import { expect, test } from "../fixtures";

const steps = (page: Page) => page.getByRole("navigation", { name: "Steps" });
const next = (page: Page) => page.getByRole("button", { name: "Continue", exact: true });

test("from sign-in to a delivered message, its page and its place in Insights, with one typed name", async ({
  page,
  account,
  api,
  expectAccessible,
}) => {
  test.slow();
  await page.goto("/services/new");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/services\/new/);
  await page.getByLabel("Service name").fill("Appointment reminders");
  await expectAccessible();
  await page.getByRole("button", { name: "Create service" }).click();

  await expect(page).toHaveURL(/\/services\/MG[0-9a-f]{32}\/setup\/senders$/);
  expect((await api.messaging.v1.services.list({ limit: 1 }))[0]?.friendlyName).toBe("Appointment reminders");
  await expect(page.getByText("You own no numbers yet. Buying one takes a few seconds.")).toBeVisible();
  await page
    .getByRole("button", { name: /^Buy \+1/ })
    .first()
    .click();
  await expect(page.getByText("Yours, chosen")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Add 1 sender and continue" }).click();

  await expect(page).toHaveURL(/\/setup\/integration$/);
  await expectAccessible();
  await next(page).click();

  await expect(page).toHaveURL(/\/setup\/compliance$/);
  await expect(page.getByRole("list", { name: "Checks" })).toContainText("long codes need a registered A2P campaign");
  await expectAccessible();
  await next(page).click();

  await expect(page).toHaveURL(/\/setup\/try$/);
  await expect(page.getByText(/^We expect \+1 .*, because it is the only sender for United States\./)).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("status").getByText(/^Delivered to \+1 555 333 2222/)).toBeVisible();
  await expect(page.getByText(/as expected\.$/)).toBeVisible();
  await expect(page.getByRole("figure", { name: "The recipient's phone" }).first()).toContainText("Hello from your");
  await expectAccessible();

  await page.getByRole("link", { name: "See it in Messages" }).click();
  await expect(page.getByRole("table").getByText("Delivered")).toBeVisible();
  await page.getByRole("table").getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Delivered to +1 555 333 2222");
  await page.getByRole("link", { name: "Insights", exact: true }).first().click();
  await expect(page).toHaveURL(/\/insights\/overview/);
  await expect(page.getByRole("main")).toContainText("Appointment reminders");
});

test("a double click, a reload and going back make one service, and lose nothing that was typed", async ({
  page,
  signIn,
  account,
}) => {
  await signIn();
  await page.goto("/services/new");
  await expect(page).toHaveURL(/\?key=/);
  await page.getByLabel("Service name").fill("One only");
  await page.getByRole("radio", { name: "Verify my users" }).check();
  await page.getByLabel("Where will you send?").selectOption({ label: "Germany" });
  await page.getByRole("button", { name: "Create service" }).dblclick();
  await expect(page).toHaveURL(/\/setup\/senders$/);

  await page.goBack();
  await page.reload();
  await expect(page.getByLabel("Service name")).toHaveValue("One only");
  await expect(page.getByRole("radio", { name: "Verify my users" })).toBeChecked();
  await expect(page.getByRole("list", { name: "Countries chosen" })).toContainText("Germany");
  await page.getByLabel("Service name").fill("One, renamed");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page).toHaveURL(/\/setup\/senders$/);

  const { rows } = await listServices(account.ctx, { limit: 10 });
  expect(rows.map(({ friendlyName, validityPeriod }) => [friendlyName, validityPeriod])).toEqual([
    ["One, renamed", 300],
  ]);
});

test("a name that is missing is asked for where it is missing; one that repeats is allowed and said", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  await createService(account.ctx, { friendlyName: "Codes" });
  await signIn();
  await page.goto("/services/new");
  await page.getByRole("button", { name: "Create service" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was saved." })).toBeVisible();
  await expect(page.getByLabel("Service name")).toHaveAccessibleDescription(/Enter a name/);
  await expectAccessible();
  await page.getByLabel("Service name").fill("Codes");
  await expect(page.getByText("Another service has this name. That is allowed; the SIDs differ.")).toBeVisible();
});

test("with one number owned, four times ⌘Enter and one typed name lead to the first send", async ({
  page,
  signIn,
  account,
}) => {
  await createNumber(account.ctx);
  await signIn();
  await page.goto("/services/new");
  await page.getByLabel("Service name").fill("Keys");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page).toHaveURL(/\/setup\/senders$/);
  await expect(page.getByRole("checkbox", { name: /^Select \+1/ })).toBeChecked();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page).toHaveURL(/\/setup\/integration$/);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page).toHaveURL(/\/setup\/compliance$/);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page).toHaveURL(/\/setup\/try$/);
});

test("leaving saves, the list resumes, and an empty pool is only left knowingly", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const service = await beginSetup(account.ctx, {
    setupKey: newId(),
    friendlyName: "Half-way",
    usecase: "undeclared",
    destinations: ["US"],
  });
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto("/services");
  await expect(page.getByRole("row").filter({ hasText: "Half-way" })).toContainText("Setup 2 of 4");
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL(new RegExp(`${sid}/setup/senders$`));
  await page.getByRole("button", { name: "Continue without senders" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Without a sender every request is refused with 21704. You can add one any time.");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Finish without" }).click();
  await expect(page).toHaveURL(/\/setup\/integration$/);
  await expect(steps(page).getByRole("link", { name: /Senders/ })).toContainText("Needs attention");

  await page.getByRole("radio", { name: "Send to one webhook" }).check();
  await page.getByRole("textbox", { name: "Send replies to" }).fill("https://acme.test/in");
  await page.getByRole("button", { name: "Save and leave" }).click();
  await expect(page).toHaveURL(/\/services$/);
  await expect(page.getByRole("row").filter({ hasText: "Half-way" })).toContainText("Setup 4 of 4");
  await page.goto(`/services/${sid}/setup/integration`);
  await expect(page.getByRole("textbox", { name: "Send replies to" })).toHaveValue("https://acme.test/in");

  await page.goto(`/services/${sid}/setup/compliance`);
  await expect(page.getByRole("list", { name: "Checks" })).toContainText("You own no numbers yet.");
  await page.getByRole("button", { name: "Continue anyway" }).click();
  await expect(page.getByText("This will not be sent (21704).")).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Not sent." })).toContainText("21704");
  await page.getByRole("link", { name: "Open service" }).click();
  await expect(page.getByText("Blocked: no sender")).toBeVisible();
});

test("what was begun and never used is thrown away with one click", async ({ page, signIn, account }) => {
  const { ctx } = account;
  const { id } = await beginSetup(ctx, {
    setupKey: newId(),
    friendlyName: "Never mind",
    usecase: "undeclared",
    destinations: ["US"],
  });
  await signIn();
  await page.goto(`/services/${toSid("MG", id)}/setup/senders`);
  await page.getByRole("button", { name: "Discard this service" }).click();
  await expect(page).toHaveURL(/\/services$/);
  await expect(page.getByText("A service bundles senders and rules behind one SID.")).toBeVisible();
  expect((await listServices(ctx, { limit: 10 })).rows).toHaveLength(0);

  await beginSetup(ctx, { setupKey: newId(), friendlyName: "Nor this", usecase: "undeclared", destinations: ["US"] });
  await page.goto("/services");
  await page.getByRole("button", { name: "Actions for Nor this" }).click();
  await page.getByRole("menuitem", { name: "Discard" }).click();
  await expect.poll(async () => (await listServices(ctx, { limit: 10 })).rows.length).toBe(0);
});

test("owned numbers are searched, chosen all at once, and those of other services stand there with the reason", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const { ctx } = account;
  const [first] = [await createNumber(ctx), await createNumber(ctx), await createNumber(ctx, "212")];
  const taken = await createNumber(ctx, "212");
  const codes = await createServiceWith(ctx, [taken]);
  await updateService(ctx, codes.id, { friendlyName: "One-time codes" });
  const service = await createService(ctx, { friendlyName: "Chooser", destinations: ["US"] });
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/setup/senders`);
  const row = page.getByRole("row").filter({ hasText: "In “One-time codes”" });
  await expect(row).toContainText("A number belongs to one service (21712).");
  await expect(row.getByRole("checkbox")).toBeDisabled();
  await expectAccessible();

  await page.getByRole("searchbox", { name: "Search by digits or label" }).fill("415");
  await expect(page.getByText("2 shown")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all 2 that match" }).check();
  await page.getByRole("searchbox", { name: "Search by digits or label" }).fill("");
  await expect(page.getByText("4 shown")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: `Select ${first?.phoneNumber}` })).toBeChecked();
  await expect(page.getByRole("region", { name: "Reach", exact: true })).toContainText("20 segments/s");

  await row.getByRole("button", { name: "Move here…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("“One-time codes” loses this sender at once");
  await dialog.getByRole("button", { name: "Move here" }).click();
  await expect(page.getByText("is in this service now.")).toBeVisible();
  await page.getByRole("button", { name: "Add 2 senders and continue" }).click();
  await expect(page).toHaveURL(/\/setup\/integration$/);
  const { rows } = await listServices(ctx, { limit: 10 });
  expect(Object.fromEntries(rows.map(({ friendlyName, poolSize }) => [friendlyName, poolSize]))).toEqual({
    Chooser: 3,
    "One-time codes": 0,
  });
});

test("addresses are checked while they are typed", async ({ page, signIn, account, expectAccessible }) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/setup/integration`);
  const reports = page.getByLabel("Delivery reports to");
  await reports.fill("acme.test/status");
  await expect(reports).toHaveAccessibleDescription(/Start with https:\/\//);
  await reports.fill("http://10.0.0.5/status");
  await expect(reports).toHaveAccessibleDescription(/10\.0\.0\.5 is a private address/);
  await expectAccessible();
  await page.getByRole("radio", { name: "Send to one webhook" }).check();
  await page.getByRole("radio", { name: "Custom" }).check();
  await page.getByLabel("Seconds").fill("40000");
  await reports.fill("https://acme.test/status");
  await next(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was saved." })).toBeVisible();
  await expect(page.getByLabel("Seconds")).toHaveAccessibleDescription(/whole seconds from 1 to 36,000/);
});

test("a check is put right by its own button, and the verdict follows", async ({ page, signIn, account }) => {
  const { ctx } = account;
  await updateAccountSettings(ctx, { geoMode: "live", geoCountries: ["US"] });
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  await updateService(ctx, service.id, { destinations: ["US", "DE"] });
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/setup/compliance`);
  const checks = page.getByRole("list", { name: "Checks" }).getByRole("listitem");
  await expect(checks.first()).toContainText("Sending to Germany is off for this account (21408).");
  await page.getByRole("button", { name: "Turn on Germany" }).click();
  await expect(checks.filter({ hasText: "Germany." })).toContainText("so a US number is used");

  await page.getByRole("button", { name: "Mark as registered" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Mark as registered" }).click();
  await expect(page.getByText("Nothing stands in the way.")).toBeVisible();
  await page.reload();
  await expect(next(page)).toBeFocused();
});

test.describe("without the right to administer", () => {
  test.use({ role: "developer" });
  test("a country that is off can be asked for, not turned on", async ({ page, signIn, account }) => {
    const { ctx } = account;
    await updateAccountSettings(ctx, { geoMode: "live", geoCountries: ["US"] });
    const service = await createServiceWith(ctx, [await createNumber(ctx)]);
    await updateService(ctx, service.id, { destinations: ["DE"] });
    await signIn();
    await page.goto(`/services/${toSid("MG", service.id)}/setup/compliance`);
    await expect(page.getByRole("button", { name: "Copy request for an admin" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Turn on Germany" })).toHaveCount(0);
  });
});

test("a failure shows its cause, and each callback what the endpoint answered", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const sink = await startCallbackSink();
  try {
    const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
    await updateService(account.ctx, service.id, { statusCallback: sink.url, destinations: ["US"] });
    await signIn();
    await page.goto(`/services/${toSid("MG", service.id)}/setup/try`);
    await page.getByLabel("What the phone does").selectOption("0005");
    await expect(page.getByLabel("To", { exact: true })).toHaveValue("+15553330005");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(page.getByRole("status").getByText("(30005)")).toBeVisible();
    await expect(page.getByText("Remove the number from your list.")).toBeVisible();
    await expect(page.getByRole("figure").first()).toContainText("Nothing arrived.");
    await expect(page.locator("summary").filter({ hasText: "undelivered" })).toBeVisible();
    await expectAccessible();
  } finally {
    await sink.close();
  }
});

test("the code holds the service, the number just used, and the token only once it is revealed", async ({
  page,
  signIn,
  account,
}) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/setup/try`);
  await page.getByLabel("To", { exact: true }).fill("+14155550123");
  const code = page.getByRole("region", { name: "Code" });
  await expect(code).toContainText(sid);
  await expect(code).toContainText("+14155550123");
  await expect(code).not.toContainText(account.authToken);
  await code.getByRole("button", { name: "Reveal the token" }).click();
  await expect(code).toContainText(account.authToken);
  for (const language of ["Python", "curl", "CLI"]) {
    await code.getByRole("tab", { name: language }).click();
    await expect(code.getByRole("tabpanel")).toContainText(sid);
  }
});

test("a change made elsewhere is said, and a deleted service too", async ({ page, signIn, account }) => {
  test.slow();
  const { ctx } = account;
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/setup/senders`);
  await addSender(ctx, service.id, (await createNumber(ctx)).id);
  await expect(page.getByText("This service was changed elsewhere.")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText("This service was changed elsewhere.")).toHaveCount(0);
  await deleteService(ctx, service.id);
  await expect(page.getByText("This service was deleted.")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: "Create again with these values" }).click();
  await expect(page.getByLabel("Service name")).toHaveValue(service.friendlyName);
});
