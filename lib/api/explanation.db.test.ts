import { expect, test } from "vitest";
import { rfc2822 } from "@/lib/domain/dates";
import { toSid } from "@/lib/domain/sid";
import { createContent } from "@/lib/operations/content";
import { attachDomain, createDomain } from "@/lib/operations/link-domains";
import { buyNumber } from "@/lib/operations/phone-numbers";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

const db = (await testDatabase()).open();
const world = testWorld(db);
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const BRITISH = "+447700900001";
const [near, far] = [await createNumber(account.ctx, "415"), await createNumber(account.ctx, "212")];
const service = await createServiceWith(account.ctx, [near, far]);

async function explain(params: Record<string, string>, serviceId = service.id) {
  const answer = await fetch(`${baseUrl}/senderpool/v1/Services/${toSid("MG", serviceId)}/Explain`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    body: new URLSearchParams(params),
  });
  return { status: answer.status, body: await answer.json() };
}

test("a dry run tells sender, rule, every other sender with the reason, encoding, segments, price and time", async () => {
  const { status, body } = await explain({ To: "+14155550199", Body: "Your table is ready" });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    account_sid: account.sid,
    messaging_service_sid: toSid("MG", service.id),
    outcome: "sends",
    error_code: null,
    from: near.phoneNumber,
    rule: "area code",
    because: "it is the only sender of the recipient's area (415)",
    senders: [
      { phone_number: near.phoneNumber, outcome: "chosen", reason: "Nothing waited for it." },
      { phone_number: far.phoneNumber, outcome: "rejected" },
    ],
    senders_not_named: 0,
    encoding: "GSM-7",
    num_segments: "1",
    ucs2_forced_by: [],
    price: "-0.00750",
    price_unit: "USD",
    expected_wait_ms: 0,
    carrier_block: { code: 30034, enforced: false },
  });
  expect(body.settings_revision).toBeGreaterThan(0);
});

test("media are told as one MMS, and where none goes as a text with links", async () => {
  const media = { Body: "x".repeat(400), MediaUrl: "https://example.com/owl.png" };
  const { body: mms } = await explain({ To: "+14155550199", ...media });
  expect(mms).toMatchObject({ outcome: "sends", num_media: "1", num_segments: "1", price: "-0.02000" });
  const { body: links } = await explain({ To: "+447700900123", ...media });
  expect(links).toMatchObject({ outcome: "sends", num_media: "1", num_segments: "3", price: "-0.12000" });
  expect(links.body).toMatch(/x http:\/\/localhost:1\/m\/0000000$/);
  expect((await explain({ To: "+14155550199", MediaUrl: "owl.png" })).body).toMatchObject({
    outcome: "refused",
    error_code: 21620,
  });
});

test("a template, its variables and short links are told as the send has them: text, segments, price and sender", async () => {
  const { id } = await createContent(account.ctx, {
    friendlyName: "Table",
    language: "en",
    variables: { guest: "you" },
    types: { "twilio/text": { body: `A table for {{guest}}: https://owls.example/${"a".repeat(150)} {{1}}` } },
  });
  const domain = await createDomain(account.ctx, { domainName: "localhost:1" });
  await attachDomain(account.ctx, domain.id, service.id);
  const asked = { To: "+14155550199", ContentSid: toSid("HX", id), ContentVariables: '{"1":"“Ann”"}' };

  const long = await explain(asked);
  expect(long.body).toMatchObject({ outcome: "sends", encoding: "GSM-7", num_segments: "2", price: "-0.01500" });
  expect(long.body.body).toMatch(/^A table for you: https:\/\/owls\.example\/a{150} "Ann"$/);
  const short = await explain({ ...asked, ShortenUrls: "true", SmartEncoded: "false" });
  expect(short.body).toMatchObject({
    outcome: "sends",
    body: "A table for you: http://localhost:1/0000000000 “Ann”",
    encoding: "UCS-2",
    num_segments: "1",
    price: "-0.00750",
  });
  const links = await db.sql.query("SELECT FROM short_link WHERE account_id = $1", [account.ctx.accountId]);
  expect(links.rows).toHaveLength(0);

  const client = sdkClient(baseUrl, account);
  const sent = await client.messages.create({
    to: asked.To,
    contentSid: asked.ContentSid,
    contentVariables: asked.ContentVariables,
    shortenUrls: true,
    smartEncoded: false,
    messagingServiceSid: toSid("MG", service.id),
  });
  const { from, numSegments, body } = await client.messages(sent.sid).fetch();
  expect([from, numSegments, body.replace(/\/\d\w{9} /, "/0000000000 ")]).toEqual([
    short.body.from,
    short.body.num_segments,
    short.body.body,
  ]);
});

