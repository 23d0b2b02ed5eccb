import { beforeEach, expect, test } from "vitest";
import type { OwnedNumber } from "@/lib/domain/owned-number";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { createMessage } from "@/lib/operations/send";
import { judgeSenders } from "@/lib/operations/sender-health";
import { findAside } from "@/lib/store/sender-health";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";

const db = (await testDatabase()).open({ connectionsMax: 10, hot: true });

let ctx: Ctx;
let first: OwnedNumber;
let second: OwnedNumber;
let serviceSid: string;
beforeEach(async () => {
  await db.sql.query("TRUNCATE sender_health, rollup_minute, rollup_hour");
  ({ ctx } = await createAccount(testWorld(db)));
  [first, second] = [await createNumber(ctx, "415"), await createNumber(ctx, "415")];
  serviceSid = toSid("MG", (await createServiceWith(ctx, [first, second])).id);
});

const NOW = Date.now();
const after = (minutes: number) => new Date(NOW + minutes * 60_000);

/** Stores so many messages of a sender, made in that minute, as the roll-ups count them. */
async function sent(by: OwnedNumber, minutes: number, counts: Record<string, number>, errorCode = 30007) {
  for (const [status, count] of Object.entries(counts)) {
    const code = status === "delivered" ? 0 : errorCode;
    for (const table of ["rollup_minute", "rollup_hour"]) {
      await db.sql.query(
        `INSERT INTO ${table} AS r VALUES ($1, date_trunc($2, $3::timestamptz), '00000000-0000-0000-0000-000000000000', $4, 'US', 'outbound-api', $5, $6, $7)
         ON CONFLICT (account_id, bucket, service_id, sender, country, direction, status, error_code)
         DO UPDATE SET count = r.count + excluded.count`,
        [ctx.accountId, table.slice("rollup_".length), after(minutes), by.phoneNumber, status, code, count],
      );
    }
  }
}
const judge = (minutes = 0) => judgeSenders(db, after(minutes));

test("a sender of which suddenly half fails is set aside, and the other one takes its messages", async () => {
  await sent(first, -2 * 60, { delivered: 500, undelivered: 5 });
  await sent(first, -2, { delivered: 20, undelivered: 20 });
  await sent(second, -2, { delivered: 40 });
  expect(await judge()).toEqual([{ phoneNumber: first.phoneNumber, asideUntil: after(5) }]);
  const message = await createMessage(ctx, { to: "+14155550199", body: "Hello", messagingServiceSid: serviceSid });
  expect(message.from).toBe(second.phoneNumber);
});

test("a sender of which two in five always fail is left alone when half fail", async () => {
  await sent(first, -2 * 60, { delivered: 600, undelivered: 400 });
  await sent(first, -2, { delivered: 50, undelivered: 50 });
  expect(await judge()).toEqual([]);
});

test("what the customer did wrong tells nothing about the sender", async () => {
  await sent(first, -2, { delivered: 20, failed: 80 }, 30036);
  expect(await judge()).toEqual([]);
});

test("it is tried again by itself, set aside for longer when it is still ill, and forgotten when it is well", async () => {
  await sent(first, -2, { undelivered: 40 });
  await judge();
  expect((await findAside(db.sql, after(4))).size).toBe(1);
  expect(await judge(4)).toEqual([]);
  expect((await findAside(db.sql, after(6))).size).toBe(0);
  await sent(first, 6, { undelivered: 30 });
  expect(await judge(7)).toEqual([{ phoneNumber: first.phoneNumber, asideUntil: after(17) }]);
  await sent(first, 18, { delivered: 30 });
  expect(await judge(19)).toEqual([]);
  expect(await db.prisma.senderHealth.count()).toBe(0);
});

test("gateways that judge at once set aside once", async () => {
  await sent(first, -2, { undelivered: 40 });
  const told = await Promise.all(Array.from({ length: 4 }, () => judge()));
  expect(told.flat()).toHaveLength(1);
  expect(await db.prisma.senderHealth.findMany()).toMatchObject([{ trips: 1, failed: 40, finished: 40 }]);
});

test("where every sender is set aside, the messages still go", async () => {
  await sent(first, -2, { undelivered: 40 });
  await sent(second, -2, { undelivered: 40 });
  expect(await judge()).toHaveLength(2);
  const message = await createMessage(ctx, { to: "+14155550199", body: "Hello", messagingServiceSid: serviceSid });
  expect([first.phoneNumber, second.phoneNumber]).toContain(message.from);
});
