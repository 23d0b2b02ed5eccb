import { afterAll, expect, test } from "vitest";
import { fromSid } from "@/lib/domain/sid";
import { addSender } from "@/lib/operations/sender-pool";
import { serveApi } from "@/lib/testing/api-server";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, testWorld } from "@/lib/testing/factories";
import { testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";

/** Short codes, names and channels, from the request that adds them to the message that leaves by them. */

const GERMAN = "+4915155550134";
const FRENCH = "+33612345678";
const US = "+14155550134";

const { url, open } = await testDatabase();
const pipeline = await testPipeline(open({ connectionsMax: 8, hot: true }), url);
afterAll(() => pipeline.stop());
const { settings, accept, newId } = pipeline;
const world = testWorld(open(), { settings, accept, newId });
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const client = sdkClient(baseUrl, account);
const { services } = client.messaging.v1;

async function own(method: string, path: string, params: Record<string, string> = {}) {
  const answer = await fetch(`${baseUrl}/senderpool/v1/${path}`, {
    method,
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    ...(method === "POST" && { body: new URLSearchParams(params) }),
  });
  return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
}

const getSender = async (address: string, params: Record<string, string> = {}): Promise<string> => {
  const { status, body } = await own("POST", "Senders", { Address: address, ...params });
  expect([status, body]).toMatchObject([201, { address }]);
  return body.sid;
};

const newService = () => services.create({ friendlyName: "Owls" });

/** @returns the message once its fate is known */
async function fateOf(sid: string) {
  let message = await client.messages(sid).fetch();
  await expect
    .poll(async () => {
      message = await client.messages(sid).fetch();
      return message.status;
    })
    .toMatch(/delivered|failed/);
  return message;
}

const send = async (messagingServiceSid: string, to: string, given: { from?: string; mediaUrl?: string[] } = {}) =>
  fateOf((await client.messages.create({ messagingServiceSid, to, body: "Your table is ready", ...given })).sid);

let people = 0;
/** What a pool is takes effect within a second: gateways hear of it. @param place of the recipients, all but three digits */
const expectFrom = (messagingServiceSid: string, place: string, from: string | RegExp) =>
  expect
    .poll(
      async () => {
        people += 1;
        return (await send(messagingServiceSid, place + String(people).padStart(3, "0"))).from;
      },
      { timeout: 1_500, interval: 100 },
    )
    .toMatch(from);

const refused = (request: Promise<unknown>, status: number, code: number) =>
  expect(request).rejects.toMatchObject({ status, code });

test("a short code comes from the carrier, is set up over the wire, and belongs to one account", async () => {
  const sid = await getSender("24001", { Country: "us" });
  expect(sid).toMatch(/^SC[0-9a-f]{32}$/);
  expect(await client.shortCodes(sid).fetch()).toMatchObject({
    sid,
    shortCode: "24001",
    friendlyName: "24001",
    apiVersion: "2010-04-01",
    smsUrl: null,
    smsMethod: "POST",
  });
  const changed = await client.shortCodes(sid).update({ friendlyName: "Alerts", smsUrl: "https://example.com/in" });
  expect(changed).toMatchObject({ friendlyName: "Alerts", smsUrl: "https://example.com/in" });
  expect((await client.shortCodes.list({ shortCode: "24001" })).map((code) => code.sid)).toEqual([sid]);
  expect(await client.shortCodes.list({ friendlyName: "Nobody" })).toEqual([]);
  await refused(client.shortCodes(sid.replace("SC", "XE")).fetch(), 404, 20404);

  const stranger = sdkClient(baseUrl, await createAccount(world));
  await refused(stranger.shortCodes(sid).fetch(), 404, 20404);
  expect((await own("POST", "Senders", { Address: "24001", Country: "US" })).body).toMatchObject({ code: 21422 });
});

test.each([
  ["a short code without a country", { Address: "24002" }, 21421],
  ["a phone number", { Address: "+14155550100" }, 21421],
  ["a name", { Address: "ACME" }, 21421],
  ["a WhatsApp address without a number", { Address: "whatsapp:acme" }, 21421],
  ["a country that is none", { Address: "24002", Country: "XX" }, 20001],
  ["nothing", {}, 20001],
])("%s is no sender to get from the carrier", async (_rule, params: Record<string, string>, code) => {
  const { status, body } = await own("POST", "Senders", params);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code });
});

