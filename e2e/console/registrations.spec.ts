import { toSid } from "@/lib/domain/sid";
import { updateAccountSettings } from "@/lib/operations/accounts";
import { findCampaign } from "@/lib/operations/campaigns";
import { setReview } from "@/lib/operations/reviews";
import { createNumber, createServiceWith, createTollFreeNumber } from "@/lib/testing/factories";
import { OWL_CAFE, OWL_CAMPAIGN } from "@/lib/testing/registrations";
import { expect, test } from "../fixtures";

test("from the verdict to brand, campaign and review: a long code is registered for the US", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  // Through all the pages and back.
  test.slow();
  const { ctx } = account;
  await updateAccountSettings(ctx, { longCodeMode: "live" });
  await setReview(ctx, { reviewBy: "reviewer", reviewSeconds: 5 });
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/setup/compliance`);
  await page.getByRole("link", { name: "Register brand and campaign" }).click();
  await expect(page.getByText("First the brand")).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "Register brand…" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible();
  await dialog.getByLabel("Legal business name").fill("Owl, Inc.");
  await dialog.getByRole("button", { name: "Register brand" }).click();
  await expect(page.getByText("No brand is approved yet.")).toBeVisible();

  await page.goto("/registrations/queue");
  await expectAccessible();
  await page.getByRole("button", { name: "Approve Owl, Inc." }).click();
  await expect(page.getByText("Nothing waits for a decision")).toBeVisible();

  await page.goto(`/registrations/campaigns/${sid}`);
  await page.getByLabel("Use case").selectOption("ACCOUNT_NOTIFICATION");
  await page.getByLabel("What it sends").fill(OWL_CAMPAIGN.description);
  await page.getByLabel("How people agree to it").fill(OWL_CAMPAIGN.messageFlow);
  await page.getByLabel("Sample 1").fill(OWL_CAMPAIGN.messageSamples[0] ?? "");
  await page.getByLabel("Sample 2").fill(OWL_CAMPAIGN.messageSamples[1] ?? "");
  await expectAccessible();
  await page.getByRole("button", { name: "Register campaign" }).click();
  await expect(page.getByText("come back undelivered with 30035 until it is verified")).toBeVisible();
  expect(await findCampaign(ctx, service.id)).toMatchObject({
    usecase: "ACCOUNT_NOTIFICATION",
    hasEmbeddedLinks: false,
  });
  await page.goto(`/services/${sid}/compliance`);
  await expect(page.getByText("Numbers join the campaign after review (30035 until then).")).toBeVisible();

  await page.goto("/registrations/queue");
  await page.getByRole("button", { name: `Reject ${service.friendlyName}` }).click();
  await expectAccessible();
  await page.getByRole("dialog").getByLabel("In your words").fill("Say whom you text.");
  await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("Nothing waits for a decision")).toBeVisible();
  await page.goto(`/services/${sid}/compliance`);
  await page.getByRole("link", { name: "Correct it" }).click();
  await expect(page.getByText("Say whom you text.")).toBeVisible();
  await expectAccessible();
  await page.getByLabel("What it sends").fill(`${OWL_CAMPAIGN.description} Guests asked for it.`);
  await page.getByRole("button", { name: "Hand in again" }).click();
  await expect(page.getByText("come back undelivered with 30035 until it is verified")).toBeVisible();

  await page.goto("/registrations/queue");
  await page.getByRole("button", { name: `Approve ${service.friendlyName}` }).click();
  await expect(page.getByText("Nothing waits for a decision")).toBeVisible();
  await page.goto(`/services/${sid}/compliance`);
  await expect(page.getByText("Reached from +1 415")).toBeVisible();
  await page.getByRole("link", { name: "View campaign" }).click();
  await expect(page.getByText("Verified: its US long codes may text the US.")).toBeVisible();
  await page.getByRole("button", { name: /^Suspend/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Suspend" }).click();
  await expect(page.getByText("Suspended: nothing leaves to the US from its long codes (30033).")).toBeVisible();
  await page.goto("/registrations/brands");
  await expect(page.getByRole("row").filter({ hasText: service.friendlyName })).toContainText("Suspended");
  await expectAccessible();
});

test("a toll-free number is verified from its verdict, decided by the rule", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const { ctx } = account;
  await updateAccountSettings(ctx, { tollFreeMode: "live" });
  await setReview(ctx, { reviewBy: "rule", reviewSeconds: 1 });
  const service = await createServiceWith(ctx, [await createTollFreeNumber(ctx)]);
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/compliance`);
  await page.getByRole("link", { name: "Start verification" }).click();
  await page.getByLabel("Legal business name").fill(OWL_CAFE.businessName);
  await page.getByLabel("Website").fill(OWL_CAFE.businessWebsite);
  await page.getByLabel("E-mail for questions").fill(OWL_CAFE.notificationEmail);
  await page.getByLabel("In your words").fill(OWL_CAFE.useCaseSummary);
  await page.getByLabel("Sample message").fill(OWL_CAFE.productionMessageSample);
  await page.getByLabel("Pictures of it").fill("https://owl.example.com/a.png\nhttps://owl.example.com/b.png");
  await page.getByLabel("How people agree").selectOption("VERBAL");
  await page.getByLabel("Marketing").check();
  await expectAccessible();
  await page.getByRole("button", { name: "Start verification" }).click();
  await expect(page.getByText("Why it was rejected (30511)")).toBeVisible();
  await expectAccessible();
  await page.getByLabel("Anything else").fill("“May we text you when a table is free?”");
  await page.getByRole("button", { name: "Hand in again" }).click();
  await expect(page.getByText("Approved: it may text the US and Canada.")).toBeVisible();
  await page.goto(`/services/${sid}/compliance`);
  await expect(page.getByText("Reached from +1 8")).toBeVisible();
  await page.goto("/registrations/toll-free");
  await expect(page.getByRole("row").filter({ hasText: "Owl, Inc." })).toContainText("Approved");
  await expectAccessible();
});

test.describe("without the right to administer", () => {
  test.use({ role: "developer" });
  test("what is handed in is seen, not decided", async ({ page, signIn, account }) => {
    await setReview(account.ctx, { reviewBy: "reviewer", reviewSeconds: 5 });
    await signIn();
    await page.goto("/registrations/brands");
    await page.getByRole("button", { name: "Register brand…" }).click();
    await page.getByRole("dialog").getByLabel("Legal business name").fill("Owl, Inc.");
    await page.getByRole("dialog").getByRole("button", { name: "Register brand" }).click();
    await page.getByRole("link", { name: "Review" }).click();
    await expect(page.getByRole("row").filter({ hasText: "Owl, Inc." })).toContainText("In review");
    await expect(page.getByRole("button", { name: "Approve Owl, Inc." })).toHaveCount(0);
  });
});
