import { expect, test } from "vitest";
import { totalOf } from "@/lib/domain/insights";
import type { Message } from "@/lib/domain/message";
import { readHome } from "@/lib/operations/home";
import { listNumberOverviews } from "@/lib/operations/number-overview";
import { addOptOut } from "@/lib/operations/opt-outs";
import { listServiceOverviews, serviceDeletionEffects } from "@/lib/operations/service-overview";
import { createService } from "@/lib/operations/services";
import { foldDeltas } from "@/lib/store/rollups";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { storeMessage } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open();
const world = testWorld(db);
const VIEWER = { mayAdminister: true, simulatedMps: 10, zone: "UTC", initialPassword: false };
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

async function conversation() {
  const account = await createAccount(world);
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  const store = (given: Partial<Message> = {}) =>
    storeMessage(db, account.ctx.accountId, {
      serviceId: service.id,
      senderId: number.id,
      from: number.phoneNumber,
      createdAt: hoursAgo(1),
      ...given,
    });
  return { ...account, number, service, store };
}

test("a service's day is the messages created in it, whether folded or not, and nobody else's", async () => {
  const { ctx, store, service } = await conversation();
  const stranger = await conversation();
  await stranger.store();
  for (const hours of [0.2, 5, 23.5]) await store({ createdAt: hoursAgo(hours) });
  await store({ status: "undelivered", errorCode: 30003 });
  await store({ status: "queued" });
  await store({ createdAt: hoursAgo(24.5) });
  await store({ direction: "inbound", status: "received", from: "+14155550199", to: "+14155550134" });
  const read = async () => (await listServiceOverviews(ctx, VIEWER)).services.find(({ id }) => id === service.id);
  const before = await read();
  expect(before?.counts).toEqual({ delivered: 3, undelivered: 1, queued: 1 });
  expect(before?.waiting).toBe(1);
  expect(before?.hours.reduce((sum, hour) => sum + totalOf(hour), 0)).toBe(5);
  while ((await foldDeltas(db.sql, 10_000)) > 0);
  expect(await read()).toEqual(before);
});

test("services come by trouble, then by volume", async () => {
  const { ctx, store, service } = await conversation();
  await store();
  const quiet = await createServiceWith(ctx, [await createNumber(ctx)]);
  const blocked = await createService(ctx, { friendlyName: "Blocked", destinations: ["US"] });
  const begun = await createService(ctx, { friendlyName: "Begun", destinations: ["US"], setupStep: 3 });
  const { services } = await listServiceOverviews(ctx, VIEWER);
  expect(services.map(({ id, state }) => [id, state.word])).toEqual([
    [blocked.id, "Blocked: no sender"],
    [begun.id, "Setup 3 of 4"],
    [service.id, "Ready"],
    [quiet.id, "Ready"],
  ]);
});

test("deleting a service counts what it breaks", async () => {
  const { ctx, store, service, number } = await conversation();
  await db.sql.query("INSERT INTO sticky_sender (service_id, recipient, number_id) VALUES ($1, '+14155550101', $2)", [
    service.id,
    number.id,
  ]);
  const scheduled = await store({ status: "scheduled", sendAt: hoursAgo(-24) });
  await db.sql.query("INSERT INTO message_due (message_id, due_at) VALUES ($1, $2)", [scheduled.id, scheduled.sendAt]);
  await addOptOut(ctx, { recipient: "+14155550102", serviceId: service.id, sender: null, reason: "Phone" }, "console");
  expect(await serviceDeletionEffects(ctx, { id: service.id })).toEqual({
    senders: 1,
    stickyPeople: 1,
    scheduled: 1,
    optOuts: 1,
  });
  const stranger = await createAccount(world);
  expect(await serviceDeletionEffects(stranger.ctx, { id: service.id })).toEqual({
    senders: 0,
    stickyPeople: 0,
    scheduled: 0,
    optOuts: 0,
  });
});

test("a number is idle when it was silent for 30 days, and was bought before them", async () => {
  const { ctx, store, number } = await conversation();
  const past = hoursAgo(24 * 60);
  const silent = await createNumber({ ...ctx, now: () => past });
  const talking = await createNumber({ ...ctx, now: () => past });
  const answered = await store({ from: talking.phoneNumber, createdAt: hoursAgo(2) });
  const list = async (idle: boolean) => (await listNumberOverviews(ctx, { idle }, { limit: 10 })).rows;
  expect((await list(true)).map(({ id }) => id)).toEqual([silent.id]);
  const all = new Map((await list(false)).map(({ id, lastUsedAt }) => [id, lastUsedAt]));
  expect(all.get(talking.id)?.getTime()).toBe(answered.createdAt.getTime());
  expect([all.get(silent.id), all.get(number.id)]).toEqual([null, null]);
});

test("home ticks off what was done, and names what needs somebody", async () => {
  const fresh = await createAccount(world);
  const nothing = { ownsNumber: false, serviceWithSender: false, sent: false, toldByCallback: false, replied: false };
  expect((await readHome(fresh.ctx, VIEWER)).milestones).toEqual(nothing);

  const { ctx, store } = await conversation();
  await store();
  await store({ direction: "inbound", status: "received" });
  for (const [attempt, status] of [200, 503, 503, 503].entries()) {
    await db.sql.query(
      `INSERT INTO webhook_attempt (message_id, seq, kind, attempt, account_id, at, duration_ms, method, url, request_headers,
         request_body, response_status)
       VALUES ($1, 0, 'status', $2, $3, now(), 5, 'POST', 'https://u:p@hooks.acme.test:8443/x?y', '{}', '', $4)`,
      [(await store({ createdAt: hoursAgo(0.01) })).id, attempt, ctx.accountId, status],
    );
  }
  const home = await readHome(ctx, VIEWER);
  expect(home.milestones).toEqual({
    ownsNumber: true,
    serviceWithSender: true,
    sent: true,
    toldByCallback: true,
    replied: true,
  });
  expect(home.attention.map(({ sentence }) => sentence)).toEqual([
    "No gateway is running. What was accepted is kept and leaves when one starts.",
    "hooks.acme.test:8443 failed 3 of 4 callbacks, last with 503.",
  ]);
  expect(totalOf(home.overview.outgoing)).toBe(5);
});
