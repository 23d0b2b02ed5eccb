import { beforeEach, expect, test } from "vitest";
import type { Draft } from "@/lib/domain/draft";
import { Fenced, findPace, findPast, insertClaimed, insertDrafts } from "@/lib/store/accept";
import { registerGateway } from "@/lib/store/gateways";
import * as messages from "@/lib/store/messages";
import { foldDeltas, recount, rollupRows } from "@/lib/store/rollups";
import { testDatabase } from "@/lib/testing/database";
import { draftOf, newId, storeNumber, storeService } from "@/lib/testing/sending";
import { storeAccount } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open({ hot: true, connectionsMax: 10 });

let accountId: string;
let gatewayId: number;
let sender: { id: string; phoneNumber: string };
beforeEach(async () => {
  accountId = await storeAccount(db);
  sender = await storeNumber(db, accountId);
  gatewayId = await registerGateway(db.sql, newId());
});

const HOUR_MS = 3_600_000;
/** Slots begin after every pace row was made, so that `now` is what they begin at. */
const soon = () => new Date(Date.now() + 1_000);
const accept = (drafts: Draft[], { now = soon(), owner = gatewayId as number | null, holdMs = 5_000 } = {}) =>
  insertDrafts(db.sql, { gatewayId: owner, now, holdUntil: new Date(now.getTime() + holdMs) }, drafts);
const acceptToLeave = (
  drafts: Draft[],
  { now, ms, owner = gatewayId as number | null }: { now: Date; ms: number; owner?: number | null },
) => {
  const until = (after: number) => new Date(now.getTime() + after);
  return insertDrafts(db.sql, { gatewayId: owner, now, holdUntil: until(5_000), leaveUntil: until(ms) }, drafts);
};
const rowsOf = async (table: string, id: string) =>
  (await db.sql.query(`SELECT * FROM ${table} WHERE message_id = $1`, [id])).rows;
const ownerOf = async (id: string) =>
  (await db.sql.query("SELECT owner FROM message WHERE id = $1", [id])).rows[0]?.owner;

test("a stored message is read back as it was drafted, with its slot and its first event", async () => {
  const draft = draftOf(accountId, sender, { body: 'Tea “for two” 🫖\n\\"', tags: { team: "owls" }, country: null });
  const now = soon();
  const [stored] = await accept([draft], { now });
  expect(stored).toEqual({ id: draft.message.id, refused: null, leaveAt: now, held: true, leaves: false });
  const found = await messages.find(db, accountId, draft.message.id);
  expect(found).toEqual({ ...draft.message, createdAt: now, updatedAt: now, leaveAt: now });
  expect(await messages.events(db, accountId, draft.message.id)).toEqual([
    { seq: 0, at: now, name: "queued", errorCode: null, detail: { origin: { via: "api", actor: "AC" } } },
  ]);
  expect(await ownerOf(draft.message.id)).toBe(gatewayId);
});

test("a message that is known to fail is stored as failed, with both events and the callback that tells it", async () => {
  const draft = draftOf(
    accountId,
    sender,
    { status: "failed", errorCode: 21703, senderId: null, from: null, seq: 1, statusCallback: "http://localhost/x" },
    {
      events: [
        { name: "accepted", errorCode: null, detail: {} },
        { name: "failed", errorCode: 21703, detail: { rejected: [] } },
      ],
      callback: { MessageStatus: "failed", ErrorCode: "21703" },
      mps: null,
    },
  );
  const [stored] = await accept([draft]);
  expect(stored).toMatchObject({ refused: null, held: false, leaveAt: null });
  expect(
    (await messages.events(db, accountId, draft.message.id)).map(({ name, errorCode }) => [name, errorCode]),
  ).toEqual([
    ["accepted", null],
    ["failed", 21703],
  ]);
  expect(await rowsOf("webhook_due", draft.message.id)).toMatchObject([
    { seq: 1, kind: "status", owner: gatewayId, url: "http://localhost/x", params: { ErrorCode: "21703" } },
  ]);
  expect(await rowsOf("message_due", draft.message.id)).toEqual([]);
});

test("messages of a sender get one slot per segment, in order, and the next batch goes on where this one ends", async () => {
  const now = soon();
  const after = (ms: number) => new Date(now.getTime() + ms);
  const three = [1, 3, 1].map((segments) => draftOf(accountId, sender, { segments }));
  expect((await accept(three, { now })).map((stored) => stored.refused ?? stored.leaveAt)).toEqual([
    now,
    after(100),
    after(400),
  ]);
  const [next] = await accept([draftOf(accountId, sender)], { now: after(50) });
  expect(next).toMatchObject({ leaveAt: after(500) });
  const [afterPause] = await accept([draftOf(accountId, sender)], { now: after(9_000) });
  expect(afterPause).toMatchObject({ leaveAt: after(9_000) });
});

