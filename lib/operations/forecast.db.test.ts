import { expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { updateAccountSettings } from "@/lib/operations/accounts";
import { forecastMessage } from "@/lib/operations/forecast";
import { updateNumber } from "@/lib/operations/phone-numbers";
import { createMessage } from "@/lib/operations/send";
import { createService } from "@/lib/operations/services";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";

const db = (await testDatabase()).open();
const { ctx } = await createAccount(testWorld(db));

const forecast = (serviceId: string, to: string, body = "Hello") => forecastMessage(ctx, { serviceId, to, body });

test("what is forecast is what is sent, first from the only sender of the area, then from the one that is known", async () => {
  const numbers = [await createNumber(ctx, "415"), await createNumber(ctx, "212")];
  const service = await createServiceWith(ctx, numbers);
  const to = "+12125550142";
  const expected = await forecast(service.id, to);
  expect(expected).toMatchObject({
    sends: true,
    from: numbers[1]?.phoneNumber,
    because: "it is the only sender of the recipient's area (212)",
  });
  const sent = await createMessage(ctx, { messagingServiceSid: toSid("MG", service.id), to, body: "Hello" });
  expect(sent.from).toBe(numbers[1]?.phoneNumber);
  expect(await forecast(service.id, to)).toMatchObject({
    because: "this recipient has been texted from it before (sticky sender)",
  });
});

test("nothing is stored by a forecast", async () => {
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  await forecast(service.id, "+14155550199");
  const { rows } = await db.sql.query("SELECT FROM message WHERE service_id = $1", [service.id]);
  expect(rows).toHaveLength(0);
  expect(await db.prisma.stickySender.count({ where: { serviceId: service.id } })).toBe(0);
});

test.each([
  ["an empty pool", "+14155550199", 21704],
  ["no number", "abc", 21211],
  ["nobody", "", 21604],
])("to %s it says what the request would be refused with", async (_case, to, code) => {
  const service = await createService(ctx, { friendlyName: "Empty" });
  expect(await forecast(service.id, to)).toMatchObject({ sends: false, code });
});

test("what carriers would stop is said, and whether it is stopped here", async () => {
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  const block = async () => {
    const answer = await forecast(service.id, "+14155550199");
    return answer.sends ? answer.block : undefined;
  };
  expect(await block()).toMatchObject({ code: 30034, enforced: false });
  await updateAccountSettings(ctx, { longCodeMode: "live" });
  expect(await block()).toMatchObject({ code: 30034, enforced: true });
  await updateNumber(ctx, number.id, { registration: "verified" });
  expect(await block()).toBeNull();
});

test("segments are counted as they will leave", async () => {
  const service = await createServiceWith(ctx, [await createNumber(ctx)]);
  expect(await forecast(service.id, "+14155550199", "a".repeat(161))).toMatchObject({ segments: 2 });
});
