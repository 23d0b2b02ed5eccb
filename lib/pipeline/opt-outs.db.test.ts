import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Carrier } from "@/lib/carriers/carrier";
import { parseAddress } from "@/lib/domain/address";
import { ADVANCED_OPT_OUT_OFF, DEFAULT_KEYWORDS } from "@/lib/domain/advanced-opt-out";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import type { Message } from "@/lib/domain/message";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { receiveInbound } from "@/lib/operations/inbound";
import { storeObeying } from "@/lib/operations/opt-out-keywords";
import { createMessage } from "@/lib/operations/send";
import * as messages from "@/lib/store/messages";
import * as optOuts from "@/lib/store/opt-outs";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { testWorld } from "@/lib/testing/factories";
import { storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { newId, storeNumber, storeService } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });

/** What was handed to the carrier. */
const handedOver = new Set<string>();
let sink: CallbackSink;
let pipeline: TestPipeline;
let accountId: string;
beforeAll(async () => {
  sink = await startCallbackSink();
  pipeline = await testPipeline(db, url, {
    ledger: { isUp: () => true, record: async ({ id }) => void handedOver.add(String(id)), close() {} },
  });
  accountId = await storeSendingAccount(db, "0123456789abcdef0123456789abcdef");
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});

const ctx = (): Ctx => ({
  ...testWorld(db, { settings: pipeline.settings, accept: pipeline.accept }),
  accountId,
  actor: toSid("AC", accountId),
});

/** No number that the simulated carrier treats in a way of its own. */
let people = 1_000;
const somebody = () => {
  people += 1;
  return `+1415888${people}`;
};
const text = (from: string, to: string, body: string) => receiveInbound(ctx(), { from, to, body });
const send = (to: string, by: { from: string } | { serviceId: string }, given: { statusCallback?: string } = {}) =>
  createMessage(ctx(), {
    to,
    body: "Your table is ready",
    ...("from" in by ? by : { messagingServiceSid: toSid("MG", by.serviceId) }),
    ...given,
  });
const ends = async (message: Message) => {
  const find = async () => (await messages.find(db, accountId, message.id))?.status ?? "";
  await expect.poll(find, { timeout: 10_000, interval: 20 }).toMatch(/delivered|failed|undelivered/);
  return messages.find(db, accountId, message.id);
};
const answersTo = async (to: string) => {
  const { rows } = await messages.list(db, accountId, { to }, { limit: 20 });
  return Promise.all(
    rows
      .filter(({ direction }) => direction === "outbound-reply")
      .toReversed()
      .map(ends),
  );
};
const ledgerOf = async (recipient: string) =>
  (await optOuts.list(db, accountId, { recipient }, { limit: 20 })).rows.toReversed();

test("STOP is set down with its word and its text, confirmed free of charge, and told to the webhook", async () => {
  const number = await storeNumber(db, accountId, { smsUrl: `${sink.url}/first` });
  const person = somebody();
  const stop = await text(person, number.phoneNumber, "Stop");
  expect(await ledgerOf(person)).toMatchObject([
    {
      sender: number.phoneNumber,
      serviceId: null,
      source: "keyword",
      actor: person,
      reason: "stop",
      messageId: stop?.id,
      endedAt: null,
    },
  ]);
  expect(await answersTo(person)).toMatchObject([
    {
      body: DEFAULT_KEYWORDS.STOP.reply,
      status: "delivered",
      direction: "outbound-reply",
      price: "0.00000",
      from: number.phoneNumber,
    },
  ]);
  const told = await sink.until((all) => all.some(({ url: to }) => to.endsWith("/first")));
  expect(told.find(({ url: to }) => to.endsWith("/first"))?.params).toMatchObject({ Body: "Stop" });
  expect(told.find(({ url: to }) => to.endsWith("/first"))?.params).not.toHaveProperty("OptOutType");
});

test("a second STOP and HELP are kept and not answered; START ends the row and is answered", async () => {
  const number = await storeNumber(db, accountId);
  const person = somebody();
  for (const word of ["STOP", "STOP", "HELP", "START"]) await text(person, number.phoneNumber, word);
  expect((await answersTo(person)).map((reply) => reply?.body)).toEqual([
    DEFAULT_KEYWORDS.STOP.reply,
    DEFAULT_KEYWORDS.START.reply,
  ]);
  expect(await ledgerOf(person)).toMatchObject([{ endSource: "keyword", endActor: person, endReason: "start" }]);
});

test("two STOPs at the same instant are one row and one answer", async () => {
  const number = await storeNumber(db, accountId);
  const person = somebody();
  await Promise.all([1, 2, 3].map(() => text(person, number.phoneNumber, "STOP")));
  expect(await ledgerOf(person)).toHaveLength(1);
  expect(await answersTo(person)).toHaveLength(1);
});

