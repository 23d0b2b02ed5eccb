import { randomBytes } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { Carrier } from "@/lib/carriers/carrier";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { createIdSource } from "@/lib/domain/sid";
import { acceptOne } from "@/lib/operations/accept";
import * as messages from "@/lib/store/messages";
import { makePartitions } from "@/lib/store/partitions";
import { readSettings } from "@/lib/store/settings";
import { testDatabase } from "@/lib/testing/database";
import { requestFor, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { storeNumber, storeService } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const TOKEN = "0123456789abcdef0123456789abcdef";

/** Takes everything; `beforeLeaving` runs between the hand-over and the moment in which the bytes would leave. */
function recordingCarrier({ beforeLeaving = () => {} }: { beforeLeaving?: () => void } = {}) {
  const handedOver = new Set<string>();
  const left: { readonly id: string; readonly at: number }[] = [];
  const carrier: Carrier = {
    id: SIMULATED_CARRIER_ID,
    isUp: () => true,
    async submit({ id }, mayLeave) {
      handedOver.add(id);
      beforeLeaving();
      if (!mayLeave()) return { outcome: "withheld" };
      left.push({ id, at: Date.now() });
      return { outcome: "accepted", refs: [id], receiptExpected: false };
    },
    resume: async () => [],
    close: () => {},
  };
  return { handedOver, left, carrier };
}

const { left, carrier } = recordingCarrier();
const gateways = await Promise.all([1, 2].map(() => testPipeline(db, url, { carrierOf: () => carrier })));
afterAll(() => Promise.all(gateways.map(({ stop }) => stop())));

/** A message's slot, ms since epoch. */
type Slot = { readonly id: string; readonly segments: number; readonly at: number };

/** Sends texts of 1 to 3 segments through both gateways in turn, from each of these numbers in turn. */
async function flood(accountId: string, senders: readonly { readonly phoneNumber: string }[], count: number) {
  const accepted = Array.from({ length: count }, async (_, index) => {
    const { settings, accept } = gateways[index % 2] as TestPipeline;
    const { phoneNumber: from } = senders[Math.floor(index / 2) % senders.length] as { phoneNumber: string };
    return accept(await requestFor(settings, accountId, { from, body: "x".repeat(1 + 150 * (index % 3)) }));
  });
  await Promise.all(accepted);
  const { rows } = await db.sql.query<Slot>(
    `SELECT id, segments, extract(epoch FROM leave_at)::float8 * 1000 AS at FROM message WHERE account_id = $1 ORDER BY at`,
    [accountId],
  );
  return rows;
}

/** Segments that leave in each stretch of ten seconds that begins with a message, while there are enough to fill it. */
function perTenSeconds(slots: readonly Slot[]): number[] {
  const last = slots.at(-1)?.at ?? 0;
  return slots
    .filter(({ at }) => at + 10_000 <= last)
    .map(({ at: from }) =>
      slots.reduce((sum, { at, segments }) => sum + (at >= from && at < from + 10_000 ? segments : 0), 0),
    );
}

const RATE = 100;
type Senders = readonly { readonly id: string; readonly phoneNumber: string }[];
const twoNumbers = async (accountId: string, segmentsPerSecond?: number): Promise<Senders> => [
  await storeNumber(db, accountId, { ...(segmentsPerSecond && { segmentsPerSecond }) }),
  await storeNumber(db, accountId, { ...(segmentsPerSecond && { segmentsPerSecond }) }),
];

test.each([
  ["a sender's", async (accountId: string) => (await twoNumbers(accountId, RATE)).slice(0, 1)],
  [
    "a campaign's",
    async (accountId: string) => {
      const senders = await twoNumbers(accountId);
      const ids = senders.map(({ id }) => id);
      const serviceId = await storeService(db, accountId, ids);
      await db.sql.query("UPDATE messaging_service SET campaign_segments_per_second = $2 WHERE id = $1", [
        serviceId,
        RATE,
      ]);
      return senders;
    },
  ],
  [
    "an account's",
    async (accountId: string) => {
      await db.sql.query("UPDATE account SET segments_per_second = $2 WHERE id = $1", [accountId, RATE]);
      return twoNumbers(accountId, 10 * RATE);
    },
  ],
] as const)(
  "%s rate holds within two in a hundred over any ten seconds, with two gateways that accept at once",
  async (_whose, make) => {
    const accountId = await storeSendingAccount(db, TOKEN);
    const senders = await make(accountId);
    const stretches = perTenSeconds(await flood(accountId, senders, 1_000));
    expect(stretches.length).toBeGreaterThan(200);
    expect(Math.min(...stretches)).toBeGreaterThanOrEqual(RATE * 10 * 0.98);
    expect(Math.max(...stretches)).toBeLessThanOrEqual(RATE * 10 * 1.02);
  },
);

test("no message leaves before its slot, whichever gateway holds it, and none is left behind", async () => {
  const accountId = await storeSendingAccount(db, TOKEN);
  const [sender] = await twoNumbers(accountId, 200);
  const sent = await flood(accountId, [sender!], 100);
  const leftAt = () => new Map(left.map(({ id, at }) => [id, at]));
  await expect.poll(() => sent.every(({ id }) => leftAt().has(id)), { timeout: 10_000 }).toBe(true);
  const early = sent.filter(({ id, at }) => leftAt().get(id)! < Math.floor(at));
  expect(early).toEqual([]);
});

test("what is overdue when a gateway starts leaves at its queue's rate and in its order, not at once", async () => {
  const own = await testDatabase();
  const world = own.open();
  const accountId = await storeSendingAccount(world, TOKEN);
  const sender = await storeNumber(world, accountId, { segmentsPerSecond: 4 });
  const longAgo = new Date(Date.now() - 60_000);
  await makePartitions(world.sql, longAgo);
  await world.sql.query("UPDATE queue_pace SET free_at = $1", [longAgo]);
  const newId = createIdSource({ now: () => longAgo.getTime(), randomBytes });
  const accept = acceptOne(world, { now: () => longAgo, newId, simulatedMps: 10 });
  const request = await requestFor(readSettings(world), accountId, { from: sender.phoneNumber });
  const ids: string[] = [];
  for (let index = 0; index < 30; index++) ids.push((await accept(request)).id);

  const overdue = recordingCarrier();
  const deps = { carrierOf: () => overdue.carrier };
  const pipeline = await testPipeline(own.open({ hot: true, connectionsMax: 8 }), own.url, deps);
  await expect.poll(() => overdue.left.length, { timeout: 40_000 }).toBe(ids.length);
  expect([...overdue.handedOver]).toEqual(ids);
  const [first, last] = [overdue.left[0]!, overdue.left.at(-1)!];
  expect(last.at - first.at).toBeGreaterThanOrEqual(29 * 250 - 100);
  await pipeline.stop();
}, 80_000);

test("a message whose validity ends on its way to the carrier does not leave, and fails with 30036", async () => {
  let aheadMs = 0;
  const late = recordingCarrier({
    beforeLeaving: () => {
      aheadMs = 2_000;
    },
  });
  const own = await testDatabase();
  const pipeline = await testPipeline(own.open({ hot: true, connectionsMax: 8 }), own.url, {
    carrierOf: () => late.carrier,
    now: () => new Date(Date.now() + aheadMs),
  });
  const world = own.open();
  const accountId = await storeSendingAccount(world, TOKEN);
  const { phoneNumber: from } = await storeNumber(world, accountId);
  const { id } = await pipeline.accept(
    await requestFor(pipeline.settings, accountId, { from, validityPeriodSeconds: 1 }),
  );
  await expect.poll(async () => (await messages.find(world, accountId, id))?.status, { timeout: 5_000 }).toBe("failed");
  expect(await messages.find(world, accountId, id)).toMatchObject({ errorCode: 30036, sentAt: null });
  expect(late.left).toEqual([]);
  await pipeline.stop();
});
