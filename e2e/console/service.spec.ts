import { toSid } from "@/lib/domain/sid";
import { createService, fetchService, updateService } from "@/lib/operations/services";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

test("a service opens on what it did, whom it reaches and its newest messages, and every number leads to its rows", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const sid = toSid("MG", service.id);
  for (const to of ["+14155550201", "+14155550202", "+14155550005"]) {
    await api.messages.create({ messagingServiceSid: sid, to, body: "Hello" });
  }
  await signIn();
  await expect
    .poll(async () => {
      await page.goto(`/services/${sid}`);
      return page.getByRole("region", { name: "Last 24 hours" }).textContent();
    })
    .toContain("2 of 3");
  await expect(page).toHaveURL(new RegExp(`${sid}/overview$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(service.friendlyName);
  await expect(page.getByRole("table", { name: "Reach by destination" })).toContainText("1 long code");
  await expect(page.getByRole("table", { name: "Newest messages" }).getByRole("row")).toHaveCount(4);
  await expectAccessible();

  await page.getByRole("link", { name: /With errors/ }).click();
  await expect(page).toHaveURL(/status=undelivered/);
  await expect(page.getByText("1 message shown")).toBeVisible();
});

test("every tab can be reached by its address and by the tabs, and passes the accessibility check", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  test.slow();
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/overview`);
  for (const name of ["Integration", "Content", "Compliance", "Settings", "Senders"]) {
    const tab = page.getByRole("navigation", { name: "Service" }).getByRole("link", { name });
    await tab.click();
    await expect(tab).toHaveAttribute("aria-current", "page");
    await expect(page).toHaveURL(new RegExp(`/${name.toLowerCase()}$`));
    await expectAccessible();
  }
});

test("settings are saved, and count for the next request", async ({ page, signIn, account, api }) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/settings`);
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
  await page.getByLabel("Service name").fill("Renamed");
  await page.getByLabel("Use case").selectOption({ label: "Poll" });
  await page.getByRole("checkbox", { name: "Refuse at once" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Properties saved.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Renamed");
  expect(await api.messaging.v1.services(sid).fetch()).toMatchObject({
    friendlyName: "Renamed",
    usecase: "poll",
    synchronousValidation: true,
  });

  await page.goto(`/services/${sid}/integration`);
  await page.getByRole("radio", { name: "1 h" }).check();
  await page.getByRole("radio", { name: "Drop" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Integration saved.")).toBeVisible();
  expect(await api.messaging.v1.services(sid).fetch()).toMatchObject({
    validityPeriod: 3_600,
    useInboundWebhookOnNumber: false,
    inboundRequestUrl: null,
  });

  await page.goto(`/services/${sid}/content`);
  await page.getByRole("switch", { name: "Smart encoding" }).click();
  await expect.poll(async () => (await fetchService(account.ctx, service.id)).smartEncoding).toBe(false);
});

test("callbacks are kept at and numbered once that is turned on", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/settings`);
  for (const name of ["Keep trying for 28 hours", "Number them"]) {
    await expect(page.getByRole("switch", { name })).not.toBeChecked();
    await page.getByRole("switch", { name }).click();
  }
  const turnedOn = { durableCallbacks: true, numberedCallbacks: true };
  await expect.poll(() => fetchService(account.ctx, service.id)).toMatchObject(turnedOn);
  await expectAccessible();
});

test("destinations that are taken away are no longer judged", async ({ page, signIn, account }) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await updateService(account.ctx, service.id, { destinations: ["US", "DE"] });
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/settings`);
  await page.getByRole("button", { name: "Remove Germany" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Properties saved.")).toBeVisible();
  await page.getByRole("navigation", { name: "Service" }).getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("table", { name: "Reach by destination" })).toContainText("United States");
  await expect(page.getByRole("table", { name: "Reach by destination" })).not.toContainText("Germany");
});

test("deleting wants the name typed and leads back to the list", async ({ page, signIn, account, api }) => {
  const service = await createService(account.ctx, { friendlyName: "Short-lived" });
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/settings`);
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Delete service" })).toBeDisabled();
  await dialog.getByRole("textbox").fill("Short-lived");
  await dialog.getByRole("button", { name: "Delete service" }).click();
  await expect(page).toHaveURL(/\/services$/);
  await expect(api.messaging.v1.services(sid).fetch()).rejects.toMatchObject({ code: 20404 });
});

test("an unknown SID and another account's are one and the same to the visitor", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/services/MG0123456789abcdef0123456789abcdef/overview");
  await expect(page.getByRole("heading", { name: "Not here" })).toBeVisible();
});
