import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { DEFAULT_SCENARIO, type Scenario } from "@/lib/domain/simulator-scenario";
import { createOwnedSender } from "@/lib/operations/owned-senders";
import * as messages from "@/lib/store/messages";
import * as scenarios from "@/lib/store/simulator-scenario";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { testWorld } from "@/lib/testing/factories";
import { requestFor, SILENT, storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { storeNumber } from "@/lib/testing/sending";

/** What goes wrong at the carrier, and what the pipeline makes of it. */

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const warned: string[] = [];
let pipeline: TestPipeline;
let accountId: string;
let from: string;
beforeAll(async () => {
  pipeline = await testPipeline(db, url, { log: { ...SILENT, warn: (event) => warned.push(event) } });
  accountId = await storeSendingAccount(db, "0123456789abcdef0123456789abcdef");
  from = (await storeNumber(db, accountId)).phoneNumber;
});
afterAll(() => pipeline.stop());
afterEach(() => scenarios.set(db, accountId, null));

/** In force once the gateway has heard of it. */
async function play(given: Partial<Scenario>): Promise<void> {
  const scenario = { ...DEFAULT_SCENARIO, receiptMsMax: 60, since: Date.now(), ...given };
  await scenarios.set(db, accountId, scenario);
  await expect.poll(async () => (await pipeline.settings.account(accountId))?.simulator).toEqual(scenario);
}
const send = async (body = "Your table is ready", given: Parameters<typeof requestFor>[2] = {}) =>
  (await pipeline.accept(await requestFor(pipeline.settings, accountId, { from, body, ...given }))).id;
const eventsOf = async (id: string) => (await messages.events(db, accountId, id)).map(({ name }) => name);
const eventsBecome = (id: string, names: string[]) =>
  expect.poll(() => eventsOf(id), { timeout: 10_000, interval: 20 }).toEqual(names);
const WAY = ["queued", "sending", "sent", "delivered"];

test("a receipt that overtakes the answer is not lost, and the order of the story stays", async () => {
  await play({ earlyPercent: 100 });
  await eventsBecome(await send(), WAY);
});

test("a receipt that comes twice is noted and moves nothing", async () => {
  await play({ twicePercent: 100 });
  await eventsBecome(await send(), [...WAY, "receipt-ignored"]);
});

test("a lost receipt leaves the message sent", async () => {
  await play({ lostPercent: 100 });
  await eventsBecome(await send(), WAY.slice(0, 3));
});

test("a receipt for a message nobody knows is told to the log, and harms no other", async () => {
  await play({ unknownPercent: 100 });
  await eventsBecome(await send(), WAY);
  await expect.poll(() => warned, { timeout: 10_000 }).toContain("receipt.alien");
});

test("a throttled message is handed back and goes out later", async () => {
  await play({ throttledPercent: 100, retryAfterMs: 100 });
  const id = await send();
  await expect
    .poll(async () => (await eventsOf(id)).slice(0, 4))
    .toEqual(["queued", "sending", "handed-back", "sending"]);
  await play({});
  await expect.poll(async () => (await eventsOf(id)).slice(-2), { timeout: 10_000 }).toEqual(["sent", "delivered"]);
});

test("a message that is turned away beyond its validity fails when that ends, with 30036", async () => {
  await play({ throttledPercent: 100, retryAfterMs: 600_000 });
  const id = await send("Too late", { validityPeriodSeconds: 2 });
  await eventsBecome(id, ["queued", "sending", "handed-back", "failed"]);
  const failed = await messages.find(db, accountId, id);
  expect(failed).toMatchObject({ status: "failed", errorCode: 30036 });
  const lateMs = (failed?.updatedAt.getTime() ?? 0) - (failed?.expiresAt?.getTime() ?? 0);
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThan(2_000);
});

test("a message whose answer was lost goes out once more, and says that it was in doubt", async () => {
  await play({ lostAnswerPercent: 100 });
  const id = await send();
  await expect.poll(async () => (await eventsOf(id)).at(-1)).toBe("sending");
  await play({});
  await eventsBecome(id, ["queued", "sending", "resubmitted-in-doubt", "sent", "delivered"]);
});

test("while the link is down a message waits, and then goes out", async () => {
  await play({ linkUpMs: 1_500, linkDownMs: 1_500, since: Date.now() - 1_500 });
  const id = await send();
  await eventsBecome(id, ["queued", "sending", "handed-back"]);
  await eventsBecome(id, ["queued", "sending", "handed-back", ...WAY.slice(1)]);
});

test("a text that lost one of its parts is undelivered, with the reason of that part", async () => {
  await play({ lostPartPercent: 100 });
  const id = await send("A long one. ".repeat(30));
  await expect.poll(async () => (await messages.find(db, accountId, id))?.status).toBe("undelivered");
  expect(await messages.find(db, accountId, id)).toMatchObject({ errorCode: 30003, segments: 3 });
  expect((await eventsOf(id)).slice(0, 4)).toEqual(["queued", "sending", "sent", "undelivered"]);
});

test("a text whose parts all arrive is delivered once", async () => {
  await play({ twicePercent: 100, lostPartPercent: 0 });
  await eventsBecome(await send("A long one. ".repeat(30)), [...WAY, "receipt-ignored"]);
});

test("on WhatsApp a reading follows the delivery and is told; a text stays delivered", async () => {
  await play({ readPercent: 100 });
  const ctx = { ...testWorld(db, { settings: pipeline.settings }), accountId, actor: "AC" };
  const owls = await createOwnedSender(ctx, { address: "whatsapp:+14155550177" });
  const sink = await startCallbackSink();
  onTestFinished(() => sink.close());
  const asked = { to: "whatsapp:+14155550199", from: owls.address, statusCallback: `${sink.url}/status` };
  const [read, delivered] = [await send("Your table is ready", asked), await send()];
  await eventsBecome(read, [...WAY, "read"]);
  await sink.until((received) => received.length >= 3);
  expect(sink.received.map(({ params }) => [params.MessageStatus, params.EventType])).toEqual([
    ["sent", undefined],
    ["delivered", undefined],
    ["read", "READ"],
  ]);
  expect(await eventsOf(delivered)).toEqual(WAY);
});