test("a short code joins one service, is its sender from then on, and leaves it again", async () => {
  const shortCodeSid = await getSender("24010", { Country: "US" });
  const [service, other] = [await newService(), await newService()];
  await addSender(account.ctx, fromSid("MG", service.sid) ?? "", (await createNumber(account.ctx)).id);
  await expectFrom(service.sid, "+14155550", /^\+1415/);

  const pool = services(service.sid).shortCodes;
  const added = await pool.create({ shortCodeSid });
  expect(added).toMatchObject({
    sid: shortCodeSid,
    serviceSid: service.sid,
    shortCode: "24010",
    countryCode: "US",
    capabilities: ["SMS", "MMS"],
    url: `${baseUrl}/v1/Services/${service.sid}/ShortCodes/${shortCodeSid}`,
  });
  await expectFrom(service.sid, "+14155550", /^24010$/);

  await refused(pool.create({ shortCodeSid }), 409, 21710);
  await refused(services(other.sid).shortCodes.create({ shortCodeSid }), 409, 21712);
  await refused(services(other.sid).shortCodes(shortCodeSid).fetch(), 404, 21711);
  await refused(pool.create({ shortCodeSid: `SC${"0".repeat(32)}` }), 404, 20404);
  await refused(pool.create({ shortCodeSid: "SC1" }), 400, 20423);
  expect((await pool.list()).map(({ sid }) => sid)).toEqual([shortCodeSid]);

  expect(await pool(shortCodeSid).remove()).toBe(true);
  await expectFrom(service.sid, "+19075550", /^\+1415/);
  expect((await own("GET", `Senders/${shortCodeSid}`)).body).toMatchObject({ service_sid: null });
});

test("a service has one name of its own and one for each destination", async () => {
  const { sid } = await newService();
  const { alphaSenders, destinationAlphaSenders } = services(sid);
  const owl = await alphaSenders.create({ alphaSender: "Owl Cafe" });
  expect(owl).toMatchObject({ alphaSender: "Owl Cafe", capabilities: ["SMS"], serviceSid: sid });
  expect(owl.sid).toMatch(/^AI[0-9a-f]{32}$/);
  await refused(alphaSenders.create({ alphaSender: "Owls" }), 409, 21710);

  const german = await destinationAlphaSenders.create({ alphaSender: "Eule", isoCountryCode: "de" });
  expect(german).toMatchObject({
    alphaSender: "Eule",
    isoCountryCode: "DE",
    url: `${baseUrl}/v1/Services/${sid}/DestinationAlphaSenders/${german.sid}`,
  });
  const rest = await destinationAlphaSenders.create({ alphaSender: "Hibou" });
  expect(rest.isoCountryCode).toBeNull();
  await refused(destinationAlphaSenders.create({ alphaSender: "Uhu", isoCountryCode: "DE" }), 409, 21710);
  await refused(destinationAlphaSenders.create({ alphaSender: "Uhu" }), 409, 21710);

  expect((await alphaSenders.list()).map((one) => one.sid)).toEqual([owl.sid]);
  expect((await destinationAlphaSenders.list()).map((one) => one.sid)).toEqual([german.sid, rest.sid]);
  expect((await destinationAlphaSenders.list({ isoCountryCode: "DE" })).map((one) => one.sid)).toEqual([german.sid]);
  await refused(alphaSenders(german.sid).fetch(), 404, 21711);
  await refused(destinationAlphaSenders(`AI${"0".repeat(32)}`).fetch(), 404, 20404);

  await expectFrom(sid, "+49151555501", /^Eule$/);
  await expectFrom(sid, "+33612345", /^Hibou$/);
  expect(await send(sid, US)).toMatchObject({ status: "failed", errorCode: 21703 });
  await destinationAlphaSenders(rest.sid).remove();
  await expectFrom(sid, "+33612345", /^Owl Cafe$/);
  expect(await send(sid, FRENCH, { from: "Owl Cafe" })).toMatchObject({ from: "Owl Cafe", status: "delivered" });
  expect(await send(sid, US, { from: "Owl Cafe" })).toMatchObject({ status: "failed", errorCode: 21612 });
});

