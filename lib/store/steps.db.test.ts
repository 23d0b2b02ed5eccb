import { beforeEach, expect, test } from "vitest";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import type { Message } from "@/lib/domain/message";
import { insertDrafts } from "@/lib/store/accept";
import { takeDue } from "@/lib/store/due";
import { registerGateway } from "@/lib/store/gateways";
import * as messages from "@/lib/store/messages";
import { findParts } from "@/lib/store/parts";
import { foldDeltas, recount, rollupRows } from "@/lib/store/rollups";
import { makeSteps, type Step } from "@/lib/store/steps";
import { testDatabase } from "@/lib/testing/database";
import { draftOf, newId, storeNumber } from "@/lib/testing/sending";
import { storeAccount } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open({ hot: true });

let accountId: string;
let me: number;
let sender: { id: string; phoneNumber: string };
beforeEach(async () => {
  accountId = await storeAccount(db);
  sender = await storeNumber(db, accountId);
  me = await registerGateway(db.sql, newId());
});

const at = new Date(Date.now() + 5_000);
const find = (id: string) => messages.find(db, accountId, id);
const rowsOf = async (table: string, id: string) =>
  (await db.sql.query(`SELECT * FROM ${table} WHERE message_id = $1`, [id])).rows;

async function hold(given: Partial<Message> = {}): Promise<string> {
  const draft = draftOf(accountId, sender, { statusCallback: "http://localhost/x", ...given });
  const now = new Date();
  await insertDrafts(db.sql, { gatewayId: me, now, holdUntil: new Date(now.getTime() + 60_000) }, [draft]);
  return draft.message.id;
}
const submits = (id: string): Step => ({
  id,
  owner: me,
  from: "queued",
  to: "sending",
  event: "sending",
  at,
  submits: true,
});
const isSent = (id: string): Step => ({
  id,
  owner: me,
  from: "sending",
  to: "sent",
  event: "sent",
  at,
  carrierRefs: [`ref-${id}`],
  callback: { MessageStatus: "sent" },
});
const isDelivered = (id: string): Step => ({
  id,
  owner: me,
  from: "sent",
  to: "delivered",
  event: "delivered",
  at,
  release: true,
  callback: { MessageStatus: "delivered" },
});

test("a step writes the row, its event, its part and its callback together", async () => {
  const id = await hold();
  expect(await makeSteps(db.sql, [submits(id)])).toEqual(new Map([[id, 1]]));
  expect(await find(id)).toMatchObject({ status: "sending", attempt: 1, seq: 1, sentAt: null });
  expect(await makeSteps(db.sql, [isSent(id)])).toEqual(new Map([[id, 2]]));
  expect(await find(id)).toMatchObject({ status: "sent", attempt: 1, seq: 2, sentAt: at, updatedAt: at });
  expect(await makeSteps(db.sql, [isDelivered(id)])).toEqual(new Map([[id, 3]]));

  const names = (await messages.events(db, accountId, id)).map(({ seq, name }) => `${seq} ${name}`);
  expect(names).toEqual(["0 queued", "1 sending", "2 sent", "3 delivered"]);
  const told = (await rowsOf("webhook_due", id)).map(({ seq, params, owner }) => ({ seq, owner, ...params }));
  expect(told).toEqual([
    { seq: 2, owner: me, MessageStatus: "sent" },
    { seq: 3, owner: me, MessageStatus: "delivered" },
  ]);
  const ref = { carrierId: SIMULATED_CARRIER_ID, carrierRef: `ref-${id}` };
  expect(await findParts(db.sql, [ref, { ...ref, carrierRef: "unknown" }])).toMatchObject([
    { ...ref, owner: null, message: { id } },
  ]);
});