test("after STOP to a number a request that names it is refused with 21610, and another number may still write", async () => {
  const [number, other] = [await storeNumber(db, accountId), await storeNumber(db, accountId)];
  const person = somebody();
  await text(person, number.phoneNumber, "STOP");
  await expect(send(person, { from: number.phoneNumber })).rejects.toMatchObject({ code: 21610 });
  expect(await ends(await send(person, { from: other.phoneNumber }))).toMatchObject({ status: "delivered" });
  await text(person, number.phoneNumber, "UNSTOP");
  expect(await ends(await send(person, { from: number.phoneNumber }))).toMatchObject({ status: "delivered" });
});

test("after STOP to a number of a service the whole service is silent: accepted, failed with 21610, and told", async () => {
  const pool = [await storeNumber(db, accountId), await storeNumber(db, accountId)];
  const serviceId = await storeService(
    db,
    accountId,
    pool.map(({ id }) => id),
  );
  const person = somebody();
  await text(person, pool[0]!.phoneNumber, "STOP");
  const message = await send(person, { serviceId }, { statusCallback: `${sink.url}/status` });
  expect(message.status).toBe("accepted");
  expect(await ends(message)).toMatchObject({ status: "failed", errorCode: 21610 });
  const told = await sink.until((all) => all.some(({ params }) => params.MessageStatus === "failed"));
  expect(told.find(({ params }) => params.MessageStatus === "failed")?.params.ErrorCode).toBe("21610");
  await expect(send(person, { from: pool[1]!.phoneNumber })).rejects.toMatchObject({ code: 21610 });
});

test("under synchronous validation the service's message is refused at once", async () => {
  const number = await storeNumber(db, accountId);
  const serviceId = await storeService(db, accountId, [number.id]);
  await db.prisma.messagingService.update({ where: { id: serviceId }, data: { synchronousValidation: true } });
  const person = somebody();
  await text(person, number.phoneNumber, "STOP");
  await expect(send(person, { serviceId })).rejects.toMatchObject({ code: 21610 });
});

test("a service that drops what comes in hears STOP all the same", async () => {
  const number = await storeNumber(db, accountId);
  await storeService(db, accountId, [number.id], { useInboundWebhookOnNumber: false });
  const person = somebody();
  expect(await text(person, number.phoneNumber, "STOP")).toBeUndefined();
  expect(await ledgerOf(person)).toMatchObject([{ messageId: null, endedAt: null }]);
  expect(await answersTo(person)).toMatchObject([{ status: "delivered" }]);
});

test("with its own words on, a service answers in them and the webhook is told OptOutType", async () => {
  const number = await storeNumber(db, accountId, { smsUrl: `${sink.url}/own` });
  const serviceId = await storeService(db, accountId, [number.id]);
  const goodbye = { keywords: ["stop", "assez"], reply: "Au revoir" };
  const standard = { ...DEFAULT_KEYWORDS, STOP: goodbye };
  await db.prisma.messagingService.update({
    where: { id: serviceId },
    data: { advancedOptOut: JSON.parse(JSON.stringify({ ...ADVANCED_OPT_OUT_OFF, enabled: true, standard })) },
  });
  const person = somebody();
  await text(person, number.phoneNumber, "ASSEZ");
  expect(await answersTo(person)).toMatchObject([{ body: "Au revoir", serviceId }]);
  const told = await sink.until((all) => all.some(({ url: to }) => to.endsWith("/own")));
  expect(told.find(({ url: to }) => to.endsWith("/own"))?.params).toMatchObject({ OptOutType: "STOP", Body: "ASSEZ" });
});

test("STOP to a toll-free number of a service is the network's: that number is silent, the other senders are not", async () => {
  const [tollFree, local] = [await storeNumber(db, accountId), await storeNumber(db, accountId)];
  await db.sql.query("UPDATE phone_number SET type = 'toll-free' WHERE id = $1", [tollFree.id]);
  const serviceId = await storeService(db, accountId, [tollFree.id, local.id]);
  const person = somebody();
  await text(person, tollFree.phoneNumber, "STOP");
  expect(await ledgerOf(person)).toMatchObject([{ sender: tollFree.phoneNumber, serviceId: null }]);
  const [answer] = await answersTo(person);
  expect(answer).toMatchObject({ status: "delivered", body: expect.stringMatching(/^NETWORK MSG: .* "stop"/) });
  // The person knows the toll-free number, and the service does not send past their word by taking another.
  expect(await ends(await send(person, { serviceId }))).toMatchObject({ status: "failed", errorCode: 21610 });
  expect(await ends(await send(person, { from: local.phoneNumber }))).toMatchObject({ status: "delivered" });
  await text(person, tollFree.phoneNumber, "YES");
  expect(await ledgerOf(person)).toMatchObject([{ endedAt: null }]);
  await text(person, tollFree.phoneNumber, "UNSTOP");
  expect(await ends(await send(person, { serviceId }))).toMatchObject({
    status: "delivered",
    from: tollFree.phoneNumber,
  });
});

