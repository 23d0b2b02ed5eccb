import { beforeEach, expect, test } from "vitest";
import type { Message } from "@/lib/domain/message";
import type { MessageFilter } from "@/lib/domain/message-filter";
import * as messages from "@/lib/store/messages";
import { testDatabase } from "@/lib/testing/database";
import { idAt, storeAccount, storeMessage } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open();
const NOON = new Date("2026-05-03T12:00:00Z");
const SERVICE = "0190a000-0000-7000-8000-000000000001";

let accountId: string;
beforeEach(async () => {
  accountId = await storeAccount(db);
});

const minutesAfter = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const store = (given: Partial<Message> = {}) => storeMessage(db, accountId, { createdAt: NOON, ...given });
const deed = (id: string) => ({ accountId, id, at: minutesAfter(60), actor: "ada@example.com" });
const everything = { limit: 50 };
async function listed(filter: MessageFilter) {
  return (await messages.list(db, accountId, filter, everything)).rows.map((row) => row.id);
}
async function rowsOf(table: string, messageId: string) {
  const { rows } = await db.sql.query(`SELECT * FROM ${table} WHERE message_id = $1`, [messageId]);
  return rows;
}
/** What the roll-ups say, by status, once all deltas are added up. */
async function counted() {
  const { rows } = await db.sql.query<{ status: string; count: number }>(
    "SELECT status, sum(count)::int AS count FROM rollup_delta WHERE account_id = $1 GROUP BY status HAVING sum(count) <> 0",
    [accountId],
  );
  return Object.fromEntries(rows.map((row) => [row.status, row.count]));
}

test("another account's message is as unknown as one that never was", async () => {
  const { id } = await store();
  const stranger = await storeAccount(db, "Stranger");
  expect((await messages.find(db, accountId, id))?.id).toBe(id);
  expect(await messages.find(db, stranger, id)).toBeUndefined();
  expect((await messages.list(db, stranger, {}, everything)).rows).toEqual([]);
  expect(await messages.events(db, stranger, id)).toEqual([]);
  expect(await messages.redact(db, { ...deed(id), accountId: stranger })).toBeUndefined();
  expect(await messages.remove(db, stranger, id)).toBe(false);
});

test("pages of a list meet without gap or repeat, forward and back", async () => {
  const ids = [];
  for (let minute = 0; minute < 5; minute++) ids.unshift((await store({ createdAt: minutesAfter(minute) })).id);
  const first = await messages.list(db, accountId, {}, { limit: 2 });
  const second = await messages.list(db, accountId, {}, { limit: 2, after: first.nextAfter });
  const third = await messages.list(db, accountId, {}, { limit: 2, after: second.nextAfter });
  expect([first, second, third].flatMap(({ rows }) => rows.map((row) => row.id))).toEqual(ids);
  expect(first.previousBefore).toBeUndefined();
  expect(third.nextAfter).toBeUndefined();
  expect(await messages.list(db, accountId, {}, { limit: 2, before: third.previousBefore })).toEqual(second);
});

const CODE = { status: "undelivered", errorCode: 30003 } as const;
const PAST = { createdAt: minutesAfter(-10), sentAt: minutesAfter(-10) };

test.each<[what: string, filter: MessageFilter, has: Partial<Message>, hasNot: Partial<Message>]>([
  ["incoming", { directions: ["incoming"] }, { direction: "inbound" }, {}],
  ["outgoing, replies too", { directions: ["outgoing"] }, { direction: "outbound-reply" }, { direction: "inbound" }],
  ["replies alone", { directions: ["reply"] }, { direction: "outbound-reply" }, {}],
  ["any of several statuses", { statuses: ["accepted", "queued"] }, { status: "queued" }, {}],
  ["failures, by their code's index", { statuses: ["failed", "undelivered"] }, CODE, {}],
  ["a service", { serviceIds: [SERVICE] }, { serviceId: SERVICE }, {}],
  ["no service", { serviceIds: [null] }, {}, { serviceId: SERVICE }],
  ["a service or none", { serviceIds: [SERVICE, null] }, {}, { serviceId: "0190a000-0000-7000-8000-000000000002" }],
  ["a sender", { from: "+14155550111" }, { from: "+14155550111" }, {}],
  ["no sender", { from: null }, { from: null }, {}],
  ["a recipient", { to: "+14155550111" }, { to: "+14155550111" }, {}],
  ["a country", { country: "DE" }, { country: "DE" }, {}],
  ["no country", { country: null }, { country: null }, {}],
  ["an error code", { errorCode: 30003 }, CODE, { ...CODE, errorCode: 30005 }],
  ["the time it was created, from", { createdFrom: minutesAfter(10) }, { createdAt: minutesAfter(10) }, {}],
  ["the time it was created, until", { createdUntil: NOON }, PAST, {}],
  ["the time it was sent, from", { sentFrom: minutesAfter(10) }, { sentAt: minutesAfter(10) }, { sentAt: null }],
  ["the time it was sent, until", { sentUntil: NOON }, PAST, { ...PAST, sentAt: null }],
])("a filter by %s finds exactly what matches", async (_what, filter, has, hasNot) => {
  await store(hasNot);
  const { id } = await store(has);
  expect(await listed(filter)).toEqual([id]);
});

