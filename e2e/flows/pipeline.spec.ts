import twilio from "twilio";
import { fromSid, toSid } from "@/lib/domain/sid";
import { type OwnedNumber, updateNumber } from "@/lib/operations/phone-numbers";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { PNG, startMediaHost } from "@/lib/testing/media";
import { expect, type OwnAccount, test } from "../fixtures";

/** What a Messaging Service does to a message, seen from outside: the official helper, a phone, and a customer's endpoint. */
const PHONE = "+14155550134";

test("sticky sender: a person hears from one number, and from any other once it is off", async ({ account, api }) => {
  const { messagingServiceSid } = await pool(account, ["415", "415", "415"]);
  const from = () => fromOf(api, { messagingServiceSid });
  const known = await from();
  expect(await Promise.all([from(), from(), from(), from()])).toEqual([known, known, known, known]);

  await api.messaging.v1.services(messagingServiceSid).update({ stickySender: false });
  const used = new Set<string>();
  await expect.poll(async () => used.add(await from()).size).toBe(3);
});

test("area-code geomatch: who lives there is texted from there, or from an overlay of it", async ({ account, api }) => {
  const { messagingServiceSid, numbers } = await pool(account, ["415", "212"]);
  const [sanFrancisco, newYork] = numbers.map(({ phoneNumber }) => phoneNumber);
  const from = (to: string) => fromOf(api, { messagingServiceSid, to });
  const people = ["+14155550141", "+16285550142", "+12125550143", "+16465550144"];
  expect(await Promise.all(people.map(from))).toEqual([sanFrancisco, sanFrancisco, newYork, newYork]);
});

test("overflow: beyond ten hours of segments 21611 at once for From alone, a failed message 30001 through a service", async ({
  account,
  api,
}) => {
  const { messagingServiceSid, numbers } = await pool(account, ["415"], { segmentsPerSecond: 0.001 });
  const [{ phoneNumber: from }] = numbers;
  const tenSegments = { to: PHONE, body: "x".repeat(1_530) };
  for (let sent = 0; sent < 3; sent++) {
    expect(await api.messages.create({ ...tenSegments, from })).toMatchObject({ status: "queued", numSegments: "10" });
  }
  await expect(api.messages.create({ ...tenSegments, from })).rejects.toMatchObject({ status: 400, code: 21611 });

  const accepted = await api.messages.create({ ...tenSegments, messagingServiceSid });
  expect(accepted.status).toBe("accepted");
  expect(await ends(api, accepted.sid, "failed")).toMatchObject({ errorCode: 30001, dateSent: null });
  expect(await api.messages.list({ to: PHONE })).toHaveLength(4);
});

test("expiry: what waits past its validity fails with 30036 and is never sent late", async ({ account, api }) => {
  const { messagingServiceSid, numbers } = await pool(account, ["415"], { segmentsPerSecond: 0.01 });
  const [{ phoneNumber: from }] = numbers;
  const statusCallback = (await customer()).url;
  const first = await api.messages.create({ to: PHONE, body: "In time", from });
  const late = { to: PHONE, body: "Too late", validityPeriod: 1, statusCallback };
  const alone = await api.messages.create({ ...late, from });
  const pooled = await api.messages.create({ ...late, messagingServiceSid });

  await ends(api, first.sid, "delivered");
  for (const { sid } of [alone, pooled]) {
    expect(await ends(api, sid, "failed")).toMatchObject({ errorCode: 30036, dateSent: null, price: null });
  }
  const told = await sink.until((received) => received.length >= 3);
  expect(told.map(({ params }) => params.MessageStatus).sort()).toEqual(["failed", "failed", "queued"]);
  expect(await textsOn(account, PHONE)).toEqual(["In time"]);
});

