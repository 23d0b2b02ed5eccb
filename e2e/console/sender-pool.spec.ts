import { toSid } from "@/lib/domain/sid";
import { listSenders } from "@/lib/operations/sender-pool";
import { createService, updateService } from "@/lib/operations/services";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

test("the pool says whom it reaches, and shows of each sender what it is and how it fares", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const [one, two] = [await createNumber(account.ctx), await createNumber(account.ctx)];
  const service = await createServiceWith(account.ctx, [one, two]);
  await updateService(account.ctx, service.id, { destinations: ["US", "DE"] });
  const sid = toSid("MG", service.id);
  await api.messages.create({ messagingServiceSid: sid, to: "+14155550201", body: "Hello" });
  await signIn();
  await page.goto(`/services/${sid}/senders`);
  await expect(page.getByText("United States: 2 long codes (not registered). Germany: 2 long codes.")).toBeVisible();
  const table = page.getByRole("table", { name: "Senders" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(table.getByRole("row").nth(1)).toContainText("Local");
  await expect(table.getByRole("row").nth(1)).toContainText("SMS");
  await expect(table.getByRole("row").nth(1)).toContainText("Not registered");
  await expect(table.getByText("just now").or(table.getByText(/\d+ s ago/))).toHaveCount(1);
  await expectAccessible();
});

test("a sender that is added here works in the next API call", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const number = await createNumber(account.ctx);
  const service = await createService(account.ctx, { friendlyName: "Empty" });
  const sid = toSid("MG", service.id);
  const send = () => api.messages.create({ messagingServiceSid: sid, to: "+14155550201", body: "Hello" });
  await expect(send()).rejects.toMatchObject({ code: 21704 });
  await signIn();
  await page.goto(`/services/${sid}/senders`);
  await expect(page.getByText("No sender yet, so every request is refused with 21704.")).toBeVisible();
  await page.getByRole("button", { name: "Add senders" }).click();
  const panel = page.getByRole("dialog", { name: "Add senders" });
  await panel.getByRole("checkbox", { name: `Select ${number.phoneNumber}` }).check();
  await expect(panel.getByRole("region", { name: "Reach with these" })).toContainText("1 long code");
  await expectAccessible();
  await panel.getByRole("button", { name: "Add 1 sender" }).click();
  await expect(panel).toHaveCount(0);
  expect(await send()).toMatchObject({ status: "accepted" });
  await expect(page.getByRole("table", { name: "Senders" })).toContainText("+1 415 555");
});

test("many leave at once, with what depends on them counted, and Undo brings them back with the people who knew them", async ({
  page,
  signIn,
  account,
  api,
  db,
  expectAccessible,
}) => {
  const { ctx } = account;
  const numbers = [await createNumber(ctx), await createNumber(ctx), await createNumber(ctx)];
  const service = await createServiceWith(ctx, numbers);
  const sid = toSid("MG", service.id);
  await api.messages.create({ messagingServiceSid: sid, to: "+14155550201", body: "Hello" });
  await signIn();
  await page.goto(`/services/${sid}/senders`);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(page.getByText("3 senders selected")).toBeVisible();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove 3 senders?" });
  await expect(dialog).toContainText("They stay yours.");
  await expect(dialog).toContainText("1 person loses their sticky sender.");
  await expect(dialog).toContainText("0 queued messages still go out from them.");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Remove 3 senders" }).click();
  await expect(page.getByText(`3 senders left “${service.friendlyName}”.`)).toBeVisible();
  expect((await listSenders(ctx, service.id, { limit: 10 })).rows).toHaveLength(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("3 senders are back.")).toBeVisible();
  expect((await listSenders(ctx, service.id, { limit: 10 })).rows).toHaveLength(3);
  expect(await db.prisma.stickySender.count({ where: { serviceId: service.id } })).toBe(1);
});

