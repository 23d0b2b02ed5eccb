import { toSid } from "@/lib/domain/sid";
import { receiveInbound } from "@/lib/operations/inbound";
import { listOptOuts } from "@/lib/operations/opt-outs";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

const PHONE = "+15553332222";

test("one number is looked up, reopened with a reason, and the ledger keeps both", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const { ctx } = account;
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await receiveInbound(ctx, { from: PHONE, to: number.phoneNumber, body: "Stop" });
  await signIn();
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Opt-outs" }).click();
  await expect(page.getByRole("row").filter({ hasText: "+1 555 333 2222" })).toContainText("STOP");
  await page.getByLabel("Phone number").fill("(555) 333-2222");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText(`+1 555 333 2222 is blocked for ${service.friendlyName}`)).toBeVisible();
  await expectAccessible();

  await page
    .getByRole("button", { name: /^Reopen/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await expectAccessible();
  await dialog.getByLabel("How did they ask for messages again?").fill("Signed the form again");
  await dialog.getByRole("button", { name: "Reopen" }).click();
  await expect(page.getByText("may be texted by every service and number of this account")).toBeVisible();
  expect((await listOptOuts(ctx, {}, { limit: 9 })).rows).toMatchObject([
    { source: "keyword", endSource: "console", endActor: account.email, endReason: "Signed the form again" },
  ]);
});

test("an opt-out is added by hand, and a list comes in and goes out as CSV", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const { ctx } = account;
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await signIn();
  await page.goto("/opt-outs");
  await expect(page.getByText("Nobody has opted out")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Add opt-out…" }).click();
  const adding = page.getByRole("dialog");
  await adding.getByLabel("Recipient").fill("owl");
  await adding.getByLabel("Reason").fill("By phone");
  await adding.getByRole("button", { name: "Add opt-out" }).click();
  await expect(adding.getByText("Enter a phone number with country code")).toBeVisible();
  await adding.getByLabel("Recipient").fill(PHONE);
  await adding.getByRole("button", { name: "Add opt-out" }).click();
  await expect(page.getByRole("row").filter({ hasText: "+1 555 333 2222" })).toContainText("By phone");

  await page.getByRole("button", { name: "Import…" }).click();
  const importing = page.getByRole("dialog");
  await importing
    .getByLabel("File")
    .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from("recipient\n+15553330001\nowl\n") });
  await importing.getByLabel("For rows that name neither").selectOption(toSid("MG", service.id));
  await expectAccessible();
  await importing.getByRole("button", { name: "Import" }).click();
  await expect(importing.getByText("1 of 2 rows added, 1 could not be used.")).toBeVisible();
  await expect(importing.getByText("Line 3: “owl” is no phone number.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row").filter({ hasText: "+1 555 333 0001" })).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  let table = "";
  for await (const chunk of await download.createReadStream()) table += chunk;
  expect(table).toContain("+15553330001");
  expect(table).toContain("By phone");
});

test("a service's own keywords are written, told where they are wrong, saved and turned on", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const { ctx } = account;
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/opt-out`);
  await expectAccessible();
  await page.getByLabel("Opt-out: keywords").fill("leave");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Keep STOP: it always works.")).toBeVisible();
  await page.getByLabel("Opt-out: keywords").fill("stop, leave");
  await page.getByLabel("Another language").selectOption("French");
  await page.getByRole("button", { name: "Add keywords" }).click();
  await page.getByLabel("Opt-out, French: keywords").fill("Arrêt");
  await page.getByLabel("Opt-out, French: answer").fill("Vous ne recevrez plus de messages.");
  await expectAccessible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Keywords saved.")).toBeVisible();
  await page.getByRole("switch", { name: "Advanced Opt-Out" }).click();
  await expect(page.getByText("Replies are read by this service's own keywords.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Opt-out, French: keywords")).toHaveValue("arrêt");

  await receiveInbound(ctx, { from: PHONE, to: number.phoneNumber, body: "ARRÊT" });
  await page.getByRole("link", { name: "Who has opted out" }).click();
  await expect(page.getByRole("row").filter({ hasText: "+1 555 333 2222" })).toContainText("ARRÊT");
});

test.describe("as a viewer", () => {
  test.use({ role: "viewer" });
  test("everything can be seen and nothing changed", async ({ page, signIn, account }) => {
    const number = await createNumber(account.ctx);
    await receiveInbound(account.ctx, { from: PHONE, to: number.phoneNumber, body: "STOP" });
    await signIn();
    await page.goto(`/opt-outs?number=${encodeURIComponent(PHONE)}`);
    await expect(page.getByText("+1 555 333 2222 is blocked for")).toBeVisible();
    await expect(page.getByRole("button", { name: /Reopen|Import|Add opt-out/ })).toHaveCount(0);
    const answer = await page.request.post("/opt-outs/import", {
      data: "recipient\n+15553330001\n",
      headers: { origin: new URL(page.url()).origin, "content-type": "text/csv" },
    });
    expect(answer.status()).toBe(403);
  });
});
