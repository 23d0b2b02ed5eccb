import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SHORT_LINK_DAYS } from "@/lib/domain/link-shortening";
import { toSid } from "@/lib/domain/sid";
import { createDomain } from "@/lib/operations/link-domains";
import { readMessage } from "@/lib/operations/message-view";
import { serveApi } from "@/lib/testing/api-server";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { CERTIFICATE } from "@/lib/testing/certificate";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, type TestAccount, testWorld } from "@/lib/testing/factories";
import { type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";

const { open, url } = await testDatabase();
const db = open({ connectionsMax: 8, hot: true });
const PHONE = "+15553332222";
const LONG = "https://shop.example.com/orders/4711?from=sms#top";
const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";
const DAY_MS = 86_400_000;

let pipeline: TestPipeline;
let baseUrl: string;
let account: TestAccount;
let sink: CallbackSink;
let api: ReturnType<typeof sdkClient>;
let offsetMs = 0;
let serviceId: string;
let domainId: string;

beforeAll(async () => {
  pipeline = await testPipeline(db, url);
  sink = await startCallbackSink();
  const now = () => new Date(Date.now() + offsetMs);
  const world = testWorld(db, { settings: pipeline.settings, accept: pipeline.accept, now });
  baseUrl = await serveApi(world);
  account = await createAccount(world);
  api = sdkClient(baseUrl, account);
});
afterAll(async () => {
  await pipeline.stop();
  await sink.close();
});
beforeEach(async () => {
  offsetMs = 0;
  serviceId = (await createServiceWith(account.ctx, [await createNumber(account.ctx)])).id;
  domainId = (await createDomain(account.ctx, { domainName: `${serviceId.slice(-8)}.example.com` })).id;
});

const DN = () => toSid("DN", domainId);
const MG = () => toSid("MG", serviceId);
const attach = () => api.messaging.v1.linkshorteningMessagingService(DN(), MG()).create();
const send = (body: string, given: object = {}) =>
  api.messages.create({ to: PHONE, messagingServiceSid: MG(), body, shortenUrls: true, ...given });

/** A message with a short link, whose text is as it left. */
async function shortened(body = `Ready: ${LONG}.`) {
  await attach();
  await api.messaging.v1.requestManagedCert(DN()).update();
  const created = await send(body);
  const { body: text } = await api.messages(created.sid).fetch();
  const [, code = ""] = /\/([0-9][0-9A-Za-z]{9})/.exec(text) ?? [];
  return { created, text, code };
}

const visit = (path: string, given: RequestInit & { userAgent?: string } = {}) =>
  fetch(baseUrl + path, { redirect: "manual", ...given, headers: { "User-Agent": given.userAgent ?? SAFARI } });

test("a link is shortened: the create answers the long one, what leaves has the short one, which leads there and is counted", async () => {
  const { created, text, code } = await shortened();
  expect(created).toMatchObject({ status: "accepted", body: `Ready: ${LONG}.` });
  expect(text).toBe(`Ready: https://${serviceId.slice(-8)}.example.com/${code}.`);
  const answer = await visit(`/${code}?utm=1`);
  expect(answer.status).toBe(302);
  expect(answer.headers.get("Location")).toBe(LONG);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  await visit(`/${code}`, { userAgent: "WhatsApp/2.23" });
  await visit(`/${code}`, { method: "HEAD" });
  const { links } = await readMessage(account.ctx, { id: idOf(created.sid) });
  expect(links).toMatchObject([{ url: LONG, clicks: 1, previews: 1, shown: text.slice(7, -1) }]);
});

const idOf = (sid: string) => sid.slice(2).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

test("the installation's own address needs no certificate, and https may be left out", async () => {
  const { id } = await createDomain(account.ctx, { domainName: "localhost:1" });
  await api.messaging.v1.linkshorteningMessagingService(toSid("DN", id), MG()).create();
  const textOf = async () => (await api.messages((await send(LONG)).sid).fetch()).body;
  expect(await textOf()).toMatch(/^http:\/\/localhost:1\/\w{10}$/);
  await api.messaging.v1.domainConfig(toSid("DN", id)).update({ disableHttps: true });
  await expect.poll(textOf, { timeout: 1_000 }).toMatch(/^localhost:1\/\w{10}$/);
});

test("a click is told to the domain's callback in JSON, signed by its digest, and recorded with the message", async () => {
  const callbackUrl = `${sink.url}/clicks?shop=1`;
  await api.messaging.v1.domainConfig(DN()).update({ callbackUrl });
  const { created, code } = await shortened();
  await visit(`/${code}`);
  const request = (await sink.until((received) => received.some(({ url: to }) => to.startsWith(callbackUrl)))).find(
    ({ url: to }) => to.startsWith(callbackUrl),
  )!;
  expect(request.headers["content-type"]).toBe("application/json");
  const { to, from, click_time, ...said } = JSON.parse(request.body);
  expect(said).toEqual({
    event_type: "click",
    sms_sid: created.sid,
    link: LONG,
    messaging_service_sid: MG(),
    account_sid: account.sid,
    user_agent: SAFARI,
  });
  expect([to, from]).toEqual([PHONE, expect.stringMatching(/^\+1415/)]);
  expect(new Date(click_time).getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(request.url).toMatch(/\/clicks\?shop=1&bodySHA256=[0-9a-f]{64}$/);
  expect(sink.isSigned(request, account.authToken)).toBe(true);
  const clicks = async () =>
    (await readMessage(account.ctx, { id: idOf(created.sid) })).exchanges.filter(({ kind }) => kind === "click");
  await expect.poll(clicks, { timeout: 5_000 }).toMatchObject([{ tells: "click", signature: { matches: true } }]);
});

test("after 90 days a link leads to its domain's fallback, uncounted; so does one that nobody knows, by its host", async () => {
  const { created, code } = await shortened();
  offsetMs = SHORT_LINK_DAYS * DAY_MS - 60_000;
  expect((await visit(`/${code}`)).headers.get("Location")).toBe(LONG);
  offsetMs += 120_000;
  expect((await visit(`/${code}`)).status).toBe(404);
  await api.messaging.v1.domainConfig(DN()).update({ fallbackUrl: "https://shop.example.com/" });
  expect((await visit(`/${code}`)).headers.get("Location")).toBe("https://shop.example.com/");
  const { links } = await readMessage(account.ctx, { id: idOf(created.sid) });
  expect(links[0]?.clicks).toBe(1);
  expect((await visit("/0000000000")).status).toBe(404);
});

test("nothing but what a message had is led to, and a path of the console never is a link", async () => {
  for (const path of [
    "/0/..//evil.example",
    "/0000000000?url=https://evil.example",
    "/0000000000/https://evil.example",
  ]) {
    const answer = await visit(path);
    expect(answer.status === 302).toBe(false);
  }
  expect((await visit("/0000000000", { method: "POST" })).status).toBe(405);
});

test("a link goes on leading when its message was deleted, and is then told to nobody", async () => {
  await api.messaging.v1.domainConfig(DN()).update({ callbackUrl: `${sink.url}/gone` });
  const { created, code } = await shortened();
  await expect
    .poll(async () => (await api.messages(created.sid).fetch()).status, { timeout: 10_000 })
    .toBe("delivered");
  await api.messages(created.sid).remove();
  expect((await visit(`/${code}`)).headers.get("Location")).toBe(LONG);
  const { rows } = await db.sql.query("SELECT FROM webhook_due WHERE kind = 'click'");
  expect(rows).toEqual([]);
});

test("reloading a link for ever fills no queue", async () => {
  await api.messaging.v1.domainConfig(DN()).update({ callbackUrl: `${sink.url}/many` });
  const { code } = await shortened();
  await db.sql.query("UPDATE short_link SET clicks = 1000 WHERE code = $1", [code]);
  await visit(`/${code}`);
  const { rows } = await db.sql.query("SELECT clicks FROM short_link WHERE code = $1", [code]);
  expect(rows).toEqual([{ clicks: 1_001 }]);
  const owed = await db.sql.query("SELECT FROM webhook_due WHERE kind = 'click'");
  expect(owed.rows).toEqual([]);
});

describe("where links cannot be shortened", () => {
  const outcome = async () => {
    const { errorCode, body } = await api.messages((await send(LONG)).sid).fetch();
    return [errorCode, body];
  };
  test("a message without a service is refused, one whose service has no domain fails with 30106", async () => {
    const { phoneNumber: from } = await createNumber(account.ctx);
    await expect(api.messages.create({ to: PHONE, from, body: LONG, shortenUrls: true })).rejects.toMatchObject({
      status: 400,
      code: 20001,
    });
    expect(await outcome()).toEqual([30106, LONG]);
    const sendAt = new Date(Date.now() + 900_000);
    await expect(send(LONG, { scheduleType: "fixed", sendAt })).rejects.toMatchObject({ status: 400, code: 30106 });
  });

  test("without a certificate it fails with 30103, or goes on with long links where that is set", async () => {
    await attach();
    expect(await outcome()).toEqual([30103, LONG]);
    await api.messaging.v1.domainConfig(DN()).update({ continueOnFailure: true });
    await expect.poll(outcome, { timeout: 1_000 }).toEqual([null, LONG]);
  });

  test("a text without links, and a request that does not ask, leave as they are", async () => {
    await attach();
    const { errorCode } = await api.messages((await send("No links")).sid).fetch();
    expect(errorCode).toBeNull();
    const asked = await send(LONG, { shortenUrls: false });
    expect((await api.messages(asked.sid).fetch()).body).toBe(LONG);
  });
});

describe("a domain's resources", () => {
  test("settings are changed one by one and told in three places", async () => {
    const set = await api.messaging.v1
      .domainConfig(DN())
      .update({ fallbackUrl: "https://example.com/", callbackUrl: `${sink.url}/x`, continueOnFailure: true });
    expect(set).toMatchObject({
      domainSid: DN(),
      configSid: toSid("ZK", domainId),
      fallbackUrl: "https://example.com/",
      continueOnFailure: true,
      disableHttps: false,
      url: `${baseUrl}/v1/LinkShortening/Domains/${DN()}/Config`,
    });
    await api.messaging.v1.domainConfig(DN()).update({ callbackUrl: "" });
    expect(await api.messaging.v1.domainConfig(DN()).fetch()).toMatchObject({
      fallbackUrl: "https://example.com/",
      callbackUrl: null,
    });
    await attach();
    expect(await api.messaging.v1.domainConfigMessagingService(MG()).fetch()).toMatchObject({
      domainSid: DN(),
      messagingServiceSid: MG(),
      fallbackUrl: "https://example.com/",
    });
    expect(await api.messaging.v1.linkshorteningMessagingServiceDomainAssociation(MG()).fetch()).toMatchObject({
      domainSid: DN(),
      messagingServiceSid: MG(),
    });
    await expect(api.messaging.v1.domainConfig(DN()).update({ callbackUrl: "owl" })).rejects.toMatchObject({
      code: 20001,
    });
  });

  test("a service has one domain at most, which it can give back", async () => {
    expect(await attach()).toMatchObject({ domainSid: DN(), messagingServiceSid: MG() });
    await attach();
    const other = await createDomain(account.ctx, { domainName: `other-${serviceId.slice(-8)}.example.com` });
    const elsewhere = api.messaging.v1.linkshorteningMessagingService(toSid("DN", other.id), MG());
    await expect(elsewhere.create()).rejects.toMatchObject({ status: 400, code: 30130 });
    await expect(elsewhere.remove()).rejects.toMatchObject({ status: 404 });
    expect(await api.messaging.v1.linkshorteningMessagingService(DN(), MG()).remove()).toBe(true);
    await expect(api.messaging.v1.linkshorteningMessagingServiceDomainAssociation(MG()).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
    expect(await elsewhere.create()).toMatchObject({ domainSid: toSid("DN", other.id) });
  });

  test("a certificate is told of, never its key; what is none, over, or of another name is refused", async () => {
    const certificate = api.messaging.v1.domainCerts(DN());
    await expect(certificate.fetch()).rejects.toMatchObject({ status: 404 });
    expect(await api.messaging.v1.requestManagedCert(DN()).update()).toMatchObject({
      domainSid: DN(),
      managed: true,
      domainName: `https://${serviceId.slice(-8)}.example.com`,
    });
    expect((await certificate.fetch()).certificateSid).toMatch(/^CW[0-9a-f]{32}$/);
    await expect(certificate.update({ tlsCert: "owl" })).rejects.toMatchObject({ status: 400, code: 20001 });
    await expect(certificate.update({ tlsCert: OVER })).rejects.toMatchObject({ message: /over/ });
    await expect(certificate.update({ tlsCert: CERTIFICATE })).rejects.toMatchObject({ message: /not for/ });
    expect(await certificate.remove()).toBe(true);
    await expect(certificate.remove()).rejects.toMatchObject({ status: 404 });

    const { id } = await createDomain(account.ctx, { domainName: "link.example.com" });
    const key = "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----";
    const saved = await api.messaging.v1.domainCerts(toSid("DN", id)).update({ tlsCert: `${CERTIFICATE}\n${key}` });
    expect(saved.dateExpires.getUTCFullYear()).toBe(2126);
    const { rows } = await db.sql.query("SELECT FROM link_domain d WHERE d::text LIKE '%SECRET%'");
    expect(rows).toEqual([]);
  });

  test("a name that leads nowhere is told to be invalid, with the reason", async () => {
    const { id } = await createDomain(account.ctx, { domainName: "owl.invalid" });
    const verdict = await api.messaging.v1.domainValidateDns(toSid("DN", id)).fetch();
    expect(verdict).toMatchObject({ isValid: false, reason: "No address was found for owl.invalid" });
    const local = await createDomain(account.ctx, { domainName: "localhost:9" });
    expect(await api.messaging.v1.domainValidateDns(toSid("DN", local.id)).fetch()).toMatchObject({ isValid: true });
  });

  test("another account's domain is not there", async () => {
    const stranger = sdkClient(baseUrl, await createAccount(testWorld(db)));
    await expect(stranger.messaging.v1.domainConfig(DN()).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(stranger.messaging.v1.domainConfig(DN()).update({})).rejects.toMatchObject({ status: 404 });
    await expect(stranger.messaging.v1.linkshorteningMessagingService(DN(), MG()).create()).rejects.toMatchObject({
      status: 404,
    });
    await expect(stranger.messaging.v1.requestManagedCert(DN()).update()).rejects.toMatchObject({ status: 404 });
  });
});

/** For link.example.com, from 2020-01-01 to 2020-01-02. */
const OVER = `-----BEGIN CERTIFICATE-----
MIIBHjCBxAIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBBsaW5rLmV4YW1wbGUu
Y29tMB4XDTIwMDEwMTAwMDAwMFoXDTIwMDEwMjAwMDAwMFowGzEZMBcGA1UEAwwQ
bGluay5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABM2YznHp
lRon4OTVcgG7wGqp0mU5UxLbBpp83vOyftScp5lsq/orI+BSXXDrObCXZGHzCv3X
neVE0VB/WpK8stkwCgYIKoZIzj0EAwIDSQAwRgIhAJFpkGTp7UnETkFRhO8AjBKO
s3evIfWEYGhDhnDRZqg1AiEAwEGfd/fb7ljbQq2BseBzox7/I4llbn/xq3Vpolqv
MNw=
-----END CERTIFICATE-----`;
