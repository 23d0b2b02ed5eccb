import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromSid } from "@/lib/domain/sid";
import { serveApi } from "@/lib/testing/api-server";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, type TestAccount, testWorld } from "@/lib/testing/factories";
import { type MediaHost, PNG, startMediaHost, testShelf } from "@/lib/testing/media";
import { type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";
import { storeNumber, storeService } from "@/lib/testing/sending";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

const { url: database, open } = await testDatabase();
const db = open();
const dataDir = temporaryFolder();
const media = testShelf({ dataDir });

let pipeline: TestPipeline;
let baseUrl: string;
let host: MediaHost;
let sink: CallbackSink;
let account: TestAccount;
let client: ReturnType<typeof sdkClient>;
let from: { id: string; phoneNumber: string };
let messagingServiceSid: string;

beforeAll(async () => {
  pipeline = await testPipeline(db, database, { media });
  const world = testWorld(db, { media, accept: pipeline.accept, settings: pipeline.settings });
  baseUrl = await serveApi(world);
  [host, sink] = await Promise.all([
    startMediaHost((request, response) => {
      const [kind] = (request.url ?? "").slice(1).split("/");
      if (kind === "gone") response.writeHead(404).end();
      else if (kind === "page") response.writeHead(200, { "Content-Type": "text/html" }).end("<html>");
      else if (kind === "lie") response.writeHead(200, { "Content-Type": "image/png" }).end("<html>");
      else if (kind === "large") response.writeHead(200, { "Content-Type": "image/png", "Content-Length": 9e6 }).end();
      else if (kind === "heavy")
        response.writeHead(200, { "Content-Type": "image/png" }).end(Buffer.concat([PNG, Buffer.alloc(3_000_000)]));
      else
        response
          .writeHead(200, { "Content-Type": "image/png", "Content-Disposition": 'inline; filename="owl.png"' })
          .end(PNG);
    }),
    startCallbackSink(),
  ]);
  account = await createAccount(world);
  client = sdkClient(baseUrl, account);
  from = await storeNumber(db, account.ctx.accountId);
  const serviceId = await storeService(db, account.ctx.accountId, [(await storeNumber(db, account.ctx.accountId)).id]);
  messagingServiceSid = `MG${serviceId.replaceAll("-", "")}`;
});
afterAll(async () => {
  await Promise.all([pipeline.stop(), host.close(), sink.close(), media.close()]);
});

const auth = () => ({ Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` });
const statusesOf = (sid: string) =>
  sink.received.filter(({ params }) => params.MessageSid === sid).map(({ params }) => params.MessageStatus);
const told = (sid: string, status: string) => expect.poll(() => statusesOf(sid), { timeout: 10_000 }).toContain(status);
const filesKept = () => {
  const folder = path.join(dataDir, "media");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
};

test("a picture goes out as one MMS, and its file is listed, described, served and deleted", async () => {
  const created = await client.messages.create({
    to: "+14155550199",
    from: from.phoneNumber,
    body: "x".repeat(400),
    mediaUrl: [`${host.url}/a`, `${host.url}/b`],
    statusCallback: sink.url,
  });
  expect(created).toMatchObject({ status: "queued", numMedia: "2", numSegments: "1" });
  expect(created.sid).toMatch(/^MM/);
  await told(created.sid, "delivered");
  expect(statusesOf(created.sid)).toEqual(["sent", "delivered"]);
  expect(await client.messages(created.sid).fetch()).toMatchObject({ price: "-0.02000", numMedia: "2" });

  const listed = await client.messages(created.sid).media.list();
  expect(listed).toHaveLength(2);
  const [first] = listed;
  expect(first).toMatchObject({ contentType: "image/png", parentSid: created.sid, accountSid: account.sid });
  expect((await client.messages(created.sid).media(first!.sid).fetch()).toJSON()).toEqual(first!.toJSON());
  const bySmallPages = await client.messages(created.sid).media.list({ pageSize: 1 });
  expect(bySmallPages.map(({ sid }) => sid)).toEqual(listed.map(({ sid }) => sid));
  expect(await client.messages(created.sid).media.list({ dateCreatedBefore: new Date("2020-01-01") })).toEqual([]);

  const bytes = await fetch(baseUrl + first!.uri.replace(".json", ""), { headers: auth() });
  expect([bytes.redirected, bytes.status]).toEqual([true, 200]);
  expect(Buffer.from(await bytes.arrayBuffer())).toEqual(PNG);
  expect(Object.fromEntries(bytes.headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": String(PNG.length),
    "x-content-type-options": "nosniff",
    "content-disposition": 'attachment; filename="owl.png"',
    "content-security-policy": "default-src 'none'; sandbox",
  });

  expect(await client.messages(created.sid).media(first!.sid).remove()).toBe(true);
  expect(await client.messages(created.sid).media.list()).toHaveLength(1);
  expect((await fetch(bytes.url)).status).toBe(404);
  await expect(client.messages(created.sid).media(first!.sid).remove()).rejects.toMatchObject({ code: 20404 });

  await client.messages(created.sid).remove();
  await expect(client.messages(created.sid).media.list()).rejects.toMatchObject({ code: 20404 });
  const { rows } = await db.sql.query("SELECT FROM media WHERE message_id = $1 AND removed_at IS NULL", [
    fromSid("MM", created.sid),
  ]);
  expect(rows).toEqual([]);
});

test("through a service it is accepted until its file is here, and then queued for a sender", async () => {
  const created = await client.messages.create({
    to: "+14155550198",
    messagingServiceSid,
    mediaUrl: [`${host.url}/a`],
    statusCallback: sink.url,
  });
  expect(created).toMatchObject({ status: "accepted", numMedia: "1", numSegments: "0", from: null, body: "" });
  await told(created.sid, "delivered");
  expect(statusesOf(created.sid)).toEqual(["queued", "sent", "delivered"]);
});

test.each([
  ["a file that is not there", ["gone"], 11200],
  ["a type messages do not carry", ["page"], 12300],
  ["a file that is not what it is called", ["lie"], 12300],
  ["a file that is too large", ["large"], 11751],
  ["files that are too large together", ["heavy", "heavy"], 30019],
])("%s fails the message, which says so", async (_what, kinds, code) => {
  for (const sender of [{ from: from.phoneNumber }, { messagingServiceSid }]) {
    const { sid } = await client.messages.create({
      to: "+14155550197",
      ...sender,
      mediaUrl: kinds.map((kind, index) => `${host.url}/${kind}/${index}`),
      statusCallback: sink.url,
    });
    await told(sid, "failed");
    expect(await client.messages(sid).fetch()).toMatchObject({ status: "failed", errorCode: code });
    const callback = sink.received.find(({ params }) => params.MessageSid === sid);
    expect(callback?.params).toMatchObject({ MessageStatus: "failed", ErrorCode: String(code) });
  }
});

test("to a country without MMS a service sends text with links, which lead to the files", async () => {
  const { sid } = await client.messages.create({
    to: "+447700900123",
    messagingServiceSid,
    body: "Your table",
    mediaUrl: [`${host.url}/a`, `${host.url}/b`],
    statusCallback: sink.url,
  });
  await told(sid, "delivered");
  const sent = await client.messages(sid).fetch();
  expect(sent.body).toMatch(/^Your table http:\/\/localhost:1\/m\/\w{7} http:\/\/localhost:1\/m\/\w{7}$/);
  expect(sent).toMatchObject({ numMedia: "2", numSegments: "1", price: "-0.04000" });
  const link = sent.body.split(" ").at(-1)!.replace("http://localhost:1", baseUrl);
  expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(PNG);
});

test("a scheduled message fetches its file when its time has come", async () => {
  const sendAt = new Date(Date.now() + 400_000);
  const { sid, status } = await client.messages.create({
    to: "+14155550198",
    messagingServiceSid,
    mediaUrl: [`${host.url}/scheduled`],
    scheduleType: "fixed",
    sendAt,
    statusCallback: sink.url,
  });
  expect(status).toBe("scheduled");
  const id = fromSid("MM", sid);
  await db.sql.query("UPDATE message SET send_at = now() WHERE id = $1", [id]);
  expect(host.asked).not.toContain("/scheduled");
  await db.sql.query("UPDATE message_due SET due_at = now() WHERE message_id = $1", [id]);
  await told(sid, "delivered");
  expect(host.asked).toContain("/scheduled");
});

test.each([
  ["a file system", ["file:///etc/passwd"], 21620],
  ["another protocol", ["gopher://127.0.0.1/"], 21620],
  ["no address", ["owl.png"], 21620],
  ["eleven files", Array.from({ length: 11 }, () => "https://example.com/owl.png"), 21623],
])("%s is refused at once", async (_what, mediaUrl, code) => {
  for (const sender of [{ from: from.phoneNumber }, { messagingServiceSid }]) {
    const create = client.messages.create({ to: "+14155550199", ...sender, mediaUrl });
    await expect(create).rejects.toMatchObject({ status: 400, code });
  }
});

test("a number without MMS cannot send media, and alone none reaches a country without MMS", async () => {
  const plain = await storeNumber(db, account.ctx.accountId);
  await db.sql.query("UPDATE phone_number SET mms = false WHERE id = $1", [plain.id]);
  const mediaUrl = [`${host.url}/a`];
  await expect(client.messages.create({ to: "+14155550199", from: plain.phoneNumber, mediaUrl })).rejects.toMatchObject(
    { code: 21621 },
  );
  await expect(client.messages.create({ to: "+447700900123", from: from.phoneNumber, mediaUrl })).rejects.toMatchObject(
    { code: 21612 },
  );
});

test("a sender whose queue of MMS is full refuses media at once, as it refuses text when that one is full", async () => {
  const full = await storeNumber(db, account.ctx.accountId);
  const mms = `${account.ctx.accountId}/mms`;
  const freeIn = (hours: number, queue: string) =>
    db.sql.query("UPDATE queue_pace SET free_at = now() + $2 * interval '1 hour' WHERE queue = $1", [queue, hours]);
  const send = (mediaUrl: string[]) =>
    client.messages.create({ to: "+14155550199", from: full.phoneNumber, body: "Look", mediaUrl });
  await freeIn(11, mms);
  await expect(send([`${host.url}/a`])).rejects.toMatchObject({ status: 400, code: 21611 });
  expect((await send([])).status).toBe("queued");
  await freeIn(0, mms);
  await freeIn(11, full.id);
  await expect(send([])).rejects.toMatchObject({ status: 400, code: 21611 });
  expect((await send([`${host.url}/a`])).status).toBe("queued");
});

test("a service that may not convert fails what no phone there could show, and one without MMS senders what none can send", async () => {
  const plain = await storeNumber(db, account.ctx.accountId);
  await db.sql.query("UPDATE phone_number SET mms = false WHERE id = $1", [plain.id]);
  const serviceId = await storeService(db, account.ctx.accountId, [plain.id]);
  await db.sql.query("UPDATE messaging_service SET mms_converter = false WHERE id = $1", [serviceId]);
  const send = async (to: string) => {
    const sent = await client.messages.create({
      to,
      messagingServiceSid: `MG${serviceId.replaceAll("-", "")}`,
      mediaUrl: [`${host.url}/never`],
    });
    expect(sent.status).toBe("accepted");
    return (await client.messages(sent.sid).fetch()).errorCode;
  };
  expect(await send("+447700900123")).toBe(30011);
  expect(await send("+14155550199")).toBe(21703);
  expect(host.asked).not.toContain("/never");
});

test("media that come in are kept, and the webhook says where", async () => {
  const number = await storeNumber(db, account.ctx.accountId, { smsUrl: `${sink.url}/inbound` });
  const answer = await fetch(`${baseUrl}/senderpool/v1/Simulator/Inbound`, {
    method: "POST",
    headers: auth(),
    body: new URLSearchParams([
      ["From", "+14155550123"],
      ["To", number.phoneNumber],
      ["Body", "look"],
      ["MediaUrl", `${host.url}/in`],
    ]),
  });
  expect(answer.status).toBe(201);
  const { sid } = (await answer.json()) as { sid: string };
  const [item] = await client.messages(sid).media.list();
  await expect
    .poll(() => sink.received.find(({ params }) => params.MessageSid === sid)?.params)
    .toMatchObject({
      NumMedia: "1",
      MediaContentType0: "image/png",
      MediaUrl0: `http://localhost:1${item!.uri.replace(".json", "")}`,
    });
});

test("no file is left that no message has", async () => {
  const { rows } = await db.sql.query<{ id: string }>("SELECT id FROM media WHERE stored_at IS NOT NULL");
  expect(filesKept().sort()).toEqual(rows.map(({ id }) => id).sort());
});
