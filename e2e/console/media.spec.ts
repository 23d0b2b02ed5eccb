import { readFileSync } from "node:fs";
import { toSid } from "@/lib/domain/sid";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { PNG, startMediaHost } from "@/lib/testing/media";
import { expect, test } from "../fixtures";

const TO = "+14155550199";

test("shows the pictures of a message when they are asked for, and has every file saved", async ({
  page,
  signIn,
  account: { ctx },
  api,
  expectAccessible,
}) => {
  const host = await startMediaHost((request, response) => {
    if (request.url === "/list.csv") response.writeHead(200, { "Content-Type": "text/csv" }).end("name\nAnn\n");
    else
      response
        .writeHead(200, { "Content-Type": "image/png", "Content-Disposition": 'inline; filename="owl.png"' })
        .end(PNG);
  });
  const number = await createNumber(ctx);
  await signIn();
  const { sid } = await api.messages.create({
    from: number.phoneNumber,
    to: TO,
    body: "Look",
    mediaUrl: [`${host.url}/owl.png`, `${host.url}/list.csv`],
  });
  await page.goto(`/logs/messages/${sid}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Delivered to /);
  await expect(page.getByText("One MMS, however long its text.")).toBeVisible();

  const picture = page.getByRole("img", { name: "owl.png of this message" });
  await expect(picture).toBeHidden();
  await page.getByText("owl.png image/png").click();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await expectAccessible();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download Media 2" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^ME[0-9a-f]{32}\.csv$/);
  expect(readFileSync(await download.path(), "utf8")).toBe("name\nAnn\n");

  await expect(page.locator("summary", { hasText: "Fetch of media 1" })).toContainText("200");
  await page.goto("/logs/messages");
  await expect(
    page.getByRole("row", { name: /415 555 0199/ }).getByRole("cell", { name: "2", exact: true }),
  ).toBeVisible();
  await host.close();
});

test("says of a file that could not be had what came instead", async ({ page, signIn, account: { ctx }, api }) => {
  const host = await startMediaHost((_request, response) => response.writeHead(404).end());
  const number = await createNumber(ctx);
  await signIn();
  const { sid } = await api.messages.create({ from: number.phoneNumber, to: TO, mediaUrl: [host.url] });
  await page.goto(`/logs/messages/${sid}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not delivered: HTTP retrieval failure (11200)");
  await expect(page.getByText("They could not be had; Requests tells why.")).toBeVisible();
  await expect(page.locator("summary", { hasText: "Fetch of media 1" })).toContainText("404");
  await host.close();
});

test("the converter of a service decides what becomes of media where no MMS goes", async ({
  page,
  signIn,
  account: { ctx },
  api,
  expectAccessible,
}) => {
  const host = await startMediaHost();
  const sink = await startCallbackSink();
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  const serviceSid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${serviceSid}/content`);
  const converter = page.getByRole("switch", { name: "MMS converter" });
  await expect(converter).toBeChecked();
  await expectAccessible();

  const send = () =>
    api.messages.create({
      messagingServiceSid: serviceSid,
      to: "+447700900123",
      mediaUrl: [`${host.url}/owl.png`],
      statusCallback: sink.url,
    });
  const converted = await send();
  await page.goto(`/logs/messages/${converted.sid}`);
  await expect(
    page.getByText("Phones in United Kingdom take no media from here, so the text leads to them."),
  ).toBeVisible();
  await expect(page.getByText(/\/m\/\w{7}$/).first()).toBeVisible();

  await page.goto(`/services/${serviceSid}/content`);
  await converter.click();
  await expect(converter).not.toBeChecked();
  await expect.poll(async () => (await api.messaging.v1.services(serviceSid).fetch()).mmsConverter).toBe(false);
  const { sid } = await send();
  await expect.poll(async () => (await api.messages(sid).fetch()).errorCode).toBe(30011);
  await Promise.all([host.close(), sink.close()]);
});
