import { listQueues } from "@/lib/operations/queues";
import { createNumber } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";
import { expect, test } from "../fixtures";

test("an account that asks more often than it may is told so", async ({ page, signIn, api, account }) => {
  await signIn();
  await page.goto("/settings/account");
  await page.getByLabel("Requests a second").fill("1");
  await page.locator("form", { hasText: "Requests a second" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Request limits saved.")).toBeVisible();
  const ask = () => api.api.v2010.accounts(account.sid).fetch();
  await expect(async () => {
    const answers = await Promise.allSettled([ask(), ask(), ask()]);
    expect(answers.some((one) => one.status === "rejected" && one.reason.code === 20429)).toBe(true);
  }).toPass();
});

test("the account's sending rate is saved, and told with each sender's queue", async ({ page, signIn, account }) => {
  await createNumber(account.ctx);
  await signIn();
  await page.goto("/settings/account");
  const form = page.locator("form", { hasText: "Segments a second" });
  await form.getByLabel("Segments a second").fill("0");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Use a rate above 0")).toBeVisible();
  await form.getByLabel("Segments a second").fill("2.5");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Sending rate saved.")).toBeVisible();
  const { rows } = await listQueues(account.ctx, { limit: 1 });
  expect(rows).toMatchObject([{ account: { mps: 2.5, queued: 0 } }]);
});

test("the account's name is saved, and stands at the top", async ({ page, signIn, expectAccessible, api, account }) => {
  await signIn();
  await page.goto("/settings/account");
  await expectAccessible();
  const save = page.getByRole("button", { name: "Save" }).first();
  await expect(save).toBeDisabled();
  await page.getByLabel("Name").fill("Acme Health");
  await save.click();
  await expect(page.getByRole("banner")).toContainText("Acme Health");
  await expect(save).toBeDisabled();
  expect((await api.api.v2010.accounts(account.sid).fetch()).friendlyName).toBe("Acme Health");
});

test("leaving with a change that is not saved asks first", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/settings/account");
  await page.getByLabel("Name").fill("Half-typed");
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("link", { name: "Services" }).click();
  await expect(page).toHaveURL(/\/settings\/account$/);
  await expect(page.getByLabel("Name")).toHaveValue("Half-typed");
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("link", { name: "Services" }).click();
  await expect(page).toHaveURL(/\/services$/);
});

test("the token is shown when asked for, and a rotation stops the old one at once", async ({
  page,
  signIn,
  account,
  api,
}) => {
  await signIn();
  await page.goto("/settings/account");
  expect(await page.content()).not.toContain(account.authToken);
  await page.getByRole("button", { name: "Reveal" }).click();
  await expect(page.getByText(account.authToken)).toBeVisible();

  await page.getByRole("button", { name: "Rotate…" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("answered 401 (20003)");
  await page.getByRole("button", { name: "Rotate token" }).click();
  const code = page.locator("code").filter({ hasText: /^[0-9a-f]{32}$/ });
  await expect(code).not.toHaveText(account.authToken);
  const shown = await code.textContent();
  await expect
    .poll(() =>
      api.messages.list({ limit: 1 }).then(
        () => 200,
        (error) => error.status,
      ),
    )
    .toBe(401);
  const renewed = sdkClient(account.apiUrl, { sid: account.sid, authToken: shown ?? "" });
  expect(await renewed.messages.list({ limit: 1 })).toEqual([]);
});

test("a key's secret is shown once and works; revoked, it stops within a second", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  await signIn();
  await page.goto("/settings/api-keys");
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Create API key" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Shop");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Copy the secret now." })).toBeVisible();
  const [sid, secret] = await page.getByRole("dialog").locator("dd code").allTextContents();
  await expectAccessible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Shop" })).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const client = sdkClient(account.apiUrl, account, { sid: sid!, secret: secret! });
  expect(await client.messages.list({ limit: 1 })).toEqual([]);
  await page.getByRole("button", { name: "Revoke Shop" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await expect
    .poll(
      () =>
        client.messages.list({ limit: 1 }).then(
          () => 200,
          (error) => error.status,
        ),
      { timeout: 1_000 },
    )
    .toBe(401);
});

test("a country turned off is refused once the gate is live", async ({ page, signIn, account, expectAccessible }) => {
  await signIn();
  await page.goto("/settings/permissions");
  await expectAccessible();
  await page.getByRole("group", { name: "Countries that are off" }).getByText("Live", { exact: true }).click();
  const saveGates = page.locator("#sandbox").getByRole("button", { name: "Save" });
  await saveGates.click();
  await expect(saveGates).toBeDisabled();
  await page.getByLabel("Find a country").fill("Canada");
  await page.getByRole("checkbox", { name: "Canada" }).uncheck();
  await page.locator("#countries").getByRole("button", { name: "Save" }).click();
  await expect
    .poll(() => account.ctx.settings.account(account.ctx.accountId))
    .toMatchObject({ geoMode: "live", geoCountries: ["US"] });
});

test("a scenario of the simulated carrier is told in sentences, and can be ended", async ({
  page,
  signIn,
  account,
  request,
  expectAccessible,
}) => {
  await request.post(`${account.apiUrl}/senderpool/v1/Simulator/Scenario`, {
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    form: { Seed: "7", Outcomes: '{"delivered":9,"undelivered:30003":1}', TwicePercent: "5" },
  });
  await signIn();
  await page.goto("/settings/permissions");
  const panel = page.locator("#simulator");
  await expect(panel).toContainText("A scenario with the seed 7 is in force");
  await expect(panel.getByRole("listitem")).toHaveText([
    "90 % are delivered, 10 % are undelivered (30003).",
    "5 % of receipts come twice.",
  ]);
  await expectAccessible();
  await panel.getByRole("button", { name: "End the scenario…" }).click();
  await page.getByRole("button", { name: "End scenario", exact: true }).click();
  await expect(panel).toContainText("No scenario is in force.");
  expect((await account.ctx.settings.account(account.ctx.accountId))?.simulator).toBeNull();
});

test("a password is changed with the current one, and other sessions end", async ({
  page,
  signIn,
  account,
  browser,
  baseURL,
  expectAccessible,
}) => {
  await signIn();
  const other = await browser.newContext({ baseURL });
  const credentials = { email: account.email, password: account.password };
  const origin = { origin: baseURL ?? "" };
  expect((await other.request.post("/api/auth/sign-in/email", { data: credentials, headers: origin })).ok()).toBe(true);
  await page.goto("/settings/sign-in");
  await expectAccessible();
  const change = async (current: string, next: string) => {
    await page.getByLabel("Current password").fill(current);
    await page.getByLabel("New password").fill(next);
    await page.getByRole("button", { name: "Change password" }).click();
  };
  await change("not it", "a better password");
  await expect(page.getByText("This is not your current password.")).toBeVisible();
  await change(account.password, "a better password");
  await expect(page.getByText("Your other sessions have ended.")).toBeVisible();

  await page.reload();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  const elsewhere = await other.request.get("/services", { maxRedirects: 0 });
  expect(elsewhere.status()).toBe(307);
  await other.close();
});

test.describe("a viewer", () => {
  test.use({ role: "viewer" });

  test("sees the settings and is refused every change, with the reason", async ({ page, signIn, account }) => {
    await signIn();
    await page.goto("/settings/account");
    await page.getByRole("button", { name: "Reveal" }).click();
    await expect(page.getByText("Your role, viewer, may look at this but not change it.")).toBeVisible();
    await page.getByLabel("Name").fill("Mine now");
    await page.getByRole("button", { name: "Save" }).first().click();
    await expect(page.getByRole("alert").filter({ hasText: "20006" })).toBeVisible();
    expect((await account.ctx.settings.account(account.ctx.accountId))?.friendlyName).toBe("Owl");
  });
});
