import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Message } from "@/lib/domain/message";
import { Fenced, insertDrafts } from "@/lib/store/accept";
import { findTaken, takeDue } from "@/lib/store/due";
import {
  beat,
  findDead,
  findOwned,
  findOwnedByIds,
  lockGateway,
  registerGateway,
  takeOver,
} from "@/lib/store/gateways";
import { makeSteps } from "@/lib/store/steps";
import { findWebhooks, takeWebhooks } from "@/lib/store/webhooks";
import { testDatabase } from "@/lib/testing/database";
import { draftOf, newId, storeNumber } from "@/lib/testing/sending";
import { storeAccount } from "@/lib/testing/stored-message";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 10 });

let accountId: string;
let sender: { id: string; phoneNumber: string };
let me: number;
let peer: number;
beforeEach(async () => {
  await db.sql.query("DELETE FROM gateway");
  accountId = await storeAccount(db);
  sender = await storeNumber(db, accountId);
  me = await registerGateway(db.sql, newId());
  peer = await registerGateway(db.sql, newId());
});

const sessions: pg.Client[] = [];
afterEach(() => Promise.all(sessions.splice(0).map((client) => client.end())));
/** A session that shows that the gateway lives, as its process does. */
async function sessionOf(gatewayId: number): Promise<pg.Client> {
  const client = new pg.Client(url);
  sessions.push(client);
  await client.connect();
  await lockGateway(client, gatewayId);
  return client;
}
const silentFor = (gatewayId: number, ms: number) =>
  db.sql.query("UPDATE gateway SET heartbeat_at = now() - $2 * interval '1 ms' WHERE id = $1", [gatewayId, ms]);
async function hold(owner: number, given: Partial<Message> = {}): Promise<string> {
  const draft = draftOf(accountId, sender, { statusCallback: "http://localhost/x", ...given });
  const now = new Date();
  await insertDrafts(db.sql, { gatewayId: owner, now, holdUntil: new Date(now.getTime() + 60_000) }, [draft]);
  return draft.message.id;
}
const fails = (id: string, owner: number) =>
  ({ id, owner, from: "queued", to: "failed", event: "failed", at: new Date(), release: true, callback: {} }) as const;
const owned = async (gatewayId: number, from = "00000000-0000-0000-0000-000000000000") =>
  (await findOwned(db.sql, gatewayId, { from, quietSince: null, limit: 100 })).map(({ id }) => id);
const dead = async () => (await findDead(db.sql, me)).map(({ id }) => id);
const webhooksOf = async (gatewayId: number) =>
  (await findWebhooks(db.sql, gatewayId, { after: undefined, limit: 10 })).map(({ messageId }) => messageId);

test("a gateway that beats and shows its session lives", async () => {
  await sessionOf(peer);
  await silentFor(peer, 5_000);
  expect(await dead()).toEqual([]);
  expect(await takeOver(db.sql, me, peer)).toBeUndefined();
});

test("one whose session ended is dead a second after its last beat", async () => {
  expect(await dead()).toEqual([]);
  const session = await sessionOf(peer);
  await silentFor(peer, 1_500);
  expect(await dead()).toEqual([]);
  sessions.splice(sessions.indexOf(session), 1);
  await session.end();
  await expect.poll(dead).toEqual([peer]);
});

test("one that is frozen with its session open is dead when its lease has lapsed", async () => {
  await sessionOf(peer);
  await silentFor(peer, 10_500);
  expect(await dead()).toEqual([peer]);
});

test("a successor gets every message and webhook of the dead, and the dead can do nothing more in its name", async () => {
  const older = await hold(peer);
  const fromConsole = await hold(peer);
  await db.sql.query("UPDATE message SET owner = NULL WHERE id = $1", [fromConsole]);
  await db.sql.query("INSERT INTO message_due VALUES ($1, now())", [fromConsole]);
  await beat(db.sql, peer, newId());
  const [open1, open2, finished, mine] = [await hold(peer), await hold(peer), await hold(peer), await hold(me)];
  await db.sql.query("UPDATE message SET owner = NULL WHERE id = $1", [older]);
  expect((await takeDue(db.sql, peer, new Date(), 10)).map(({ id }) => id)).toEqual([fromConsole]);
  await makeSteps(db.sql, [fails(finished, peer)]);

  await silentFor(peer, 20_000);
  const taken = await takeOver(db.sql, me, peer);
  expect(taken).toMatchObject({ messages: 3, webhooks: 1 });
  expect(await owned(me)).toEqual([fromConsole, open1, open2, mine]);
  expect(await owned(peer)).toEqual([]);
  expect(await findTaken(db.sql, me)).toEqual([fromConsole]);
  expect((await findOwnedByIds(db.sql, me, [fromConsole, older])).map(({ id }) => id)).toEqual([fromConsole]);
  expect(await webhooksOf(me)).toEqual([finished]);

  expect(await beat(db.sql, peer, newId())).toBe(false);
  expect(await makeSteps(db.sql, [fails(open1, peer)])).toEqual(new Map());
  await expect(hold(peer)).rejects.toBeInstanceOf(Fenced);
  await expect(takeOver(db.sql, peer, me)).resolves.toBeUndefined();
});