test("HELP is answered a few times and not without end", async () => {
  const number = await storeNumber(db, accountId);
  const person = somebody();
  for (let times = 0; times < 18; times += 1) await text(person, number.phoneNumber, "help");
  expect(await answersTo(person)).toHaveLength(15);
});

test("a STOP whose text cannot be stored changes nothing in the ledger and is not answered", async () => {
  const { phoneNumber } = await storeNumber(db, accountId);
  const number = await pipeline.settings.sender(phoneNumber, accountId);
  const from = parseAddress(somebody());
  const arriving = { body: "STOP", from: from!, number: number!, service: undefined, messageId: newId() };
  const failing = async () => {
    throw new Error("An owl in the works");
  };
  await expect(storeObeying(ctx(), arriving, undefined, failing)).rejects.toThrow("An owl in the works");
  expect(await ledgerOf(from!.address)).toEqual([]);
  expect(await answersTo(from!.address)).toEqual([]);
});

test("of a thousand that wait, nothing is handed over after the STOP is stored but what was on its way", async () => {
  const number = await storeNumber(db, accountId, { segmentsPerSecond: 400 });
  const serviceId = await storeService(db, accountId, [number.id]);
  const person = somebody();
  const waiting = await Promise.all(Array.from({ length: 1_000 }, () => send(person, { serviceId })));
  const ids = waiting.map(({ id }) => id);
  const handed = () => ids.filter((id) => handedOver.has(id)).length;
  await expect.poll(handed, { timeout: 10_000, interval: 5 }).toBeGreaterThan(50);
  await text(person, number.phoneNumber, "STOP");
  const stored = new Date();

  const failed = async () => {
    const { rows } = await db.sql.query<{ id: string }>(
      "SELECT id FROM message WHERE id = ANY($1::uuid[]) AND status = 'failed' AND error_code = 21610",
      [ids],
    );
    return rows.map(({ id }) => id);
  };
  await expect.poll(async () => (await failed()).length + handed(), { timeout: 20_000, interval: 100 }).toBe(1_000);
  // What was handed over afterwards had been let go before: it was on its way.
  const letGo = await db.sql.query(
    "SELECT FROM message_event WHERE message_id = ANY($1::uuid[]) AND name = 'sending' AND at > $2",
    [ids, stored],
  );
  expect(letGo.rowCount).toBe(0);
  expect((await failed()).length).toBeGreaterThan(0);
  expect((await failed()).filter((id) => handedOver.has(id))).toEqual([]);
}, 40_000);

test("what is stored as on its way and waits for its carrier is held back by a STOP that comes meanwhile", async () => {
  const handed: string[] = [];
  const carrier: Carrier = {
    id: SIMULATED_CARRIER_ID,
    isUp: () => true,
    submit: async ({ id }) => {
      handed.push(id);
      return { outcome: "accepted", refs: [id], receiptExpected: false };
    },
    resume: async () => [],
    close() {},
  };
  let isAway = true;
  const waiting = await testPipeline(db, url, { carrierOf: () => (isAway ? undefined : carrier) });
  onTestFinished(() => waiting.stop());
  const number = await storeNumber(db, accountId);
  const [silent, listening] = [somebody(), somebody()];
  const [held, kept] = await Promise.all(
    [silent, listening].map((to) =>
      createMessage({ ...ctx(), accept: waiting.accept }, { to, body: "Hoo", from: number.phoneNumber }),
    ),
  );
  expect((await messages.find(db, accountId, held!.id))?.status).toBe("sending");
  await text(silent, number.phoneNumber, "STOP");
  isAway = false;
  expect(await ends(held!)).toMatchObject({ status: "failed", errorCode: 21610, sentAt: null });
  await expect.poll(() => handed, { timeout: 5_000 }).toContain(kept!.id);
  expect(handed).not.toContain(held!.id);
});

test("a message that was scheduled before the STOP fails when its time comes", async () => {
  const number = await storeNumber(db, accountId);
  const serviceId = await storeService(db, accountId, [number.id]);
  const person = somebody();
  const message = await createMessage(ctx(), {
    to: person,
    body: "Later",
    messagingServiceSid: toSid("MG", serviceId),
    scheduleType: "fixed",
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await text(person, number.phoneNumber, "STOP");
  expect((await messages.find(db, accountId, message.id))?.status).toBe("scheduled");
  await db.sql.query("UPDATE message SET send_at = now() WHERE id = $1", [message.id]);
  await db.sql.query("UPDATE message_due SET due_at = now() WHERE message_id = $1", [message.id]);
  expect(await ends(message)).toMatchObject({ status: "failed", errorCode: 21610 });
});
