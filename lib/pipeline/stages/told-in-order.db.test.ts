import { afterAll, beforeAll, expect, test } from "vitest";
import type { Carrier, CarrierReceipt } from "@/lib/carriers/carrier";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { isFinal, type MessageStatus } from "@/lib/domain/message-status";
import type { Receipt } from "@/lib/domain/receipt";
import { toSid } from "@/lib/domain/sid";
import * as messages from "@/lib/store/messages";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { requestFor, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { storeNumber } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });

/** A carrier that takes everything and says nothing by itself. */
const carrier: Carrier = {
  id: SIMULATED_CARRIER_ID,
  isUp: () => true,
  submit: async ({ id }) => ({ outcome: "accepted", refs: [`ref-${id}`], receiptExpected: true }),
  resume: async ({ id }) => [`ref-${id}`],
  close() {},
};
const sink = await startCallbackSink();
let pipeline: TestPipeline;
let accountId: string;
let from: string;
beforeAll(async () => {
  pipeline = await testPipeline(db, url, { carrierOf: () => carrier });
  accountId = await storeSendingAccount(db, "0123456789abcdef0123456789abcdef");
  from = (await storeNumber(db, accountId)).phoneNumber;
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});

const told = (id: string) =>
  sink.received.filter(({ params }) => params.MessageSid === toSid("SM", id)).map(({ params }) => params.MessageStatus);
/** Nothing is left to tell: what was told is all that will be. */
const isTold = (id: string) =>
  expect.poll(async () => (await db.sql.query("SELECT FROM webhook_due WHERE message_id = $1", [id])).rowCount).toBe(0);
const statusOf = async (id: string) => (await messages.find(db, accountId, id))?.status;

const DELIVERED: Receipt = { status: "delivered" };
const UNDELIVERED: Receipt = { status: "undelivered", errorCode: 30003 };
const ON_ITS_WAY: Receipt = { status: "accepted" };

test.each<[string, readonly Receipt[], MessageStatus]>([
  ["delivered, then on its way", [DELIVERED, ON_ITS_WAY], "delivered"],
  ["delivered twice", [DELIVERED, DELIVERED], "delivered"],
  ["delivered, then not", [DELIVERED, UNDELIVERED], "delivered"],
  ["not delivered, then delivered", [UNDELIVERED, DELIVERED], "undelivered"],
  ["on its way, delivered, on its way, not", [ON_ITS_WAY, DELIVERED, ON_ITS_WAY, UNDELIVERED], "delivered"],
])("a carrier that says %s: the first end is told, once, and nothing after it", async (_rule, receipts, end) => {
  const request = await requestFor(pipeline.settings, accountId, { from, statusCallback: sink.url });
  const { id } = await pipeline.accept(request);
  await expect.poll(() => statusOf(id)).toBe("sent");
  const said = (receipt: Receipt): CarrierReceipt => ({
    ...receipt,
    carrierId: SIMULATED_CARRIER_ID,
    carrierRef: `ref-${id}`,
    doneAt: new Date(),
  });
  for (const receipt of receipts) await pipeline.receive(said(receipt));
  await isTold(id);
  expect(told(id)).toEqual(["sent", end]);
  expect(await statusOf(id)).toBe(end);
});

test("also when they come all at once, in any order: two callbacks, and the last is what the message ended as", async () => {
  const request = await requestFor(pipeline.settings, accountId, { from, statusCallback: sink.url });
  const sent = await Promise.all(Array.from({ length: 30 }, () => pipeline.accept(request)));
  for (const { id } of sent) await expect.poll(() => statusOf(id)).toBe("sent");
  const news = [DELIVERED, ON_ITS_WAY, UNDELIVERED, DELIVERED];
  await Promise.all(
    sent.flatMap(({ id }, turn) =>
      news.map((_, place) =>
        pipeline.receive({
          ...(news[(place + turn) % news.length] ?? DELIVERED),
          carrierId: SIMULATED_CARRIER_ID,
          carrierRef: `ref-${id}`,
          doneAt: new Date(),
        }),
      ),
    ),
  );
  for (const { id } of sent) {
    const end = (await statusOf(id)) ?? "queued";
    expect(isFinal(end)).toBe(true);
    await isTold(id);
    expect(told(id)).toEqual(["sent", end]);
  }
});
