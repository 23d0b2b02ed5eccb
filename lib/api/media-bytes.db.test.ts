import { afterAll, beforeAll, expect, test } from "vitest";
import { createMediaBytes } from "@/lib/api/media-bytes";
import { nextBytes } from "@/lib/api/next-bytes";
import { linkPath } from "@/lib/domain/media-link";
import { keepMedia } from "@/lib/operations/keep-media";
import { findMediaOf } from "@/lib/store/media";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { type MediaHost, startMediaHost, testShelf } from "@/lib/testing/media";
import { storeMessage } from "@/lib/testing/stored-message";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

const TEXT = "name,number\nAnn,1\n";
const DAY_MS = 86_400_000;

const db = (await testDatabase()).open();
const media = testShelf({ dataDir: temporaryFolder() });
const world = testWorld(db, { media });
const baseUrl = await serveApi(world);
const account = await createAccount(world);

let host: MediaHost;
let file: Awaited<ReturnType<typeof keep>>;

async function keep() {
  const { id } = await storeMessage(db, account.ctx.accountId, { numMedia: 1 });
  const target = { accountId: account.ctx.accountId, messageId: id, urls: [host.url], linked: true };
  await keepMedia({ ...world, sql: db.sql }, target);
  return (await findMediaOf(db.sql, [id])).get(id)![0]!;
}

beforeAll(async () => {
  host = await startMediaHost((_request, response) =>
    response.writeHead(200, { "Content-Type": "text/csv; charset=utf-8" }).end(TEXT),
  );
  file = await keep();
});
afterAll(async () => {
  await Promise.all([host.close(), media.close()]);
});

const link = () => media.signedPath(file, new Date());
const get = (path: string, given: RequestInit = {}) => fetch(baseUrl + path, given);
const part = (range: string) => get(link(), { headers: { Range: range } });

test("a file that a browser could run is only ever saved, under a name of ours when it has none", async () => {
  const answer = await get(link());
  expect([answer.status, await answer.text()]).toEqual([200, TEXT]);
  expect(answer.headers.get("content-type")).toBe("text/csv");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="ME[0-9a-f]{32}\.csv"$/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
});

test.each([
  ["its beginning", "bytes=0-3", 206, "name", "bytes 0-3/18"],
  ["its rest", "bytes=12-", 206, "Ann,1\n", "bytes 12-17/18"],
  ["its end", "bytes=-2", 206, "1\n", "bytes 16-17/18"],
  ["more than there is", "bytes=12-999", 206, "Ann,1\n", "bytes 12-17/18"],
  ["what lies beyond it", "bytes=18-", 416, "Beyond the end\n", "bytes */18"],
  ["nothing of it", "bytes=-0", 416, "Beyond the end\n", "bytes */18"],
  ["several parts", "bytes=0-1,4-5", 200, TEXT, null],
  ["what cannot be read", "lines=1-2", 200, TEXT, null],
  ["it backwards", "bytes=9-3", 200, TEXT, null],
])("a request for %s", async (_what, range, status, text, contentRange) => {
  const answer = await part(range);
  expect([answer.status, await answer.text(), answer.headers.get("content-range")]).toEqual([
    status,
    text,
    contentRange,
  ]);
});

test("HEAD tells the same without the bytes, and no other method is known", async () => {
  const head = await get(link(), { method: "HEAD" });
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "18", ""]);
  const post = await get(link(), { method: "POST" });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});

test.each([
  ["a link that was changed", () => `${link()}x`],
  ["a link that is over", () => media.signedPath(file, new Date(Date.now() - 3_600_000))],
  ["a file without a signature", () => link().split("?")[0]!],
  ["a public link that nobody gave out", () => linkPath("0000000")],
  ["a path above", () => "/media/..%2f..%2fsecret.key"],
  ["anything else below", () => "/media/"],
])("%s leads nowhere", async (_what, path) => {
  expect((await get(path())).status).toBe(404);
});

test("a public link works for a year and no longer", async () => {
  const path = linkPath(file.link!);
  expect(await (await get(path)).text()).toBe(TEXT);
  const later = (days: number) =>
    createMediaBytes({ ...world, now: () => new Date(Date.now() + days * DAY_MS) })({
      method: "HEAD",
      url: path,
      range: undefined,
    });
  expect((await later(364)).status).toBe(200);
  expect((await later(366)).status).toBe(404);
});

test("a file that the store has lost is not there, and one it cannot read is an error without a text of its own", async () => {
  const lost = await keep();
  await media.blobs.remove(lost.id);
  expect((await get(media.signedPath(lost, new Date()))).status).toBe(404);
  const blobs = { ...media.blobs, open: () => Promise.reject(new Error("secret path")) };
  const broken = createMediaBytes({ ...world, media: { ...media, blobs } });
  const answer = await broken({ method: "GET", url: link(), range: undefined });
  expect([answer.status, answer.body]).toEqual([500, "The file could not be read\n"]);
});

test("a console without a gateway serves the same", async () => {
  const answer = nextBytes(() => world);
  const whole = await answer(new Request(`http://localhost${link()}`));
  expect([whole.status, whole.headers.get("content-length"), await whole.text()]).toEqual([200, "18", TEXT]);
  const some = await answer(new Request(`http://localhost${link()}`, { headers: { Range: "bytes=0-3" } }));
  expect([some.status, await some.text()]).toEqual([206, "name"]);
});