test.each([
  ["nothing", {}, 21708],
  ["digits only", { AlphaSender: "12345" }, 21709],
  ["twelve characters", { AlphaSender: "TwelveLetter" }, 21709],
  ["a letter that is not plain", { AlphaSender: "Café" }, 21709],
  ["a name that could be anybody's", { AlphaSender: "INFO" }, 21709],
  ["a name for where none are shown", { AlphaSender: "Owls", IsoCountryCode: "US" }, 21709],
  ["a country that is none", { AlphaSender: "Owls", IsoCountryCode: "XX" }, 20001],
])("%s is no name for a destination", async (_rule, params: Record<string, string>, code) => {
  const { sid } = await newService();
  const answer = await fetch(`${baseUrl}/v1/Services/${sid}/DestinationAlphaSenders`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    body: new URLSearchParams(params),
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code }]);
});

test("a name can be given as From without a service, a hundred of them at most", async () => {
  const create = (from: string, to = GERMAN) => client.messages.create({ from, to, body: "Your table is ready" });
  const sent = await create("Owl Cafe 7");
  expect(sent).toMatchObject({ from: "Owl Cafe 7", status: "queued" });
  expect(await fateOf(sent.sid)).toMatchObject({ status: "delivered", from: "Owl Cafe 7" });
  await refused(create("Owl Cafe 7", US), 400, 21612);
  await refused(create("OTP"), 400, 21212);
  for (let one = 1; one < 100; one += 1) await create(`Owl ${one}`);
  await refused(create("Owl 100"), 400, 21212);
  expect(await create("Owl 99")).toMatchObject({ from: "Owl 99" });
});

test("a short code can be given as From, inside its country", async () => {
  await getSender("24020", { Country: "US" });
  const sent = await client.messages.create({ from: "24020", to: US, body: "Hoot" });
  expect(await fateOf(sent.sid)).toMatchObject({ from: "24020", status: "delivered" });
  await refused(client.messages.create({ from: "24020", to: GERMAN, body: "Hoot" }), 400, 21659);
  await refused(client.messages.create({ from: "24029", to: US, body: "Hoot" }), 400, 21659);
});

test("on WhatsApp both sides keep their prefix, and a service sends from its WhatsApp sender only", async () => {
  const address = "whatsapp:+14155550177";
  const sender = await getSender(address);
  const service = await newService();
  await addSender(account.ctx, fromSid("MG", service.sid) ?? "", (await createNumber(account.ctx)).id);
  expect(await send(service.sid, `whatsapp:${GERMAN}`)).toMatchObject({ status: "failed", errorCode: 21703 });

  const { channelSenders } = services(service.sid);
  expect(await channelSenders.create({ sid: sender })).toMatchObject({
    sid: sender,
    messagingServiceSid: service.sid,
    sender: address,
    senderType: "WhatsApp",
    countryCode: "US",
  });
  expect((await channelSenders.list()).map(({ sid }) => sid)).toEqual([sender]);
  await refused(channelSenders.create({ sid: sender }), 409, 21710);
  const long = "Hoot! ".repeat(100);
  const sent = await client.messages.create({ messagingServiceSid: service.sid, to: `whatsapp:${GERMAN}`, body: long });
  expect(await fateOf(sent.sid)).toMatchObject({
    status: "delivered",
    from: address,
    to: `whatsapp:${GERMAN}`,
    numSegments: "1",
  });
  expect((await send(service.sid, US)).from).toMatch(/^\+1415/);

  const from = { from: address, body: "Hoot" };
  await refused(client.messages.create({ ...from, to: US }), 400, 21910);
  await refused(client.messages.create({ ...from, to: address }), 400, 63031);
  await refused(client.messages.create({ ...from, from: "whatsapp:+14155550178", to: `whatsapp:${US}` }), 400, 63007);
  await refused(client.messages.create({ ...from, to: "whatsapp:owl" }), 400, 21211);
  expect(await channelSenders(sender).remove()).toBe(true);
  await refused(channelSenders(sender).fetch(), 404, 21711);
});

