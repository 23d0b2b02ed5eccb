import twilio from "twilio";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { updateNumber } from "@/lib/operations/phone-numbers";
import { updateService } from "@/lib/operations/services";
import { serveApi } from "@/lib/testing/api-server";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, type TestAccount, testWorld } from "@/lib/testing/factories";
import { type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";

const PATRON = "+14155550142";
const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const { MessagingResponse } = twilio.twiml;

/** A shop's web server, written with the official helper. */
function answerFor(path: string, params: Readonly<Record<string, string>>): { status: number; body: string } {
  const answer = new MessagingResponse();
  if (path === "/broken") return { status: 500, body: "" };
  if (path === "/fallback") answer.message(`Sorry (${params.ErrorCode})`);
  else if (path === "/menu") answer.redirect({ method: "GET" }, "/menu/today?lang=en");
  else if (path === "/menu/today") answer.message(`Mice, ${params.lang}`);
  else answer.message({ action: "/status" }, `You wrote: ${params.Body}`);
  return { status: 200, body: answer.toString() };
}
let sink: CallbackSink;
let pipeline: TestPipeline;
let baseUrl: string;
let account: TestAccount;
let client: twilio.Twilio;
let number: Awaited<ReturnType<typeof createNumber>>;
beforeAll(async () => {
  sink = await startCallbackSink(({ url: target, params }, response) => {
    const { status, body } = answerFor(new URL(target).pathname, params);
    response.writeHead(status, { "Content-Type": "text/xml" }).end(body);
  });
  pipeline = await testPipeline(db, url);
  const world = testWorld(db, { settings: pipeline.settings, accept: pipeline.accept });
  baseUrl = await serveApi(world);
  account = await createAccount(world);
  client = sdkClient(baseUrl, account);
  number = await createNumber(account.ctx);
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});

/** Somebody's phone. @returns the inbound message's SID */
async function text(body: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/senderpool/v1/Simulator/Inbound`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    body: new URLSearchParams({ From: PATRON, To: number.phoneNumber, Body: body }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { sid: string }).sid;
}
const point = (smsUrl: string, smsFallbackUrl?: string) =>
  updateNumber(account.ctx, number.id, {
    smsUrl: `${sink.url}${smsUrl}`,
    smsFallbackUrl: smsFallbackUrl && `${sink.url}${smsFallbackUrl}`,
  });
const lastReply = async () => (await client.messages.list({ to: PATRON, limit: 1 }))[0];
const isReplied = (body: string) =>
  expect.poll(lastReply, { timeout: 5_000 }).toMatchObject({
    body,
    direction: "outbound-reply",
    status: "delivered",
    from: number.phoneNumber,
    to: PATRON,
  });

test("what the helper's MessagingResponse says comes to the phone, and its action is told, signed", async () => {
  await point("/sms?shop=1");
  const sid = await text("Hoo?");
  await isReplied("You wrote: Hoo?");
  const statuses = () => sink.received.filter((request) => request.url === `${sink.url}/status`);
  await expect.poll(() => statuses().map(({ params }) => params.MessageStatus)).toEqual(["sent", "delivered"]);
  const [inbound] = sink.received;
  expect(inbound).toMatchObject({
    method: "POST",
    url: `${sink.url}/sms?shop=1`,
    params: { MessageSid: sid, NumMedia: "0" },
  });
  for (const request of [inbound!, ...statuses()]) expect(sink.isSigned(request, account.authToken)).toBe(true);
  expect(await client.messages(sid).fetch()).toMatchObject({ direction: "inbound", status: "received" });
});

test("a redirect leads to another document", async () => {
  await point("/menu");
  await text("Menu");
  await isReplied("Mice, en");
});

test("a webhook that fails is answered for by its fallback", async () => {
  await point("/broken", "/fallback");
  await text("Hoo?");
  await isReplied("Sorry (11200)");
});

test("a service's webhook answers in the name of the service", async () => {
  await point("/broken");
  const service = await createServiceWith(account.ctx, [number]);
  await updateService(account.ctx, service.id, {
    useInboundWebhookOnNumber: false,
    inboundRequestUrl: `${sink.url}/service`,
  });
  await text("Who?");
  await isReplied("You wrote: Who?");
  expect(await lastReply()).toMatchObject({ messagingServiceSid: toSid("MG", service.id) });
});
