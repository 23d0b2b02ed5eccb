import { gzipSync } from "node:zlib";
import { toSid } from "@/lib/domain/sid";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

/** What a page may ask of a phone on a train. @source the console's budget: scripts of one page, gzipped */
const SCRIPT_BYTES_MAX = 200_000;

test("no page loads more than 200 kB of scripts", async ({ page, signIn, account, api }) => {
  test.slow();
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  const serviceSid = toSid("MG", service.id);
  const message = await api.messages.create({ messagingServiceSid: serviceSid, to: "+14155550213", body: "Hello" });
  const scripts = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" || !response.ok()) return;
    scripts.set(
      response.url(),
      response.body().then(
        (body) => gzipSync(body).length,
        () => 0,
      ),
    );
  });
  const measure = async (path: string) => {
    scripts.clear();
    await page.goto(path, { waitUntil: "networkidle" });
    const sizes = await Promise.all(scripts.values());
    return { path, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
  };

  const weights = [await measure("/sign-in")];
  await signIn();
  for (const path of [
    "/",
    "/logs/messages",
    `/logs/messages/${message.sid}`,
    "/insights/overview",
    "/insights/otp",
    "/services",
    "/services/new",
    `/services/${serviceSid}/setup/senders`,
    `/services/${serviceSid}/setup/integration`,
    `/services/${serviceSid}/setup/compliance`,
    `/services/${serviceSid}/setup/try`,
    `/services/${serviceSid}/overview`,
    `/services/${serviceSid}/senders`,
    `/services/${serviceSid}/opt-out`,
    "/numbers/active",
    "/numbers/buy",
    "/numbers/senders",
    "/opt-outs",
    `/numbers/${toSid("PN", number.id)}`,
    "/settings/account",
    "/settings/api-keys",
    "/settings/permissions",
    "/settings/sign-in",
  ]) {
    weights.push(await measure(path));
  }
  expect(weights.filter(({ bytes }) => bytes === 0)).toEqual([]);
  expect(weights.filter(({ bytes }) => bytes > SCRIPT_BYTES_MAX)).toEqual([]);
});