test("what comes in for a short code or on WhatsApp is told to its webhook and answered from it", async () => {
  const sink = await startCallbackSink((_request, response) =>
    response.writeHead(200, { "Content-Type": "text/xml" }).end("<Response><Message>Hoot back</Message></Response>"),
  );
  afterAll(() => sink.close());
  const whatsapp = "whatsapp:+14155550188";
  await getSender("24030", { Country: "US", SmsUrl: `${sink.url}/code` });
  await getSender(whatsapp, { SmsUrl: `${sink.url}/whatsapp` });
  for (const [from, to] of [
    [US, "24030"],
    [`whatsapp:${US}`, whatsapp],
  ] as const) {
    expect(await own("POST", "Simulator/Inbound", { From: from, To: to, Body: "Hoot?" })).toMatchObject({
      status: 201,
      body: { direction: "inbound", from, to },
    });
    await expect
      .poll(async () => (await client.messages.list({ from: to, to: from })).map((reply) => reply.body))
      .toEqual(["Hoot back"]);
  }
  expect(sink.received.map(({ params }) => [params.From, params.To])).toEqual([
    [US, "24030"],
    [`whatsapp:${US}`, whatsapp],
  ]);
  expect((await own("POST", "Simulator/Inbound", { From: US, To: whatsapp, Body: "Hoot?" })).body).toMatchObject({
    code: 21910,
  });
  expect((await own("POST", "Simulator/Inbound", { From: US, To: "Owl Cafe", Body: "Hoot?" })).body).toMatchObject({
    code: 21211,
  });
});

test("STOP to a short code of a service silences the service; a short code alone leaves it to the application", async () => {
  const service = await newService();
  const [pooled, alone] = [await getSender("24040", { Country: "US" }), await getSender("24041", { Country: "US" })];
  await services(service.sid).shortCodes.create({ shortCodeSid: pooled });
  const person = "+14155550191";
  await own("POST", "Simulator/Inbound", { From: person, To: "24041", Body: "STOP" });
  expect(await own("GET", `Senders/${alone}`)).toMatchObject({ status: 200 });
  const sent = await client.messages.create({ from: "24041", to: person, body: "Hoot" });
  expect(await fateOf(sent.sid)).toMatchObject({ status: "delivered" });

  await own("POST", "Simulator/Inbound", { From: person, To: "24040", Body: "STOP" });
  expect(await send(service.sid, person)).toMatchObject({ status: "failed", errorCode: 21610 });
  await refused(client.messages.create({ from: "24040", to: person, body: "Hoot" }), 400, 21610);
});

test("a service that is deleted gives its short codes back, and one that is given back is gone", async () => {
  const service = await newService();
  const shortCodeSid = await getSender("24050", { Country: "US" });
  await services(service.sid).shortCodes.create({ shortCodeSid });
  await services(service.sid).alphaSenders.create({ alphaSender: "Owls" });
  await services(service.sid).remove();
  expect((await own("GET", `Senders/${shortCodeSid}`)).body).toMatchObject({ service_sid: null });
  expect((await own("DELETE", `Senders/${shortCodeSid}`)).status).toBe(204);
  expect((await own("GET", `Senders/${shortCodeSid}`)).status).toBe(404);
});