test("a slot shorter than a millisecond is not lost", async () => {
  const now = soon();
  for (let batch = 0; batch < 20; batch++) await accept([draftOf(accountId, sender, {}, { mps: 10_000 })], { now });
  const [last] = await accept([draftOf(accountId, sender, {}, { mps: 10_000 })], { now });
  expect(last).toMatchObject({ leaveAt: new Date(now.getTime() + 2) });
});

test("gateways that accept for the same senders at once give each segment its own slot", async () => {
  const others = await Promise.all([1, 2, 3].map(() => registerGateway(db.sql, newId())));
  const second = await storeNumber(db, accountId);
  const now = soon();
  const batches = Array.from({ length: 40 }, (_, batch) => {
    const pair = [draftOf(accountId, sender), draftOf(accountId, second), draftOf(accountId, sender)];
    return accept(batch % 2 ? pair : pair.toReversed(), {
      now,
      owner: others[batch % 3] ?? gatewayId,
      holdMs: HOUR_MS,
    });
  });
  const leaving = (await Promise.all(batches)).flat().map((stored) => (stored.refused ? 0 : stored.leaveAt?.getTime()));
  const slots = [...Array(80).keys()].map((slot) => now.getTime() + slot * 100);
  const expected = [...slots, ...slots.slice(0, 40)].toSorted();
  expect(leaving.toSorted()).toEqual(expected);
});

test("the first segment past ten hours of a sender's queue is turned away and takes no slot", async () => {
  const now = soon();
  const almostFull = new Date(now.getTime() + 10 * HOUR_MS - 250);
  await db.sql.query("UPDATE queue_pace SET free_at = $2 WHERE queue = $1", [sender.id, almostFull]);
  const drafts = [1, 2, 3, 4].map(() => draftOf(accountId, sender));
  const stored = await accept(drafts, { now });
  expect(stored.map(({ refused }) => refused)).toEqual([null, null, 21611, 21611]);
  expect(await messages.find(db, accountId, drafts[2]!.message.id)).toBeUndefined();
  expect((await findPace(db.sql, [sender.id])).get(sender.id)).toBe(almostFull.getTime() + 200);
});

const slotsOf = async (drafts: Draft[], now: Date) =>
  (await accept(drafts, { now })).map((stored) =>
    stored.refused ? stored.refused : stored.leaveAt!.getTime() - now.getTime(),
  );

test("senders that share a queue take their slots from it, and from their own for everything else", async () => {
  const other = await storeNumber(db, accountId);
  const campaign = await storeService(db, accountId, [sender.id, other.id]);
  const [mine, its] = [sender, other].map((from) => () => draftOf(accountId, from, {}, { queue: campaign, mps: 4 }));
  const now = soon();
  expect(await slotsOf([mine!(), its!(), mine!(), draftOf(accountId, sender), its!()], now)).toEqual([
    0, 250, 500, 0, 750,
  ]);
  expect(await slotsOf([its!(), draftOf(accountId, other)], now)).toEqual([1_000, 0]);
});

test("MMS of an account wait in a queue of their own, beside its texts", async () => {
  const mms = () => draftOf(accountId, sender, { numMedia: 1 }, { queue: `${accountId}/mms`, mps: 50 });
  expect(await slotsOf([mms(), draftOf(accountId, sender), mms(), draftOf(accountId, sender)], soon())).toEqual([
    0, 0, 20, 100,
  ]);
});

test("an account's rate holds over all its senders, and each sender's own besides", async () => {
  const slow = await storeNumber(db, accountId);
  const fast = await storeNumber(db, accountId);
  const [one, another] = [slow, fast].map(
    (from, index) => () => draftOf(accountId, from, {}, { mps: index === 0 ? 2 : 100, accountMps: 10 }),
  );
  const now = soon();
  expect(await slotsOf([one!(), another!(), another!(), another!()], now)).toEqual([0, 100, 200, 300]);
  expect(await slotsOf([one!(), one!(), another!()], now)).toEqual([500, 1_000, 600]);
  const stranger = await storeAccount(db);
  const free = draftOf(stranger, await storeNumber(db, stranger), {}, { accountMps: 10 });
  expect(await slotsOf([free, another!()], now)).toEqual([0, 700]);
});

test("what an account's rate keeps waiting keeps the order and the pace of its sender", async () => {
  const draft = (mps: number) => draftOf(accountId, sender, {}, { mps, accountMps: 100 });
  const now = soon();
  await db.sql.query("UPDATE queue_pace SET free_at = $2 WHERE queue = $1", [
    accountId,
    new Date(now.getTime() + 5_000),
  ]);
  expect(await slotsOf([draft(10), draft(10), draft(10)], now)).toEqual([5_000, 5_100, 5_200]);
});

