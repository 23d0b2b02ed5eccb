import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keepMedia } from "@/lib/operations/keep-media";
import { createMediaTidying } from "@/lib/pipeline/tidy-media";
import { findMediaOf } from "@/lib/store/media";
import { enterMedia } from "@/lib/store/media-keeping";
import * as messages from "@/lib/store/messages";
import { testDatabase } from "@/lib/testing/database";
import { type MediaHost, startMediaHost, testShelf } from "@/lib/testing/media";
import { newId } from "@/lib/testing/sending";
import { storeAccount, storeMessage } from "@/lib/testing/stored-message";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

const { open } = await testDatabase();
const db = open();
const dataDir = temporaryFolder();
const media = testShelf({ dataDir });
const now = () => new Date();
const world = { sql: db.sql, now, newId, media };
const HOUR_MS = 3_600_000;

let host: MediaHost;
let accountId: string;
beforeAll(async () => {
  host = await startMediaHost();
});
beforeEach(async () => {
  await db.sql.query("TRUNCATE media");
  rmSync(path.join(dataDir, "media"), { recursive: true, force: true });
  accountId = await storeAccount(db);
});
afterAll(async () => {
  await Promise.all([host.close(), media.close()]);
});

const store = () => storeMessage(db, accountId, { numMedia: 2, status: "queued" });
const keep = (messageId: string, given: Partial<typeof world> = {}, names = ["a", "b"]) =>
  keepMedia(
    { ...world, ...given },
    { accountId, messageId, urls: names.map((name) => `${host.url}/${messageId}/${name}`), linked: false },
  );
const timesAsked = (messageId: string) => host.asked.filter((path) => path.includes(messageId)).length;
const keptOf = async (messageId: string) => (await findMediaOf(db.sql, [messageId])).get(messageId) ?? [];
const filesOf = () =>
  readdirSync(path.join(dataDir, "media"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
/** Everything that any row still names. */
const named = async () =>
  (await db.sql.query<{ id: string }>("SELECT id FROM media ORDER BY id")).rows.map(({ id }) => id);
/** All that the tidy round does, `aheadMs` from now. */
const tidy = (aheadMs: number) => createMediaTidying({ db, media, now: () => new Date(Date.now() + aheadMs) })();

test("what is kept is not fetched again", async () => {
  const { id } = await store();
  expect(await keep(id)).toBeNull();
  expect(await keep(id)).toBeNull();
  expect(timesAsked(id)).toBe(2);
  expect((await keptOf(id)).map(({ position }) => position)).toEqual([0, 1]);
});

test("a try that was cut off before its files came is made again under other names", async () => {
  const { id } = await store();
  const cutOff = await enterMedia(
    db.sql,
    { accountId, messageId: id, at: now() },
    [newId(), newId()].map((name) => ({ id: name, link: null })),
  );
  expect(await keep(id)).toBeNull();
  const kept = await keptOf(id);
  expect(kept).toHaveLength(2);
  expect(kept.map((file) => file.id)).not.toContain(cutOff[0]?.id);
});

test("a try that was cut off between its files and its record leaves no file behind", async () => {
  const { id } = await store();
  const broken = { ...world.sql, query: failAt("settle-media") } as unknown as typeof db.sql;
  await expect(keep(id, { sql: broken })).rejects.toThrow("cut off");
  expect(await keep(id)).toBeNull();
  await tidy(2 * 60_000);
  expect(filesOf()).toEqual((await keptOf(id)).map((file) => file.id).sort());
});

/** A database that is gone from one statement on. */
const failAt =
  (name: string) =>
  (query: { name?: string; text: string; values: unknown[] }): unknown => {
    if (query.name === name) throw new Error("cut off");
    return db.sql.query(query);
  };

test("one that was frozen meanwhile changes nothing any more", async () => {
  const { id } = await store();
  let thaw = () => {};
  const frozen = new Promise<void>((resolve) => {
    thaw = resolve;
  });
  let reached = () => {};
  const begun = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const fetch: typeof media.fetch = async (url) => {
    reached();
    await frozen;
    return media.fetch(url);
  };
  const first = keep(id, { media: { ...media, fetch } });
  await begun;
  expect(await keep(id)).toBeNull();
  const kept = await keptOf(id);
  await tidy(2 * 60_000);
  thaw();
  await first;
  expect(await keptOf(id)).toEqual(kept);
  expect(filesOf()).toEqual(kept.map((file) => file.id).sort());
  expect(await named()).toEqual(filesOf());
});

test("the files of a deleted message go soon after it, and its rows after them", async () => {
  const { id } = await storeMessage(db, accountId, { numMedia: 2, status: "delivered" });
  await keep(id);
  const [file] = await keptOf(id);
  expect(await messages.remove(db, accountId, id)).toBe(true);
  expect(await keptOf(id)).toEqual([]);
  await tidy(2 * 60_000);
  expect(await media.blobs.open(file!.id)).toBeUndefined();
  expect(await named()).toEqual([]);
});

test("what no message has is removed after an hour, and what one has is not", async () => {
  const { id } = await store();
  await keep(id);
  await keep(newId());
  await enterMedia(db.sql, { accountId, messageId: id, at: now() }, [
    ...[newId(), newId(), newId()].map((name) => ({ id: name, link: null })),
  ]);
  await tidy(30 * 60_000);
  expect(await named()).toHaveLength(5);
  await tidy(HOUR_MS + 1_000);
  await tidy(HOUR_MS + 2 * 60_000);
  expect(await named()).toEqual((await keptOf(id)).map((file) => file.id).sort());
});

test("files on their way are removed once nobody can be writing them", async () => {
  const spool = path.join(dataDir, "media", "spool");
  mkdirSync(spool, { recursive: true });
  const [old, young] = [path.join(spool, "old"), path.join(spool, "young")];
  for (const file of [old, young]) writeFileSync(file, "hoot");
  utimesSync(old, new Date(), new Date(Date.now() - 2 * HOUR_MS));
  await tidy(0);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test("every request for a file is recorded with the message, those of later tries too", async () => {
  const { id } = await store();
  const failing = await startMediaHost((_request, response) => response.writeHead(500).end());
  const target = { accountId, messageId: id, urls: [failing.url], linked: false };
  expect(await keepMedia(world, target)).toMatchObject({ code: 11200 });
  expect(await keepMedia(world, target)).toMatchObject({ code: 11200 });
  expect(await messages.attempts(db, accountId, id)).toMatchObject([
    { kind: "media", seq: 0, attempt: 1, responseStatus: 500, errorCode: 11200, method: "GET" },
    { kind: "media", seq: 0, attempt: 2 },
  ]);
  await failing.close();
});