test("a time bound opens no partition outside it", async () => {
  await db.sql.query("SELECT make_partitions('2026-05-01', 5)");
  const { rows } = await db.sql.query<{ "QUERY PLAN": string }>(
    "EXPLAIN SELECT FROM message m WHERE m.account_id = $1 AND id >= uuid_floor('2026-05-03') AND id < uuid_floor('2026-05-03T06:00Z')",
    [accountId],
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("message_20260503");
  expect(plan).not.toMatch(/message_202605(01|02|04|05)|message_default/);
});

test("a count stops at its bound and tells since when", async () => {
  for (let minute = 0; minute < 4; minute++) await store({ createdAt: minutesAfter(minute) });
  expect(await messages.count(db, accountId, {}, 3)).toEqual({ count: 3, since: minutesAfter(1) });
  expect(await messages.count(db, accountId, {}, 10)).toEqual({ count: 4, since: NOON });
  expect(await messages.count(db, accountId, { country: "DE" }, 10)).toEqual({ count: 0, since: null });
});

test("redacting takes the text out of the row, the kept request and the webhooks, and notes who did it", async () => {
  const { id } = await store({ direction: "inbound", status: "received" });
  await db.sql.query(
    `INSERT INTO webhook_attempt (message_id, seq, kind, attempt, account_id, at, duration_ms, method, url, request_headers, request_body)
     VALUES ($1, 0, 'inbound', 1, $2, now(), 5, 'POST', 'http://localhost/x?Body=Your+table&To=1', '{}', 'From=1&Body=Your+table+is+ready&To=2')`,
    [id, accountId],
  );
  const redacted = await messages.redact(db, deed(id));
  expect(redacted).toMatchObject({ body: "", redactedAt: minutesAfter(60), segments: 1, status: "received" });
  expect((await messages.events(db, accountId, id)).map(({ seq, name, detail }) => ({ seq, name, detail }))).toEqual([
    { seq: 0, name: "received", detail: { request: {} } },
    { seq: 1, name: "redacted", detail: { actor: "ada@example.com" } },
  ]);
  const [attempt] = await messages.attempts(db, accountId, id);
  expect(attempt?.requestBody).toBe("From=1&Body=&To=2");
  expect(attempt?.url).toBe("http://localhost/x?Body=&To=1");
  expect(await messages.redact(db, deed(id))).toBeUndefined();
});

test("what is still on its way is neither redacted nor deleted", async () => {
  const { id } = await store({ status: "sent" });
  expect(await messages.redact(db, deed(id))).toBeUndefined();
  expect(await messages.remove(db, accountId, id)).toBe(false);
  expect((await messages.find(db, accountId, id))?.body).toBe("Your table is ready");
});

test("a cancel writes its event, its callback and its roll-up together, and frees the schedule", async () => {
  const { id } = await store({ status: "scheduled", statusCallback: "http://localhost/status" });
  await db.sql.query("INSERT INTO message_due (message_id, due_at) VALUES ($1, now())", [id]);
  const canceled = await messages.cancel(db, deed(id), { MessageStatus: "canceled" });
  expect(canceled).toMatchObject({ status: "canceled", seq: 1, updatedAt: minutesAfter(60) });
  expect(await rowsOf("message_due", id)).toEqual([]);
  expect(await rowsOf("webhook_due", id)).toMatchObject([
    {
      seq: 1,
      kind: "status",
      url: "http://localhost/status",
      method: "POST",
      params: { MessageStatus: "canceled" },
      owner: null,
    },
  ]);
  expect((await messages.events(db, accountId, id)).map((event) => event.name)).toEqual(["scheduled", "canceled"]);
  expect(await counted()).toEqual({ canceled: 1 });
});

test("a cancel that comes too late changes nothing", async () => {
  const { id } = await store({ status: "queued" });
  expect(await messages.cancel(db, deed(id), {})).toBeUndefined();
  expect(await messages.find(db, accountId, id)).toMatchObject({ status: "queued", seq: 0 });
  expect(await counted()).toEqual({ queued: 1 });
});

test("a deleted message leaves no row behind and the roll-ups as a recount would find them", async () => {
  await store();
  const { id } = await store({ status: "failed", errorCode: 30008 });
  expect(await messages.remove(db, accountId, id)).toBe(true);
  expect(await messages.find(db, accountId, id)).toBeUndefined();
  expect(await rowsOf("message_event", id)).toEqual([]);
  expect(await counted()).toEqual({ delivered: 1 });
  expect(await messages.remove(db, accountId, idAt(NOON))).toBe(false);
});
