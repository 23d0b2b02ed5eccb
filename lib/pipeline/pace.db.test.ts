import { afterAll, expect, test } from "vitest";
import type { Carrier } from "@/lib/carriers/carrier";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import type { Message } from "@/lib/domain/message";
import * as messages from "@/lib/store/messages";
import { testDatabase } from "@/lib/testing/database";
import { requestFor, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { storeNumber, storeService } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const TOKEN = "0123456789abcdef0123456789abcdef";

/** Takes everything; `beforeLeaving` runs between the hand-over and the moment in which the bytes would leave. */
function recordingCarrier({ beforeLeaving = () => {} }: { beforeLeaving?: () => void } = {}) {
  const left: { readonly id: string; readonly at: number }[] = [];
  const carrier: Carrier = {
    id: SIMULATED_CARRIER_ID,
    isUp: () => true,
    async submit({ id }, mayLeave) {
      beforeLeaving();
      if (!mayLeave()) return { outcome: "withheld" };
      left.push({ id, at: Date.now() });
      return { outcome: "accepted", refs: [id], receiptExpected: false };
    },
    resume: async () => [],
    close: () => {},
  };
  return { left, carrier };
}

const { left, carrier } = recordingCarrier();
const gateways = await Promise.all([1, 2].map(() => testPipeline(db, url, { carrierOf: () => carrier })));
afterAll(() => Promise.all(gateways.map(({ stop }) => stop())));

/** Sends texts of 1 to 3 segments through both gateways in turn, from each of these numbers in turn. */
async function flood(accountId: string, senders: readonly { readonly phoneNumber: string }[], count: number) {
  const accepted = Array.from({ length: count }, async (_, index) => {
    const { settings, accept } = gateways[index % 2] as TestPipeline;
    const { phoneNumber: from } = senders[Math.floor(index / 2) % senders.length] as { phoneNumber: string };
    return accept(await requestFor(settings, accountId, { from, body: "x".repeat(1 + 150 * (index % 3)) }));
  });
  return Promise.all(
    (await Promise.all(accepted)).map(async ({ id }) => (await messages.find(db, accountId, id)) as Message),
  );
}

/** Segments that leave in each stretch of ten seconds that begins with a message, while there are enough to fill it. */
function perTenSeconds(sent: readonly Message[]): number[] {
  const slots = sent
    .map(({ leaveAt, segments }) => ({ at: leaveAt?.getTime() ?? 0, segments }))
    .toSorted((one, other) => one.at - other.at);
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
  const early = sent.filter(({ id, leaveAt }) => leftAt().get(id)! < leaveAt!.getTime());
  expect(early).toEqual([]);
});

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