test("an account's queue holds ten hours as well", async () => {
  const now = soon();
  const almostFull = new Date(now.getTime() + 10 * HOUR_MS - 150);
  await db.sql.query("UPDATE queue_pace SET free_at = $2 WHERE queue = $1", [accountId, almostFull]);
  const other = await storeNumber(db, accountId);
  const drafts = [sender, other].map((from) => draftOf(accountId, from, {}, { accountMps: 10 }));
  const stored = await accept(drafts, { now });
  expect(stored.map(({ refused }) => refused)).toEqual([null, 21611]);
});

test("what leaves later than memory holds, is scheduled, or comes from the console waits in message_due for anybody", async () => {
  const now = soon();
  const sendAt = new Date(now.getTime() + HOUR_MS);
  const far = draftOf(accountId, sender, { segments: 10 }, { mps: 1 });
  const late = draftOf(accountId, sender);
  const scheduled = draftOf(accountId, sender, { status: "scheduled", senderId: null, sendAt }, { mps: null });
  const held = (await accept([far, late, scheduled], { now })).map((stored) => stored.refused ?? stored.held);
  expect(held).toEqual([true, false, false]);
  const byConsole = draftOf(accountId, await storeNumber(db, accountId));
  await accept([byConsole], { now, owner: null });

  const due = await Promise.all(
    [far, late, scheduled, byConsole].map(({ message }) => rowsOf("message_due", message.id)),
  );
  expect(due).toMatchObject([
    [],
    [{ due_at: new Date(now.getTime() + 10_000), owner: null }],
    [{ due_at: sendAt, owner: null }],
    [{ due_at: now, owner: null }],
  ]);
  expect(await ownerOf(late.message.id)).toBeNull();
});

test("a message that would leave after its validity is due when that ends", async () => {
  const now = soon();
  const expiresAt = new Date(now.getTime() + 60_000);
  await accept([draftOf(accountId, sender, { segments: 100 }, { mps: 1 })], { now });
  const draft = draftOf(accountId, sender, { expiresAt });
  await accept([draft], { now });
  expect(await rowsOf("message_due", draft.message.id)).toMatchObject([{ due_at: expiresAt }]);
});

test("the console's messages wake the gateways", async () => {
  const client = await db.sql.connect();
  try {
    await client.query("LISTEN due");
    const woken = new Promise((resolve) => client.once("notification", resolve));
    await accept([draftOf(accountId, sender), draftOf(accountId, sender)], { owner: null });
    expect(await woken).toMatchObject({ channel: "due" });
  } finally {
    client.release(true);
  }
});

test("a gateway whose row is gone stores nothing", async () => {
  await db.sql.query("DELETE FROM gateway WHERE id = $1", [gatewayId]);
  const draft = draftOf(accountId, sender);
  await expect(accept([draft])).rejects.toBeInstanceOf(Fenced);
  expect(await messages.find(db, accountId, draft.message.id)).toBeUndefined();
});

test("the first sender a recipient heard from is remembered; only a pair that no longer holds is replaced", async () => {
  const [second, third] = [await storeNumber(db, accountId), await storeNumber(db, accountId)];
  const serviceId = await storeService(db, accountId, [sender.id, second.id, third.id]);
  const to = "+14155550177";
  const remember = (numberId: string, replaces: string | null) =>
    accept([draftOf(accountId, sender, { serviceId, to }, { sticky: { numberId, replaces } })]);
  const known = async () =>
    (
      await findPast(db.sql, [
        { accountId, serviceId, to: "+1" },
        { accountId, serviceId, to },
      ])
    )[1]?.stickySenderId;

  await remember(sender.id, null);
  await remember(second.id, null);
  expect(await known()).toBe(sender.id);
  await remember(third.id, second.id);
  expect(await known()).toBe(sender.id);
  await remember(third.id, sender.id);
  expect(await known()).toBe(third.id);
});

test("the roll-ups count what was stored as a recount does", async () => {
  const now = soon();
  await accept(
    [
      draftOf(accountId, sender),
      draftOf(accountId, sender),
      draftOf(accountId, sender, { status: "failed", errorCode: 21703, from: null, senderId: null }, { mps: null }),
      draftOf(accountId, sender, { country: null, serviceId: newId() }),
    ],
    { now },
  );
  await foldDeltas(db.sql, 1_000);
  const range = { from: new Date(now.getTime() - HOUR_MS * 2), to: new Date(now.getTime() + HOUR_MS * 2) };
  for (const by of ["minute", "hour"] as const) {
    const counted = await rollupRows(db.sql, accountId, { ...range, by });
    expect(counted).toEqual(await recount(db.sql, accountId, { ...range, by }));
    expect(counted.reduce((sum, row) => sum + row.count, 0)).toBe(4);
  }
});

