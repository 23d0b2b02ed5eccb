import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createIdSource, fromSid, toSid } from "@/lib/domain/sid";
import { acceptOne } from "@/lib/operations/accept";
import { createOwnedSender } from "@/lib/operations/owned-senders";
import { foldDeltas } from "@/lib/store/rollups";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

/** No gateway runs and the clock stands: what waits stays, and every figure is exact. Queues are made before that moment. */
const NOW = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 600_000);
const db = (await testDatabase()).open();
const clock = { now: () => NOW, newId: createIdSource({ now: () => NOW.getTime(), randomBytes }) };
const world = testWorld(db, { ...clock, accept: acceptOne(db, { ...clock, simulatedMps: 10 }) });
const baseUrl = await serveApi(world);

async function customer() {
  const account = await createAccount(world);
  const api = sdkClient(baseUrl, account);
  const own = async (method: string, path: string, params: Record<string, string> = {}) => {
    const answer = await fetch(`${baseUrl}/senderpool/v1/${path}`, {
      method,
      headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
      ...(method === "POST" && { body: new URLSearchParams(params) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const send = async (from: string, count: number, given: object = {}) => {
    const sids: string[] = [];
    for (let sent = 0; sent < count; sent++) {
      sids.push((await api.messages.create({ to: "+15553332222", from, body: "Ready", ...given })).sid);
    }
    while ((await foldDeltas(db.sql, 1_000)) > 0);
    return sids;
  };
  return { account, own, send };
}

const after = (ms: number) => new Date(NOW.getTime() + ms).toUTCString().replace("GMT", "+0000");
const sidOf = ({ id }: { id: string }) => toSid("PN", id);

test("a sender's queue tells its rate, what waits, for how long it takes, and since when the oldest waits", async () => {
  const { account, own, send } = await customer();
  const number = await createNumber(account.ctx);
  const idle = { segments_per_second: 10, queued_segments: 0, queue_capacity: 360_000, drain_seconds: 0 };
  expect((await own("GET", `Queues/${sidOf(number)}`)).body).toMatchObject({ ...idle, oldest_waiting: null });

  expect((await own("POST", `Queues/${sidOf(number)}`, { SegmentsPerSecond: "2" })).body).toMatchObject({
    segments_per_second: 2,
    queue_capacity: 72_000,
  });
  await send(number.phoneNumber, 1);
  await send(number.phoneNumber, 2, { body: "x".repeat(161) });
  expect(await own("GET", `Queues/${sidOf(number)}`)).toEqual({
    status: 200,
    body: {
      account_sid: account.sid,
      sid: sidOf(number),
      sender: number.phoneNumber,
      sender_type: "local",
      service_sid: null,
      segments_per_second: 2,
      queued_segments: 5,
      queue_capacity: 72_000,
      drain_seconds: 2.5,
      shared_by: null,
      oldest_waiting: after(0),
      mms: { ...idle, shared_by: "account" },
      account: null,
    },
  });
  expect((await own("POST", `Queues/${sidOf(number)}`, { SegmentsPerSecond: "" })).body).toMatchObject({
    segments_per_second: 10,
  });
});

test("a message tells when it is expected to leave, and whether its validity ends before", async () => {
  const { account, own, send } = await customer();
  const number = await createNumber(account.ctx);
  await own("POST", `Queues/${sidOf(number)}`, { SegmentsPerSecond: "0.5" });
  const sids = [...(await send(number.phoneNumber, 3)), ...(await send(number.phoneNumber, 1, { validityPeriod: 5 }))];
  const leaving = await Promise.all(sids.map(async (sid) => (await own("GET", `Messages/${sid}/Departure`)).body));
  expect(leaving.map((body) => [body.expected_send_time, body.expires_before])).toEqual([
    [after(0), false],
    [after(2_000), false],
    [after(4_000), false],
    [after(6_000), true],
  ]);
  expect(leaving[3]).toMatchObject({ message_sid: sids[3], status: "queued", valid_until: after(5_000) });
  await db.sql.query("UPDATE message SET status = 'delivered' WHERE id = $1", [fromSid("SM", sids[0]!)]);
  expect((await own("GET", `Messages/${sids[0]}/Departure`)).body).toMatchObject({ expected_send_time: null });
});

test("long codes of a campaign show the campaign's queue, and all senders the account's when it has a rate", async () => {
  const { account, own, send } = await customer();
  const numbers = [await createNumber(account.ctx), await createNumber(account.ctx)];
  const service = await createServiceWith(account.ctx, numbers);
  const update = (table: string, column: string, id: string, rate: number) =>
    db.sql.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [id, rate]);
  await update("messaging_service", "campaign_segments_per_second", service.id, 4);
  await update("account", "segments_per_second", account.ctx.accountId, 2);
  for (const { phoneNumber } of numbers) await send(phoneNumber, 2);
  const { body } = await own("GET", "Queues");
  const shared = { segments_per_second: 4, shared_by: "campaign", service_sid: toSid("MG", service.id) };
  const limit = { segments_per_second: 2, queued_segments: 4, drain_seconds: 2 };
  // The last of them leaves when the account lets it, and takes a campaign's slot from then on.
  expect(body.queues).toMatchObject(numbers.map(() => ({ ...shared, drain_seconds: 1.75, account: limit })));
});

test("queues are listed by pages, of senders of every kind", async () => {
  const { account, own } = await customer();
  const service = await createServiceWith(account.ctx, [await createNumber(account.ctx)]);
  await createOwnedSender(account.ctx, { address: "24680", country: "US" });
  await createOwnedSender(account.ctx, { address: "whatsapp:+14155550177" });
  await own("POST", `Services/${toSid("MG", service.id)}/AlphaSenders`, { AlphaSender: "Owls" });
  const kinds: string[] = [];
  for (let next: string | null = "Queues?PageSize=2"; next; ) {
    const { body } = await own("GET", next.replace("/senderpool/v1/", ""));
    kinds.push(...body.queues.map((queue: { sender_type: string }) => queue.sender_type));
    next = body.next_page_uri;
  }
  expect(kinds).toEqual(["local", "short-code", "whatsapp"]);
});

test.each([
  ["0", 20001],
  ["-1", 20001],
  ["10001", 20001],
  ["fast", 20001],
])("a rate of %s is refused", async (SegmentsPerSecond, code) => {
  const { account, own } = await customer();
  const number = await createNumber(account.ctx);
  expect(await own("POST", `Queues/${sidOf(number)}`, { SegmentsPerSecond })).toMatchObject({
    status: 400,
    body: { code },
  });
  expect(await own("POST", `Queues/${sidOf(number)}`)).toMatchObject({
    status: 200,
    body: { segments_per_second: 10 },
  });
});

test("a name sends at its kind's rate and has none of its own", async () => {
  const { account, own } = await customer();
  const api = sdkClient(baseUrl, account);
  await api.messages.create({ to: "+4915155550134", from: "OWLS", body: "Hi" });
  const { body } = await own("GET", "Queues");
  expect(body.queues).toMatchObject([{ sender: "OWLS", sender_type: "alphanumeric", mms: null }]);
  const refused = await own("POST", `Queues/${body.queues[0].sid}`, { SegmentsPerSecond: "5" });
  expect(refused).toMatchObject({ status: 400, body: { code: 20001 } });
});
