import { afterAll, beforeAll, expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { acceptOne } from "@/lib/operations/accept";
import * as messages from "@/lib/store/messages";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { requestFor, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { storeNumber, storeService } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const TOKEN = "0123456789abcdef0123456789abcdef";
const sink = await startCallbackSink();

let pipeline: TestPipeline;
let accountId: string;
let sender: { id: string; phoneNumber: string };
let serviceId: string;
beforeAll(async () => {
  pipeline = await testPipeline(db, url);
  accountId = await storeSendingAccount(db, TOKEN);
  sender = await storeNumber(db, accountId);
  serviceId = await storeService(db, accountId, [sender.id, (await storeNumber(db, accountId)).id]);
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});

const requested = (given: Parameters<typeof requestFor>[2]) => requestFor(pipeline.settings, accountId, given);
const find = (id: string) => messages.find(db, accountId, id);
const eventsOf = async (id: string) => (await messages.events(db, accountId, id)).map(({ name }) => name);
const told = (id: string) =>
  sink.received.filter(({ params }) => params.MessageSid === toSid("SM", id)).map(({ params }) => params.MessageStatus);
const becomes = (id: string, status: string, timeout = 3_000) =>
  expect.poll(async () => (await find(id))?.status, { timeout, interval: 20 }).toBe(status);

test("a message with a From is queued, sent and delivered, and its callbacks come in that order, signed", async () => {
  const statusCallback = `${sink.url}/status?tag=a%20b`;
  const message = await pipeline.accept(await requested({ from: sender.phoneNumber, statusCallback }));
  expect(message).toMatchObject({ status: "queued", from: sender.phoneNumber });
  await becomes(message.id, "delivered");
  expect(await eventsOf(message.id)).toEqual(["queued", "sending", "sent", "delivered"]);
  await expect.poll(() => told(message.id)).toEqual(["sent", "delivered"]);
  for (const callback of sink.received) expect(sink.isSigned(callback, TOKEN)).toBe(true);
  await expect.poll(async () => (await messages.attempts(db, accountId, message.id)).length).toBe(2);
  expect((await find(message.id))?.price).toBe("-0.00750");
});

test("a message of a service is answered as accepted without a sender, and told as queued, sent, delivered", async () => {
  const message = await pipeline.accept(await requested({ serviceId, statusCallback: sink.url }));
  expect(message).toMatchObject({ status: "accepted", fromGiven: false, serviceId });
  await becomes(message.id, "delivered");
  expect(await eventsOf(message.id)).toEqual(["accepted", "queued", "sending", "sent", "delivered"]);
  await expect.poll(() => told(message.id)).toEqual(["queued", "sent", "delivered"]);
});

test("what is known to fail is answered as accepted and told as failed", async () => {
  const message = await pipeline.accept(await requested({ serviceId, failsWith: 21703, statusCallback: sink.url }));
  expect(message).toMatchObject({ status: "accepted", errorCode: null });
  await becomes(message.id, "failed");
  await expect.poll(() => told(message.id)).toEqual(["failed"]);
});

test.each([
  ["0003", "undelivered", 30003],
  ["0008", "failed", 30008],
  ["0010", "sent", null],
  ["0011", "delivered", null],
])("a recipient that ends in %s ends as %s", async (ending, status, errorCode) => {
  const message = await pipeline.accept(await requested({ from: sender.phoneNumber, to: `+1415555${ending}` }));
  await becomes(message.id, status);
  expect(await find(message.id)).toMatchObject({ errorCode });
  if (ending === "0011") {
    const names = ["queued", "sending", "sent", "delivered", "receipt-ignored"];
    await expect.poll(() => eventsOf(message.id)).toEqual(names);
  }
});

test("a gateway lets go of everything that is finished", async () => {
  await expect.poll(() => pipeline.figures(), { timeout: 3_000 }).toMatchObject({ held: 0, callbacks: 0, waiting: 0 });
  const { rows } = await db.sql.query(
    "SELECT (SELECT count(*)::int FROM message WHERE owner IS NOT NULL) + (SELECT count(*)::int FROM message_due) + (SELECT count(*)::int FROM webhook_due) AS left",
  );
  expect(rows).toEqual([{ left: 0 }]);
});

test("a message that the console stored is taken and sent at once", async () => {
  const accept = acceptOne(db, { now: () => new Date(), newId: pipeline.newId, simulatedMps: 10_000 });
  const message = await accept(await requested({ serviceId, statusCallback: sink.url }));
  await becomes(message.id, "delivered");
  await expect.poll(() => told(message.id)).toEqual(["queued", "sent", "delivered"]);
  await expect
    .poll(async () => (await db.sql.query("SELECT count(*)::int AS left FROM message_due")).rows)
    .toEqual([{ left: 0 }]);
});

test("a scheduled message waits for its time, then gets its sender from the pool of that moment", async () => {
  const sendAt = new Date(Date.now() + 1_500);
  const request = { serviceId, sendAt, to: "+14155550188", statusCallback: sink.url };
  const message = await pipeline.accept(await requested(request));
  expect(message).toMatchObject({ status: "scheduled", from: null });
  await becomes(message.id, "delivered", 5_000);
  const events = await messages.events(db, accountId, message.id);
  expect(events.map(({ name }) => name)).toEqual(["scheduled", "queued", "sending", "sent", "delivered"]);
  expect(events[1]!.at.getTime()).toBeGreaterThanOrEqual(sendAt.getTime());
  expect(events[1]!.detail).toMatchObject({ decision: { rule: "area code" } });
  expect((await find(message.id))?.from).toMatch(/^\+1415556/);
  await expect.poll(() => told(message.id)).toEqual(["queued", "sent", "delivered"]);
});

test("a cancel that races with the time of a schedule wins or loses as a whole: canceled or sent, never both", async () => {
  const sendAt = new Date(Date.now() + 1_000);
  const requests = await Promise.all(Array.from({ length: 60 }, () => requested({ serviceId, sendAt })));
  const scheduled = await Promise.all(requests.map(pipeline.accept));
  const cancel = async ({ id }: { id: string }, index: number) => {
    await new Promise((resolve) => setTimeout(resolve, sendAt.getTime() - Date.now() + index * 4 - 60));
    return messages.cancel(db, { accountId, id, at: new Date(), actor: "AC" }, {});
  };
  const canceled = new Set((await Promise.all(scheduled.map(cancel))).flatMap((message) => message?.id ?? []));
  for (const { id } of scheduled) {
    await becomes(id, canceled.has(id) ? "canceled" : "delivered", 5_000);
    expect((await eventsOf(id)).includes("sending")).toBe(!canceled.has(id));
  }
  expect(canceled.size).toBeGreaterThan(0);
});

test("a message whose validity ends before its slot fails with 30036 and is never sent", async () => {
  const slow = await storeNumber(db, accountId, { segmentsPerSecond: 0.5 });
  const accept = async (validityPeriodSeconds: number) =>
    pipeline.accept(await requested({ from: slow.phoneNumber, validityPeriodSeconds }));
  const [first, late] = [await accept(60), await accept(1)];
  await becomes(first.id, "delivered");
  await becomes(late.id, "failed");
  expect(await find(late.id)).toMatchObject({ errorCode: 30036, attempt: 0 });
});

test("a sender's messages leave at its rate, in the order they were accepted", async () => {
  const paced = await storeNumber(db, accountId, { segmentsPerSecond: 10 });
  const accepted = [];
  for (let index = 0; index < 10; index++) {
    accepted.push(await pipeline.accept(await requested({ from: paced.phoneNumber })));
  }
  for (const { id } of accepted) await becomes(id, "delivered", 5_000);
  const slots = [];
  for (const { id } of accepted) {
    const leaveAt = (await find(id))!.leaveAt!.getTime();
    const left = (await messages.events(db, accountId, id))[1]!.at.getTime();
    expect(left - leaveAt).toBeGreaterThanOrEqual(0);
    expect(left - leaveAt).toBeLessThan(500);
    slots.push(leaveAt);
  }
  for (const [index, slot] of slots.entries()) {
    if (index > 0) expect(slot - slots[index - 1]!).toBeGreaterThanOrEqual(100);
  }
  expect(slots.at(-1)! - slots[0]!).toBeLessThan(1_500);
});

test("the sender's full queue refuses its own message with 21611 and fails a service's with 30001", async () => {
  const full = await storeNumber(db, accountId);
  const itsService = await storeService(db, accountId, [full.id]);
  await db.sql.query("UPDATE queue_pace SET free_at = now() + interval '11 hours' WHERE queue = $1", [full.id]);
  await expect(pipeline.accept(await requested({ from: full.phoneNumber }))).rejects.toMatchObject({ code: 21611 });
  const message = await pipeline.accept(await requested({ serviceId: itsService }));
  expect(message.status).toBe("accepted");
  expect(await find(message.id)).toMatchObject({ status: "failed", errorCode: 30001 });
});

test("one message that cannot be stored fails alone", async () => {
  const good = await requested({ from: sender.phoneNumber });
  const results = await Promise.allSettled(
    [good, { ...good, body: "\0" }, good].map((request) => pipeline.accept(request)),
  );
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