test("schedule and cancel: it waits for its time, leaves then, and once canceled never", async ({
  account,
  api,
  db,
}) => {
  const { messagingServiceSid } = await pool(account, ["415"]);
  const statusCallback = (await customer()).url;
  const schedule = (body: string) =>
    api.messages.create({
      to: PHONE,
      body,
      messagingServiceSid,
      statusCallback,
      scheduleType: "fixed",
      sendAt: new Date(Date.now() + 600_000),
    });
  const [kept, dropped] = [await schedule("Your table is ready"), await schedule("Not any more")];
  expect([kept.status, dropped.status]).toEqual(["scheduled", "scheduled"]);

  expect(await api.messages(dropped.sid).update({ status: "canceled" })).toMatchObject({ status: "canceled" });
  await expect(api.messages(dropped.sid).update({ status: "canceled" })).rejects.toMatchObject({ code: 30409 });

  // Ten minutes pass.
  const ids = [kept, dropped].map(({ sid }) => fromSid("SM", sid));
  await db.sql.query("UPDATE message SET send_at = now() WHERE id = ANY($1)", [ids]);
  await db.sql.query("UPDATE message_due SET due_at = now() WHERE message_id = ANY($1)", [ids]);
  await ends(api, kept.sid, "delivered");
  const statuses = (sid: string) =>
    sink.received.filter(({ params }) => params.MessageSid === sid).map(({ params }) => params.MessageStatus);
  await expect.poll(() => statuses(kept.sid)).toEqual(["queued", "sent", "delivered"]);
  expect(statuses(dropped.sid)).toEqual(["canceled"]);
  expect(await textsOn(account, PHONE)).toEqual(["Your table is ready"]);
});

test("fallback URL: an endpoint that fails is followed by the other, which is told why and whose answer is sent", async ({
  account,
  api,
}) => {
  const { url } = await customer(({ url: asked }) => (asked.includes("/primary") ? 500 : 200));
  const { messagingServiceSid, numbers } = await pool(account, ["415"]);
  await api.messaging.v1.services(messagingServiceSid).update({
    inboundRequestUrl: `${url}/primary`,
    fallbackUrl: `${url}/fallback`,
    useInboundWebhookOnNumber: false,
  });
  const [{ phoneNumber: to }] = numbers;
  const inbound = await simulate(account, { From: PHONE, To: to, Body: "Is my table ready?" });

  await sink.until((received) => received.length >= 2);
  const [primary, fallback] = sink.received;
  expect(primary?.url).toBe(`${url}/primary`);
  expect(fallback?.url).toBe(`${url}/fallback`);
  expect(fallback?.params).toEqual({ ...primary?.params, ErrorCode: "11200", ErrorUrl: `${url}/primary` });
  expect(fallback?.params).toMatchObject({ MessageSid: inbound.sid, From: PHONE, To: to, Body: "Is my table ready?" });
  expect(sink.isSigned(fallback!, account.authToken)).toBe(true);
  await expect.poll(() => textsOn(account, PHONE)).toEqual(["It is."]);
  expect(await api.messages.list({ to: PHONE })).toMatchObject([{ direction: "outbound-reply", messagingServiceSid }]);
});