test("the successor's own range begins where the dead one's did, until it has finished those messages", async () => {
  const low = newId();
  await beat(db.sql, peer, low);
  await beat(db.sql, me, newId());
  await silentFor(peer, 20_000);
  expect(await takeOver(db.sql, me, peer)).toMatchObject({ oldestOpenId: low });
  const { rows } = await db.sql.query("SELECT oldest_open_id FROM gateway WHERE id = $1", [me]);
  expect(rows).toEqual([{ oldest_open_id: low }]);
});

test("a message that was canceled after it was taken is not taken up again", async () => {
  const id = await hold(me);
  expect(await owned(me)).toEqual([id]);
  await db.sql.query("UPDATE message SET status = 'canceled' WHERE id = $1", [id]);
  expect(await owned(me)).toEqual([]);
  expect(await findOwnedByIds(db.sql, me, [id])).toEqual([]);
});

test("of two successors one takes over", async () => {
  const third = await registerGateway(db.sql, newId());
  await hold(peer);
  await silentFor(peer, 20_000);
  const results = await Promise.all([takeOver(db.sql, me, peer), takeOver(db.sql, third, peer)]);
  expect(results.filter(Boolean)).toHaveLength(1);
});

test("a gateway that is dead itself takes nothing over", async () => {
  await hold(peer);
  await silentFor(peer, 20_000);
  await db.sql.query("DELETE FROM gateway WHERE id = $1", [me]);
  await expect(takeOver(db.sql, me, peer)).rejects.toBeInstanceOf(Fenced);
  expect(await dead()).toEqual([peer]);
});

test("an accept that is under way when its gateway is taken over is finished first and taken with the rest", async () => {
  const draft = draftOf(accountId, sender);
  const client = await db.sql.connect();
  await client.query("BEGIN");
  const now = new Date();
  await insertDrafts(client, { gatewayId: peer, now, holdUntil: new Date(now.getTime() + 60_000) }, [draft]);
  await silentFor(peer, 20_000);
  const taking = takeOver(db.sql, me, peer);
  await new Promise((done) => setTimeout(done, 100));
  await client.query("COMMIT");
  client.release();
  expect(await taking).toMatchObject({ messages: 1 });
  expect(await owned(me)).toEqual([draft.message.id]);
});

test("a webhook that a last step of the dead wrote is taken although the step ends after the take-over began", async () => {
  const id = await hold(peer);
  const client = await db.sql.connect();
  await client.query("BEGIN");
  await makeSteps(client, [fails(id, peer)]);
  await silentFor(peer, 20_000);
  const taking = takeOver(db.sql, me, peer);
  await new Promise((done) => setTimeout(done, 100));
  await client.query("COMMIT");
  client.release();
  expect(await taking).toMatchObject({ messages: 0, webhooks: 1 });
});

test("a frozen gateway that wakes takes nothing that is due", async () => {
  const id = await hold(me);
  await makeSteps(db.sql, [fails(id, me)]);
  await db.sql.query("UPDATE webhook_due SET owner = NULL WHERE message_id = $1", [id]);
  const draft = draftOf(accountId, sender);
  await insertDrafts(db.sql, { gatewayId: null, now: new Date(), holdUntil: new Date() }, [draft]);
  await db.sql.query("DELETE FROM gateway WHERE id = $1", [peer]);
  const until = new Date(Date.now() + 1_000);
  expect(await takeDue(db.sql, peer, until, 10)).toEqual([]);
  expect(await takeWebhooks(db.sql, peer, until, 10)).toEqual([]);
  expect((await takeDue(db.sql, me, until, 10)).map((message) => message.id)).toEqual([draft.message.id]);
  expect(await takeWebhooks(db.sql, me, until, 10)).toHaveLength(1);
});
