import { toSid } from "@/lib/domain/sid";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

const TO = "+14155550199";
const LONG = "https://shop.example.com/orders/4711";

test("a service is given short links, and a message of it shows where each leads and that it was clicked", async ({
  page,
  signIn,
  account: { ctx },
  api,
  request,
  baseURL,
  expectAccessible,
}) => {
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  const serviceSid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${serviceSid}/content`);
  const domain = page.getByLabel("Domain");
  await domain.fill("not a host");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter a host name such as link.example.com")).toBeVisible();
  await domain.fill(new URL(baseURL ?? "").host);
  await page.getByLabel("Send with long links when they cannot be shortened").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Short links saved.")).toBeVisible();
  await expectAccessible();

  const { sid } = await api.messages.create({
    messagingServiceSid: serviceSid,
    to: TO,
    body: `Ready: ${LONG}`,
    shortenUrls: true,
    provideFeedback: true,
  });
  const { body } = await api.messages(sid).fetch();
  const short = body.replace("Ready: ", "");
  const answer = await request.get(new URL(short).pathname, {
    maxRedirects: 0,
    headers: { "User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1" },
  });
  expect([answer.status(), answer.headers().location]).toEqual([302, LONG]);
  await api.messages(sid).feedback.create();

  await page.goto(`/logs/messages/${sid}`);
  await expect(page.getByText(`leads to ${LONG}`)).toBeVisible();
  await expect(page.getByText(/^Clicked once, last /)).toBeVisible();
  await expect(page.getByText("Links of the request's text were shortened")).toBeVisible();
  await expect(page.getByText(/^Confirmed /)).toBeVisible();
  await expectAccessible();

  await page.goto("/insights/overview");
  await page.getByRole("navigation", { name: "Insights" }).getByRole("link", { name: "OTP conversion" }).click();
  await expect(page.getByText("1 of 1").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /United States 1 / })).toBeVisible();
  await expectAccessible();
});

test("without feedback the conversion says what feeds it", async ({ page, signIn, expectAccessible }) => {
  await signIn();
  await page.goto("/insights/otp");
  await expect(page.getByText("No message asked for feedback in the last 7 days.")).toBeVisible();
  await expect(page.getByText("ProvideFeedback=true")).toBeVisible();
  await expectAccessible();
});

test("a message from a template names it and tells what was filled in", async ({
  page,
  signIn,
  account: { ctx },
  api,
  expectAccessible,
}) => {
  const { phoneNumber: from } = await createNumber(ctx);
  const { sid: contentSid } = await api.content.v1.contents.create({
    friendly_name: "Table ready",
    language: "en",
    types: { "twilio/text": { body: "Hello {{name}}, your table is ready" } },
  } as never);
  await signIn();
  const { sid } = await api.messages.create({ from, to: TO, contentSid, contentVariables: '{"name":"Ann"}' });
  await page.goto(`/logs/messages/${sid}`);
  await expect(page.getByText("Hello Ann, your table is ready").first()).toBeVisible();
  await expect(page.getByText("Table ready")).toBeVisible();
  await expect(page.getByText("{{name}} Ann")).toBeVisible();
  await expectAccessible();
});