test("MMS: a picture is fetched, leaves as one MM… message, and is kept and served", async ({ account, api }) => {
  const host = await startMediaHost();
  try {
    const { messagingServiceSid } = await pool(account, ["415"]);
    const sent = await api.messages.create({
      to: PHONE,
      body: "Your table",
      messagingServiceSid,
      mediaUrl: [`${host.url}/table.png`],
    });
    expect(sent).toMatchObject({ sid: expect.stringMatching(/^MM[0-9a-f]{32}$/), status: "accepted", numMedia: "1" });
    expect(await ends(api, sent.sid, "delivered")).toMatchObject({ numSegments: "1", price: "-0.02000" });

    const [file] = await api.messages(sent.sid).media.list();
    expect(file).toMatchObject({ contentType: "image/png", parentSid: sent.sid });
    const served = await fetch(account.apiUrl + file?.uri.replace(".json", ""), { headers: auth(account) });
    expect([served.status, served.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(PNG);
  } finally {
    await host.close();
  }
});

test("replay: a callback the customer missed is told again as it was, signed, and recorded as a replay", async ({
  account,
  api,
}) => {
  let status = 500;
  const { url } = await customer(() => status);
  const { messagingServiceSid } = await pool(account, ["415"]);
  const { sid } = await api.messages.create({
    to: PHONE,
    body: "Your table is ready",
    messagingServiceSid,
    statusCallback: `${url}/status`,
  });
  const attempts = async (params: Record<string, string>) => {
    const answer = await fetch(
      `${account.apiUrl}/senderpool/v1/WebhookAttempts?${new URLSearchParams({ MessageSid: sid, ...params })}`,
      { headers: auth(account) },
    );
    return (await answer.json()).webhook_attempts as { event_sequence: number; replay: boolean }[];
  };
  await expect.poll(async () => (await attempts({ Status: "failed" })).length).toBe(3);
  const missed = [...sink.received];

  status = 204;
  const answer = await fetch(`${account.apiUrl}/senderpool/v1/WebhookAttempts/Replay`, {
    method: "POST",
    headers: auth(account),
    body: new URLSearchParams({ MessageSid: sid, Status: "failed" }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([201, { replayed: 3, complete: true }]);
  const told = await sink.until((received) => received.length >= 6);
  for (const [index, again] of told.slice(3).entries()) {
    expect(again.params).toEqual(missed[index]?.params);
    expect(again.headers["i-twilio-idempotency-token"]).toBe(missed[index]?.headers["i-twilio-idempotency-token"]);
    expect(sink.isSigned(again, account.authToken)).toBe(true);
  }
  await expect
    .poll(async () => (await attempts({ Status: "succeeded" })).map(({ replay }) => replay))
    .toEqual([true, true, true]);
});

let sink: CallbackSink;
test.afterEach(async () => {
  await sink?.close();
});

/** A customer's web server; where it answers 200 it says "It is." in TwiML. */
async function customer(statusOf: (asked: { url: string }) => number = () => 204): Promise<CallbackSink> {
  sink = await startCallbackSink((callback, response) => {
    const twiml = new twilio.twiml.MessagingResponse();
    twiml.message("It is.");
    const status = statusOf(callback);
    response.writeHead(status, { "Content-Type": "text/xml" }).end(status === 200 ? twiml.toString() : undefined);
  });
  return sink;
}

/** A service with a number of each of these areas, at the carrier's pace or at one of its own. */
async function pool({ ctx }: OwnAccount, areaCodes: readonly string[], pace?: { segmentsPerSecond: number }) {
  const numbers: OwnedNumber[] = [];
  for (const areaCode of areaCodes) {
    const number = await createNumber(ctx, areaCode);
    if (pace) await updateNumber(ctx, number.id, pace);
    numbers.push(number);
  }
  const service = await createServiceWith(ctx, numbers);
  return { messagingServiceSid: toSid("MG", service.id), numbers: numbers as [OwnedNumber, ...OwnedNumber[]] };
}

/** Sends one text. @returns the number it comes from */
async function fromOf(api: twilio.Twilio, given: { messagingServiceSid: string; to?: string }): Promise<string> {
  const { sid } = await api.messages.create({ to: PHONE, body: "Your table is ready", ...given });
  return (await api.messages(sid).fetch()).from;
}

async function ends(api: twilio.Twilio, sid: string, status: string) {
  await expect.poll(async () => (await api.messages(sid).fetch()).status).toBe(status);
  return api.messages(sid).fetch();
}

const auth = ({ sid, authToken }: OwnAccount) => ({ Authorization: `Basic ${btoa(`${sid}:${authToken}`)}` });

/** What a simulated phone shows, newest first. */
async function textsOn(account: OwnAccount, phone: string): Promise<string[]> {
  const answer = await fetch(`${account.apiUrl}/senderpool/v1/Handsets/${phone}/Messages`, { headers: auth(account) });
  return (await answer.json()).messages.map(({ body }: { body: string }) => body);
}

async function simulate(account: OwnAccount, text: Record<string, string>): Promise<{ sid: string }> {
  const answer = await fetch(`${account.apiUrl}/senderpool/v1/Simulator/Inbound`, {
    method: "POST",
    headers: auth(account),
    body: new URLSearchParams(text),
  });
  expect(answer.status).toBe(201);
  return answer.json();
}