test("a pasted list is told apart before anything joins", async ({ page, signIn, account, expectAccessible }) => {
  const { ctx } = account;
  const [fine, taken] = [await createNumber(ctx), await createNumber(ctx)];
  await createServiceWith(ctx, [taken]);
  const service = await createService(ctx, { friendlyName: "Pasted" });
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/senders?add=paste`);
  const panel = page.getByRole("dialog", { name: "Add senders" });
  await panel
    .getByLabel("Numbers or SIDs")
    .fill(`${toSid("PN", fine.id)}\n${taken.phoneNumber}, +19075550100\nnonsense`);
  await panel.getByRole("button", { name: "Check the list" }).click();
  await expect(panel.getByText("1 will join, 3 will not.")).toBeVisible();
  await expect(panel).toContainText("in “Appointment reminders” (21712)");
  await expect(panel).toContainText("nonsense: no number of this account (20404)");
  await expectAccessible();
  await panel.getByRole("button", { name: "Add 1 sender" }).click();
  await expect(panel).toHaveCount(0);
  expect((await listSenders(ctx, service.id, { limit: 10 })).rows.map(({ number }) => number.id)).toEqual([fine.id]);
});

test("filters live in the address", async ({ page, signIn, account }) => {
  const { ctx } = account;
  const service = await createServiceWith(ctx, [await createNumber(ctx), await createNumber(ctx, "416")]);
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/senders?country=CA`);
  const table = page.getByRole("table", { name: "Senders" });
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table).toContainText("+1 416 555");
  await page.goto(`/services/${sid}/senders?q=999999`);
  await expect(page.getByText("No senders match")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(table.getByRole("row")).toHaveCount(3);
});

test("which sender is taken is set with one switch each", async ({ page, signIn, account, api }) => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const sid = toSid("MG", service.id);
  await signIn();
  await page.goto(`/services/${sid}/senders`);
  await page.getByRole("switch", { name: "Sticky sender" }).click();
  await page.getByRole("switch", { name: "Area code geomatch" }).click();
  await expect
    .poll(async () => {
      const { stickySender, areaCodeGeomatch } = await api.messaging.v1.services(sid).fetch();
      return { stickySender, areaCodeGeomatch };
    })
    .toEqual({ stickySender: false, areaCodeGeomatch: false });
});

test.describe("for a viewer", () => {
  test.use({ role: "viewer" });
  test("the pool can be looked at and not changed", async ({ page, signIn, account }) => {
    const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
    await signIn();
    await page.goto(`/services/${toSid("MG", service.id)}/senders`);
    await expect(page.getByRole("table", { name: "Senders" }).getByRole("row")).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Add senders" })).toHaveCount(0);
    await expect(page.getByRole("checkbox")).toHaveCount(0);
  });
});

test("a sender that is paused here is left out of the next message, and its people have it back when it is resumed", async ({
  page,
  signIn,
  account,
  api,
  expectAccessible,
}) => {
  const [one, two] = [await createNumber(account.ctx, "415"), await createNumber(account.ctx, "212")];
  const service = await createServiceWith(account.ctx, [one, two]);
  const sid = toSid("MG", service.id);
  const sender = async () => {
    const { sid: message } = await api.messages.create({ messagingServiceSid: sid, to: "+14155550201", body: "Hello" });
    return (await api.messages(message).fetch()).from;
  };
  expect(await sender()).toBe(one.phoneNumber);
  await signIn();
  await page.goto(`/services/${sid}/senders`);
  const table = page.getByRole("table", { name: "Senders" });
  await table.getByRole("checkbox", { name: `Select ${one.phoneNumber}` }).check();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(table.getByText("Paused")).toHaveCount(1);
  await expectAccessible();
  expect(await sender()).toBe(two.phoneNumber);
  await table.getByRole("checkbox", { name: `Select ${one.phoneNumber}` }).check();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(table.getByText("Paused")).toHaveCount(0);
  expect(await sender()).toBe(one.phoneNumber);
});

test("a sender that was set aside says until when, and by which counts", async ({
  page,
  signIn,
  account,
  expectAccessible,
}) => {
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  await account.ctx.db.sql.query(
    "INSERT INTO sender_health (number_id, aside_until, trips, failed, finished) VALUES ($1, now() + interval '5 minutes', 1, 21, 40)",
    [number.id],
  );
  await signIn();
  await page.goto(`/services/${toSid("MG", service.id)}/senders`);
  const row = page.getByRole("table", { name: "Senders" }).getByRole("row").nth(1);
  await expect(row).toContainText("Set aside");
  await expect(row).toContainText("21 of 40 failed");
  await expectAccessible();
});
