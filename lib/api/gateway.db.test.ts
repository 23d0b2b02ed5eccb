import { afterAll, expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { createApiKey, deleteApiKey } from "@/lib/operations/api-keys";
import { addSender, removeSender } from "@/lib/operations/sender-pool";
import { serveApi } from "@/lib/testing/api-server";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";

/** The API as a gateway serves it, settings cached, while the console writes from a process of its own. */

const TO = "+15553332222";

const { url, open } = await testDatabase();
const pipeline = await testPipeline(open({ connectionsMax: 8, hot: true }), url);
afterAll(() => pipeline.stop());
const { settings, accept, newId } = pipeline;
const baseUrl = await serveApi(testWorld(open(), { settings, accept, newId }));
const consoleWorld = testWorld(open());
const account = await createAccount(consoleWorld);
const client = sdkClient(baseUrl, account);

test("a message goes the whole way, and each callback is in order and signed", async () => {
  const sink = await startCallbackSink();
  afterAll(() => sink.close());
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  const sent = await client.messages.create({
    body: "Hello",
    messagingServiceSid: toSid("MG", service.id),
    statusCallback: `${sink.url}/status?order=7`,
    to: TO,
  });
  expect(sent).toMatchObject({ status: "accepted", from: null });

  const callbacks = await sink.until((received) => received.length >= 3);
  expect(callbacks.map(({ params }) => params.MessageStatus)).toEqual(["queued", "sent", "delivered"]);
  for (const callback of callbacks) expect(sink.isSigned(callback, account.authToken)).toBe(true);
  const fetched = await client.messages(sent.sid).fetch();
  expect(fetched).toMatchObject({ status: "delivered", from: number.phoneNumber, numSegments: "1", priceUnit: "USD" });
  expect(fetched.price).toMatch(/^-0\.\d{5}$/);
  expect(fetched.dateSent).toBeInstanceOf(Date);
});

test("a failure that only sending could tell is answered 201 and found in the log", async () => {
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const elsewhere = await createNumber(account.ctx);
  const sent = await client.messages.create({
    body: "Hello",
    messagingServiceSid: toSid("MG", service.id),
    from: elsewhere.phoneNumber,
    to: TO,
  });
  expect(sent).toMatchObject({ status: "accepted", errorCode: null, from: elsewhere.phoneNumber });
  expect(await client.messages(sent.sid).fetch()).toMatchObject({
    status: "failed",
    errorCode: 21711,
    errorMessage: "Sender is not associated with the specified Messaging Service",
  });
});

test("a key that is revoked in the console stops within a second", async () => {
  const { key, secret } = await createApiKey(account.ctx, { friendlyName: "Deploy" });
  const withKey = sdkClient(baseUrl, account, { sid: toSid("SK", key.id), secret });
  await withKey.messages.list({ limit: 1 });
  await deleteApiKey(account.ctx, key.id);
  const refused = () =>
    withKey.messages.list({ limit: 1 }).then(
      () => false,
      ({ status }) => status === 401,
    );
  await expect.poll(refused, { timeout: 1_000, interval: 20 }).toBe(true);
});

test("a sender that is added in the console sends in the next call, one that is removed stops within a second", async () => {
  const service = await createServiceWith(account.ctx, []);
  const send = () => client.messages.create({ body: "Hello", messagingServiceSid: toSid("MG", service.id), to: TO });
  await expect(send()).rejects.toMatchObject({ code: 21704 });

  const number = await createNumber(account.ctx);
  await addSender(account.ctx, service.id, number.id);
  expect((await send()).status).toBe("accepted");

  await removeSender(account.ctx, service.id, number.id);
  const refused = () =>
    send().then(
      () => 0,
      ({ code }) => code,
    );
  await expect.poll(refused, { timeout: 1_000, interval: 20 }).toBe(21704);
});
