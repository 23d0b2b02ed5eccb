import { beforeEach, expect, test } from "vitest";
import type { Message } from "@/lib/domain/message";
import type { Ctx } from "@/lib/operations/ctx";
import { neighboursOf, ReadLog, readLog, widenLog } from "@/lib/operations/message-log";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createServiceWith, testWorld } from "@/lib/testing/factories";
import { storeMessage } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open();
const NOON = Date.parse("2026-05-03T12:00:00Z");

let ctx: Ctx;
beforeEach(async () => {
  ({ ctx } = await createAccount(testWorld(db)));
});

const store = (minute: number, given: Partial<Message> = {}) =>
  storeMessage(db, ctx.accountId, { createdAt: new Date(NOON + minute * 60_000), ...given });
const read = (asked: Parameters<typeof ReadLog.parse>[0]) => readLog(ctx, ReadLog.parse(asked));

test("a row names its service as it is called now, and nothing of the text", async () => {
  const service = await createServiceWith(ctx, []);
  await store(0, { serviceId: service.id, body: "The code is 1234" });
  const { rows } = await read({});
  expect(rows[0]?.serviceName).toBe("Appointment reminders");
  expect(JSON.stringify(rows)).not.toContain("1234");
});

test("a row that is held on top stays there, and newer ones are counted", async () => {
  const [oldest, top] = [await store(0), await store(1)];
  await store(2);
  await store(3, { country: "DE" });
  const held = await read({ params: { country: "US" }, top: top.id });
  expect(held.rows.map(({ id }) => id)).toEqual([top.id, oldest.id]);
  expect(held.newer).toBe(1);
});

test("pages hold 50 rows and say where the next begins", async () => {
  for (let minute = 0; minute < 52; minute++) await store(minute);
  const first = await read({});
  expect(first.rows).toHaveLength(50);
  const second = await read({ after: first.nextAfter });
  expect(second.rows).toHaveLength(2);
  expect(second.nextAfter).toBeUndefined();
});

test("the range ends before its end", async () => {
  const [, inside] = [await store(-1), await store(0), await store(1)];
  const { rows } = await read({ since: "2026-05-03T12:00:00Z", until: "2026-05-03T12:01:00Z" });
  expect(rows.map(({ id }) => id)).toEqual([inside.id]);
});

test("of the parts of a filter that finds nothing, names the one that hides most", async () => {
  await store(0, { country: "DE" });
  await store(1, { status: "failed", errorCode: 30008 });
  await store(2, { status: "failed", errorCode: 30008 });
  const params = { status: "failed", country: "DE" };
  expect(await widenLog(ctx, { params })).toEqual({ remove: "country", count: 2 });
  expect(await widenLog(ctx, { params: { country: "FR" }, since: new Date(NOON) })).toEqual({
    remove: "country",
    count: 3,
  });
  expect(await widenLog(ctx, { params: {}, since: new Date(NOON + 9_000_000) })).toEqual({ remove: "range", count: 3 });
  expect(await widenLog(ctx, { params: { country: "FR", from: "ACME" } })).toBeUndefined();
});

test("the neighbours of a message are those of the filtered list", async () => {
  const [older, , here, newer] = [await store(0), await store(1, { country: "DE" }), await store(2), await store(3)];
  const found = await neighboursOf(ctx, here.id, { params: { country: "US" } });
  expect([found.newer?.id, found.older?.id]).toEqual([newer.id, older.id]);
  expect(await neighboursOf(ctx, newer.id, { params: {} })).toMatchObject({ newer: undefined });
});