test("a template that cannot be filled, and links that cannot be shortened, are told with their codes", async () => {
  const bare = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  const code = async (params: Record<string, string>) => {
    const { body } = await explain({ To: "+14155550199", ...params }, bare.id);
    return [body.outcome, body.error_code];
  };
  expect(await code({ ContentSid: "HX123" })).toEqual(["refused", 21655]);
  expect(await code({ Body: "Hello", ContentVariables: "{}" })).toEqual(["refused", 21654]);
  expect(await code({ Body: "See https://owls.example/", ShortenUrls: "true" })).toEqual(["fails", 30106]);
  expect(await code({ Body: "Hello", ShortenUrls: "perhaps" })).toEqual(["refused", 20001]);
});

test("nothing is stored by a dry run", async () => {
  const count = async () =>
    (await db.sql.query("SELECT FROM message WHERE account_id = $1", [account.ctx.accountId])).rowCount;
  const before = await count();
  await explain({ To: "+14155550199", Body: "Hello" });
  expect(await count()).toBe(before);
});

test("the characters that make a text UCS-2 are named with their places", async () => {
  const { body } = await explain({ To: "+14155550199", Body: "Tea 🫖 at “four”" });
  expect(body).toMatchObject({ encoding: "UCS-2", body: 'Tea 🫖 at "four"' });
  expect(body.ucs2_forced_by).toEqual([{ character: "🫖", code_point: "U+1FAD6", index: 4 }]);
});

test("a sender's queue is the wait that is expected, and a validity that ends before is the failure", async () => {
  const busyUntil = new Date(Date.now() + 60_000);
  await db.sql.query("UPDATE queue_pace SET free_at = $2 WHERE queue = $1", [near.id, busyUntil]);
  const { body } = await explain({ To: "+14155550199", Body: "Hello", From: near.phoneNumber });
  expect(body).toMatchObject({
    outcome: "sends",
    rule: "from",
    expected_send_time: rfc2822(busyUntil),
  });
  expect(body.expected_wait_ms).toBeGreaterThan(50_000);
  await db.sql.query("UPDATE messaging_service SET validity_period = 5 WHERE id = $1", [service.id]);
  expect((await explain({ To: "+14155550199", Body: "Hello", From: near.phoneNumber })).body).toMatchObject({
    outcome: "fails",
    error_code: 30036,
  });
});

test("what would be accepted and fail is told with the senders that could not; what would be refused, with its code", async () => {
  expect((await explain({ To: "+14155550199", Body: "Hello", From: "+12125559999" })).body).toMatchObject({
    outcome: "fails",
    error_code: 21711,
    from: null,
  });
  const british = await createServiceWith(account.ctx, [await buyNumber(account.ctx, { phoneNumber: BRITISH })]);
  expect((await explain({ To: "+14155550199", Body: "Hello" }, british.id)).body).toMatchObject({
    outcome: "fails",
    error_code: 21703,
  });
  expect((await explain({ To: "nobody", Body: "Hello" })).body).toMatchObject({
    outcome: "refused",
    error_code: 21211,
  });
  expect((await explain({ Body: "Hello" })).body).toMatchObject({ outcome: "refused", error_code: 21604 });
});