const claim = (key: string, fingerprint = "one") => ({ key, fingerprint });
const acceptClaimed = (drafts: Draft[], claims: [number, ReturnType<typeof claim>][], { now = soon() } = {}) =>
  insertClaimed(db.sql, { gatewayId, now, holdUntil: now }, drafts, new Map(claims));

test("of drafts with one key, in a batch and after it, one is stored, and those without a key all are", async () => {
  const drafts = [1, 2, 3].map(() => draftOf(accountId, sender));
  const stored = await acceptClaimed(drafts, [
    [0, claim("k")],
    [2, claim("k")],
  ]);
  expect(stored.map((entry) => entry !== undefined)).toEqual([true, true, false]);
  expect(await acceptClaimed([draftOf(accountId, sender)], [[0, claim("k", "another")]])).toEqual([undefined]);
  expect(await rowsOf("idempotency_key", drafts[0]!.message.id)).toMatchObject([{ key: "k", fingerprint: "one" }]);
  expect(await messages.find(db, accountId, drafts[2]!.message.id)).toBeUndefined();
  expect(await rowsOf("message_event", drafts[2]!.message.id)).toEqual([]);
});

test("gateways that store the same keys at once, in whatever order, store one message a key", async () => {
  const keys = ["a", "b", "c", "d"];
  const batches = Array.from({ length: 16 }, async (_, batch) => {
    const own = await storeNumber(db, accountId);
    const inOrder = batch % 2 ? keys : keys.toReversed();
    const drafts = inOrder.map(() => draftOf(accountId, own));
    const stored = await acceptClaimed(
      drafts,
      inOrder.map((key, index) => [index, claim(key)]),
    );
    return inOrder.filter((_key, index) => stored[index]);
  });
  expect((await Promise.all(batches)).flat().toSorted()).toEqual(keys);
});

test("a draft that finds no room leaves its key free", async () => {
  const now = soon();
  const full = new Date(now.getTime() + 10 * HOUR_MS);
  await db.sql.query("UPDATE queue_pace SET free_at = $2 WHERE queue = $1", [sender.id, full]);
  const [turnedAway] = await acceptClaimed([draftOf(accountId, sender)], [[0, claim("k")]], { now });
  expect(turnedAway).toMatchObject({ refused: 21611 });
  const other = await storeNumber(db, accountId);
  expect(await acceptClaimed([draftOf(accountId, other)], [[0, claim("k")]], { now })).toMatchObject([
    { refused: null },
  ]);
});

test("what leaves at once is stored as sending, with its attempt and its event, in the statement that accepts it", async () => {
  const now = soon();
  const [first, second] = [draftOf(accountId, sender), draftOf(accountId, sender)];
  const stored = await acceptToLeave([first, second], { now, ms: 50 });
  expect(stored).toMatchObject([
    { held: true, leaves: true },
    { held: true, leaves: false },
  ]);
  expect(await messages.find(db, accountId, first.message.id)).toMatchObject({ status: "sending", attempt: 1, seq: 1 });
  expect(await messages.find(db, accountId, second.message.id)).toMatchObject({ status: "queued", attempt: 0, seq: 0 });
  expect((await messages.events(db, accountId, first.message.id)).map(({ seq, name }) => [seq, name])).toEqual([
    [0, "queued"],
    [1, "sending"],
  ]);
  while ((await foldDeltas(db.sql, 1_000)) > 0);
  const range = { from: new Date(now.getTime() - HOUR_MS), to: new Date(now.getTime() + HOUR_MS), by: "hour" as const };
  expect(await rollupRows(db.sql, accountId, range)).toEqual(await recount(db.sql, accountId, range));
});

test("what nobody holds, is scheduled or failed never leaves in the statement that accepts it", async () => {
  const now = soon();
  const scheduled = draftOf(accountId, sender, { status: "scheduled", sendAt: now }, { mps: null });
  const failed = draftOf(accountId, sender, { status: "failed", errorCode: 21703 }, { mps: null });
  expect(await acceptToLeave([scheduled, failed], { now, ms: 50 })).toMatchObject([
    { leaves: false },
    { leaves: false },
  ]);
  expect(await acceptToLeave([draftOf(accountId, sender)], { now, ms: 50, owner: null })).toMatchObject([
    { held: false, leaves: false },
  ]);
});
