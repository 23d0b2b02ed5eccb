import { beforeEach, expect, test } from "vitest";
import { OPEN, sumOf } from "@/lib/domain/insights";
import { windowOf } from "@/lib/domain/insights-window";
import type { Message } from "@/lib/domain/message";
import * as insights from "@/lib/store/insights";
import * as messages from "@/lib/store/messages";
import { foldDeltas } from "@/lib/store/rollups";
import { testDatabase } from "@/lib/testing/database";
import { storeAccount, storeMessage } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open();
const SERVICE = "0190a000-0000-7000-8000-000000000001";
const NOW = new Date();
const HOUR_MS = 3_600_000;
const window = windowOf({ since: new Date(NOW.getTime() - 24 * HOUR_MS), until: NOW }, NOW, "UTC");

let accountId: string;
beforeEach(async () => {
  accountId = await storeAccount(db);
});

const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
const store = (given: Partial<Message> = {}) => storeMessage(db, accountId, { createdAt: hoursAgo(1), ...given });
const tally = () => insights.tally(db, accountId, window);
const fold = () => foldDeltas(db.sql, 10_000);

async function storeSome() {
  await store({ serviceId: SERVICE });
  await store({ status: "failed", errorCode: 30008, from: null, country: "DE" });
  await store({ status: "undelivered", errorCode: 30003 });
  await store({ status: "undelivered", errorCode: 30003, country: null });
  await store({ direction: "inbound", status: "received", from: "+14155550199", to: "+14155550134" });
  await store({ createdAt: hoursAgo(30) });
}

test("numbers are the same before a delta is folded, after, and in between", async () => {
  await storeSome();
  const before = await tally();
  await fold();
  expect(await tally()).toEqual(before);
  await store({ status: "sent" });
  const between = await tally();
  await fold();
  expect(await tally()).toEqual(between);
});

test("the week by hours counts what the day by minutes counts", async () => {
  await storeSome();
  await fold();
  const hours = { since: hoursAgo(26), until: new Date(NOW.getTime() + HOUR_MS), bucketMs: HOUR_MS };
  const floor = (at: Date) => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const stretch = { ...hours, since: floor(hours.since), until: floor(hours.until) };
  const byHour = await insights.tally(db, accountId, { ...stretch, source: "hour" });
  const byMinute = await insights.tally(db, accountId, { ...stretch, source: "minute" });
  expect(byHour.outgoing.length).toBeGreaterThan(0);
  expect(byHour).toEqual(byMinute);
});

test("every number is the count of the messages its link finds", async () => {
  await storeSome();
  const { outgoing, incoming, errors, services, senders, countries } = await tally();
  const range = { createdFrom: window.since, createdUntil: window.until };
  const found = async (filter: object) => (await messages.count(db, accountId, { ...range, ...filter }, 100)).count;
  const totals = (rows: readonly insights.GroupCount[]) => {
    const sums = new Map<string | null, number>();
    for (const { key, count } of rows) sums.set(key, (sums.get(key) ?? 0) + count);
    return [...sums];
  };
  expect(outgoing.reduce((sum, { count }) => sum + count, 0)).toBe(await found({ directions: ["outgoing"] }));
  expect(incoming.reduce((sum, { count }) => sum + count, 0)).toBe(await found({ directions: ["incoming"] }));
  for (const { code, count } of errors) expect(count).toBe(await found({ errorCode: code }));
  for (const [serviceId, count] of totals(services))
    expect(count).toBe(await found({ directions: ["outgoing"], serviceIds: [serviceId] }));
  for (const [from, count] of totals(senders)) expect(count).toBe(await found({ directions: ["outgoing"], from }));
  for (const [country, count] of totals(countries))
    expect(count).toBe(await found({ directions: ["outgoing"], country }));
  expect(errors).toEqual([
    { code: 30003, count: 2 },
    { code: 30008, count: 1 },
  ]);
  expect(totals(countries)).toContainEqual([null, 1]);
});

test("a deleted and a canceled message leave the numbers true", async () => {
  const { id } = await store();
  const { id: scheduled } = await store({ status: "scheduled" });
  await fold();
  await messages.remove(db, accountId, id);
  await messages.cancel(db, { accountId, id: scheduled, at: NOW, actor: "ada@example.com" }, {});
  const { outgoing } = await tally();
  expect(outgoing.map(({ status, count }) => ({ status, count }))).toEqual([{ status: "canceled", count: 1 }]);
});

test("an hour that lies half inside counts half", async () => {
  const hour = new Date(Math.floor(hoursAgo(100).getTime() / HOUR_MS) * HOUR_MS);
  for (let copy = 0; copy < 4; copy++) await store({ createdAt: hour });
  await fold();
  const half = new Date(hour.getTime() + HOUR_MS / 2);
  const { outgoing } = await insights.tallyHours(db, accountId, half, new Date(hour.getTime() + 2 * HOUR_MS));
  expect(outgoing).toEqual([{ at: hour, status: "delivered", count: 2 }]);
});

test("those in flight are counted from the minute that is named", async () => {
  await store({ status: "sent", createdAt: NOW });
  await store({ status: "queued", createdAt: NOW });
  await store({ status: "sent", createdAt: hoursAgo(1) });
  await store({ status: "delivered", createdAt: NOW });
  const minute = new Date(Math.floor(NOW.getTime() / 60_000) * 60_000);
  expect(await insights.countRecent(db, accountId, minute, OPEN)).toEqual({ sent: 1, queued: 1 });
});

test("another account's messages are in no number", async () => {
  await store();
  const stranger = await storeAccount(db, "Stranger");
  const { outgoing, services } = await insights.tally(db, stranger, window);
  expect(sumOf(Object.fromEntries(outgoing.map(({ status, count }) => [status, count])), OPEN)).toBe(0);
  expect(services).toEqual([]);
});
