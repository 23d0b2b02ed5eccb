import { beforeEach, expect, test } from "vitest";
import type { Service } from "@/lib/domain/service";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { cancelMessage } from "@/lib/operations/messages";
import { createMessage } from "@/lib/operations/send";
import { countScheduled, foldDeltas } from "@/lib/store/rollups";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";

const db = (await testDatabase()).open();

let ctx: Ctx;
let service: Service;
beforeEach(async () => {
  ({ ctx } = await createAccount(testWorld(db)));
  service = await createServiceWith(ctx, [await createNumber(ctx)]);
});

const DAY_MS = 86_400_000;
const schedule = (to = "+14155550199") =>
  createMessage(ctx, {
    to,
    body: "Hello",
    messagingServiceSid: toSid("MG", service.id),
    scheduleType: "fixed",
    sendAt: new Date(Date.now() + DAY_MS).toISOString(),
  });
const folded = async () => {
  while ((await foldDeltas(db.sql, 1_000)) > 0);
  return countScheduled(db.sql, ctx.accountId);
};

test("whether somebody can carry a scheduled message is not asked before its time", async () => {
  expect(await schedule("+46701740605")).toMatchObject({ status: "scheduled", errorCode: null });
});

test("what waits for its time is counted, and no more when it is canceled", async () => {
  const [first] = [await schedule(), await schedule()];
  expect(await folded()).toBe(2);
  await cancelMessage(ctx, first.id);
  expect(await folded()).toBe(1);
});

test("the 500,001st scheduled message of an account is refused with 35125, another account's is not", async () => {
  await db.sql.query("INSERT INTO scheduled_count VALUES ($1, 500000)", [ctx.accountId]);
  await expect(schedule()).rejects.toMatchObject({ code: 35125 });
  ({ ctx } = await createAccount(testWorld(db)));
  service = await createServiceWith(ctx, [await createNumber(ctx)]);
  expect(await schedule()).toMatchObject({ status: "scheduled" });
});
