import type twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fromSid, toSid } from "@/lib/domain/sid";
import { updateNumber } from "@/lib/operations/phone-numbers";
import { serveApi } from "@/lib/testing/api-server";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, type TestAccount, testWorld } from "@/lib/testing/factories";
import { type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";
import { idAt, storeMessage } from "@/lib/testing/stored-message";

const PATRON = "+14155550142";
const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });

let sink: CallbackSink;
let pipeline: TestPipeline;
let baseUrl: string;
let world: ReturnType<typeof testWorld>;
let account: TestAccount;
let client: twilio.Twilio;
beforeAll(async () => {
  // Status callbacks are refused; inbound webhooks are answered with a verb that messages do not have.
  sink = await startCallbackSink((callback, response) => {
    if (callback.params.MessageStatus) return response.writeHead(500).end("Owls are asleep");
    const twiml = "<Response><Dial>+15553332222</Dial></Response>";
    return response.writeHead(200, { "Content-Type": "text/xml" }).end(twiml);
  });
  pipeline = await testPipeline(db, url, { random: () => 0 });
  world = testWorld(db, { settings: pipeline.settings, accept: pipeline.accept });
  baseUrl = await serveApi(world);
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});
beforeEach(async () => {
  account = await createAccount(world);
  client = sdkClient(baseUrl, account);
});

const failed = (errorCode: number, given = {}) =>
  storeMessage(db, account.ctx.accountId, { status: "undelivered", errorCode, ...given });

describe("an alert", () => {
  test("tells of a message that failed", async () => {
    const message = await failed(30003);
    const [alert] = await client.monitor.v1.alerts.list();
    expect(alert).toMatchObject({
      accountSid: account.sid,
      errorCode: "30003",
      logLevel: "error",
      moreInfo: "https://www.twilio.com/docs/errors/30003",
      resourceSid: toSid("SM", message.id),
      requestUrl: null,
      dateGenerated: new Date(Math.floor(message.createdAt.getTime() / 1_000) * 1_000),
    });
    const fetched = await client.monitor.v1.alerts(alert!.sid).fetch();
    expect(fetched).toMatchObject({ sid: alert!.sid, errorCode: "30003", requestVariables: null });
  });

  test("tells of a callback that was refused, with the request and its answer", async () => {
    const { phoneNumber: from } = await createNumber(account.ctx);
    const statusCallback = `${sink.url}/status`;
    const { sid } = await client.messages.create({ to: PATRON, from, body: "Hoo", statusCallback });
    await expect.poll(async () => (await client.monitor.v1.alerts.list()).length, { timeout: 5_000 }).toBe(2);
    const [alert] = await client.monitor.v1.alerts.list();
    expect(alert).toMatchObject({ errorCode: "11200", requestMethod: "POST", requestUrl: statusCallback });
    const fetched = await client.monitor.v1.alerts(alert!.sid).fetch();
    expect(fetched.resourceSid).toBe(sid);
    expect(new URLSearchParams(fetched.requestVariables).get("MessageSid")).toBe(sid);
    expect(fetched.responseBody).toBe("Owls are asleep");
    expect(fetched.alertText).toMatch(/ErrorCode=11200&LogLevel=ERROR$/);
  });

  test("tells of what was passed over in an answer as a warning", async () => {
    const number = await createNumber(account.ctx);
    await updateNumber(account.ctx, number.id, { smsUrl: `${sink.url}/inbound`, smsMethod: "POST" });
    await fetch(`${baseUrl}/senderpool/v1/Simulator/Inbound`, {
      method: "POST",
      headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
      body: new URLSearchParams({ From: PATRON, To: number.phoneNumber, Body: "Hi" }),
    });
    const warnings = () => client.monitor.v1.alerts.list({ logLevel: "warning" });
    await expect.poll(async () => (await warnings()).length, { timeout: 5_000 }).toBe(1);
    const [alert] = await warnings();
    expect(alert).toMatchObject({ errorCode: "14110", logLevel: "warning", requestUrl: `${sink.url}/inbound` });
    const fetched = await client.monitor.v1.alerts(alert!.sid).fetch();
    expect(fetched.responseBody).toContain("<Dial>");
    expect(fetched.requestVariables).toContain("Body=Hi");
    expect(await client.monitor.v1.alerts.list({ logLevel: "error" })).toEqual([]);
  });
});

test("alerts are listed newest message first, page by page, there and back", async () => {
  const at = Date.now() - 60_000;
  for (let second = 0; second < 7; second++) {
    const createdAt = new Date(at + second * 1_000);
    await failed(30003, { id: idAt(createdAt), createdAt });
    await storeMessage(db, account.ctx.accountId, { id: idAt(createdAt), createdAt });
  }
  const all = await client.monitor.v1.alerts.list();
  const times = all.map(({ dateGenerated }) => dateGenerated.getTime());
  expect(times).toHaveLength(7);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  const first = await client.monitor.v1.alerts.page({ pageSize: 3 });
  const second = await first.nextPage();
  const third = await second?.nextPage();
  const pages = [first, second, third].map((page) => page?.instances.map(({ sid }) => sid) ?? []);
  expect(pages.flat()).toEqual(all.map(({ sid }) => sid));
  expect(await third?.nextPage()).toBeUndefined();
  expect((await third?.previousPage())?.instances.map(({ sid }) => sid)).toEqual(pages[1]);
});

test("alerts are asked for by level and time", async () => {
  const [before, between, after] = [-3, -2, -1].map((hours) => new Date(Date.now() + hours * 3_600_000));
  await failed(30005, { id: idAt(between!), createdAt: between });
  const { alerts } = client.monitor.v1;
  expect(await alerts.list({ startDate: before, endDate: after })).toHaveLength(1);
  expect(await alerts.list({ startDate: after })).toEqual([]);
  expect(await alerts.list({ endDate: before })).toEqual([]);
  expect(await alerts.list({ logLevel: "error" })).toHaveLength(1);
  for (const logLevel of ["warning", "notice", "debug"]) expect(await alerts.list({ logLevel })).toEqual([]);
  await expect(alerts.list({ logLevel: "owl" })).rejects.toMatchObject({ code: 20001 });
});

test("an alert goes with its message, and is nobody else's", async () => {
  const message = await failed(30003);
  const [alert] = await client.monitor.v1.alerts.list();
  const stranger = sdkClient(baseUrl, await createAccount(world));
  await expect(stranger.monitor.v1.alerts(alert!.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  expect(await stranger.monitor.v1.alerts.list()).toEqual([]);
  await client.messages(toSid("SM", message.id)).remove();
  await expect(client.monitor.v1.alerts(alert!.sid).fetch()).rejects.toMatchObject({ status: 404 });
  const nobodys = toSid("NO", fromSid("NO", alert!.sid)!.replace(/^.{8}/, "01234567"));
  await expect(client.monitor.v1.alerts(nobodys).fetch()).rejects.toMatchObject({ status: 404 });
});