test.each<[string, (id: string) => Partial<Step>]>([
  ["another gateway", () => ({ owner: 999_999 })],
  ["another status", () => ({ from: "sending" })],
])("a step of %s changes nothing at all", async (_who, wrong) => {
  const id = await hold();
  const before = await find(id);
  expect(await makeSteps(db.sql, [{ ...submits(id), callback: {}, ...wrong(id) }])).toEqual(new Map());
  expect(await find(id)).toEqual(before);
  expect(await messages.events(db, accountId, id)).toHaveLength(1);
  expect(await rowsOf("webhook_due", id)).toEqual([]);
});

test("of a batch, those move that may, whatever the step of each", async () => {
  const [first, second, third] = [await hold(), await hold(), await hold()];
  await makeSteps(db.sql, [submits(first)]);
  const moved = await makeSteps(db.sql, [isSent(first), submits(second), isSent(third)]);
  expect(moved).toEqual(
    new Map([
      [first, 2],
      [second, 1],
    ]),
  );
});

test("nobody is told where nobody asked to be", async () => {
  const id = await hold({ statusCallback: null });
  await makeSteps(db.sql, [submits(id)]);
  await makeSteps(db.sql, [isSent(id)]);
  expect(await rowsOf("webhook_due", id)).toEqual([]);
});

test("a note counts as an event and moves nothing", async () => {
  const id = await hold();
  await makeSteps(db.sql, [submits(id)]);
  const note = { ...submits(id), from: "sending", to: "sending", event: "resubmitted-in-doubt" } as const;
  expect(await makeSteps(db.sql, [note])).toEqual(new Map([[id, 2]]));
  expect(await find(id)).toMatchObject({ status: "sending", attempt: 2, seq: 2 });
});

test("a message that is let go is nobody's, and leaves message_due with it", async () => {
  const id = await hold();
  await db.sql.query("INSERT INTO message_due VALUES ($1, now(), $2)", [id, me]);
  await makeSteps(db.sql, [submits(id)]);
  expect(await rowsOf("message_due", id)).toHaveLength(1);
  const failed = { ...isDelivered(id), from: "sending", to: "failed", event: "failed", errorCode: 30008 } as const;
  await makeSteps(db.sql, [failed]);
  expect(await find(id)).toMatchObject({ status: "failed", errorCode: 30008 });
  expect(await rowsOf("message_due", id)).toEqual([]);
  expect(await makeSteps(db.sql, [failed])).toEqual(new Map());
});

test("a message that is handed back can be taken by any gateway when it is due, once", async () => {
  const id = await hold();
  await makeSteps(db.sql, [submits(id)]);
  const handsBack = {
    ...submits(id),
    from: "sending",
    to: "queued",
    event: "queued",
    release: true,
    dueAt: at,
  } as const;
  await makeSteps(db.sql, [{ ...handsBack, submits: false }]);
  const other = await registerGateway(db.sql, newId());
  expect(await takeDue(db.sql, other, new Date(at.getTime() - 1), 10)).toEqual([]);
  const taken = await Promise.all([takeDue(db.sql, other, at, 10), takeDue(db.sql, me, at, 10)]);
  expect(taken.flat().map((message) => message.id)).toEqual([id]);
});

test("the roll-ups follow every step as a recount does", async () => {
  const [first, second, third] = [await hold(), await hold(), await hold()];
  await makeSteps(db.sql, [first, second, third].map(submits));
  await makeSteps(db.sql, [isSent(first), { ...isDelivered(second), from: "sending", to: "failed", errorCode: 30008 }]);
  await makeSteps(db.sql, [isDelivered(first)]);
  while ((await foldDeltas(db.sql, 2)) > 0);
  const range = { from: new Date(Date.now() - 7_200_000), to: new Date(Date.now() + 7_200_000), by: "minute" } as const;
  const rows = await rollupRows(db.sql, accountId, range);
  expect(rows).toEqual(await recount(db.sql, accountId, range));
  expect(rows.map(({ status, errorCode, count }) => [status, errorCode, count])).toEqual([
    ["delivered", 0, 1],
    ["failed", 30008, 1],
    ["sending", 0, 1],
  ]);
});
