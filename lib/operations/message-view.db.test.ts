import twilio from "twilio";
import { beforeEach, expect, test } from "vitest";
import { statusCallbackParams } from "@/lib/domain/callback";
import type { Message } from "@/lib/domain/message";
import { twilioSignature } from "@/lib/domain/signature";
import type { Ctx } from "@/lib/operations/ctx";
import { keepMedia } from "@/lib/operations/keep-media";
import { readMessage } from "@/lib/operations/message-view";
import { redactMessage } from "@/lib/operations/messages";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, type TestAccount, testWorld } from "@/lib/testing/factories";
import { PNG, startMediaHost } from "@/lib/testing/media";
import { storeMessage } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open();

let account: TestAccount;
let ctx: Ctx;
beforeEach(async () => {
  account = await createAccount(testWorld(db));
  ctx = account.ctx;
});

const store = (given: Partial<Message> = {}) => storeMessage(db, ctx.accountId, given);

/** Stores a callback as it was made. */
async function storeAttempt(message: Message, url: string, token = account.authToken) {
  const params = Object.entries(statusCallbackParams(message, "delivered"));
  const signature = twilioSignature(token, url, params);
  const headers = { "X-Twilio-Signature": signature, Authorization: "Basic c2VjcmV0" };
  await db.sql.query(
    `INSERT INTO webhook_attempt (message_id, seq, kind, attempt, account_id, at, duration_ms, method, url,
       request_headers, request_body, response_status, response_headers)
     VALUES ($1, 0, 'status', 1, $2, now(), 5, 'POST', $3, $4, $5, 204, '{"Set-Cookie": "session=secret"}')`,
    [message.id, ctx.accountId, url, headers, new URLSearchParams(params).toString()],
  );
  return { signature, params };
}

test("shows the very text that was signed, and the official helper agrees with the signature", async () => {
  const message = await store();
  const url = "https://hooks.example.com/status?shop=7";
  const { signature, params } = await storeAttempt(message, url);
  const [exchange] = (await readMessage(ctx, message)).exchanges;
  expect(exchange?.signature?.matches).toBe(true);
  expect(exchange?.signature?.signed.startsWith(`${url}AccountSid${account.sid}ApiVersion2010-04-01`)).toBe(true);
  expect(exchange?.params).toEqual(params);
  expect(twilio.validateRequest(account.authToken, signature, url, Object.fromEntries(params))).toBe(true);
});

test("tells what is tried again, and when, and what waits behind it", async () => {
  const message = await store({ status: "delivered" });
  expect((await readMessage(ctx, message)).nextTry).toBeNull();
  const at = new Date("2026-05-03T18:00:00Z");
  await db.sql.query(
    `INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, attempt)
     VALUES ($1, 0, 'status', $2, 'http://owl/x', 'POST', '{}', $3, 8), ($1, 1, 'status', $2, 'http://owl/x', 'POST', '{}', now(), 0)`,
    [message.id, ctx.accountId, at],
  );
  await db.sql.query(
    "INSERT INTO message_event (message_id, seq, account_id, at, name) VALUES ($1, 1, $2, now(), 'read')",
    [message.id, ctx.accountId],
  );
  const { nextTry } = await readMessage(ctx, message);
  expect(nextTry).toEqual({ tells: "delivered", number: 9, at, behind: ["read"] });
});

test("says when today's token makes another signature", async () => {
  const message = await store();
  await storeAttempt(message, "https://hooks.example.com/status", "an older token");
  const [exchange] = (await readMessage(ctx, message)).exchanges;
  expect(exchange?.signature?.matches).toBe(false);
});

test("shows no secret: credentials, cookies and passwords in a URL are masked", async () => {
  const message = await store();
  await storeAttempt(message, "https://hook:hunter2@hooks.example.com/status");
  const view = await readMessage(ctx, message);
  const shown = JSON.stringify(view.exchanges);
  for (const secret of ["hunter2", "c2VjcmV0", "session=secret", account.authToken])
    expect(shown).not.toContain(secret);
  expect(view.exchanges[0]?.url).toBe("https://hook:••••@hooks.example.com/status");
});

test("counts the others that failed alike since the day before, and not itself", async () => {
  const failed = { status: "undelivered", errorCode: 30003 } as const;
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const first = await store({ ...failed, createdAt: hoursAgo(5) });
  await store({ ...failed, createdAt: hoursAgo(40) });
  await store({ ...failed, errorCode: 30005 });
  const message = await store({ ...failed, createdAt: hoursAgo(1) });
  expect((await readMessage(ctx, message)).similar).toEqual({ count: 1, since: first.createdAt });
  expect((await readMessage(ctx, await store())).similar).toBeNull();
});

test("tells the message as the API does, dates and all", async () => {
  const message = await store({ createdAt: new Date("2026-05-03T12:00:00.120Z") });
  const { raw } = await readMessage(ctx, message);
  expect(JSON.parse(raw.message)).toMatchObject({
    account_sid: account.sid,
    date_created: "Sun, 03 May 2026 12:00:00 +0000",
    num_segments: "1",
  });
});

test("a removed text is nowhere on the page", async () => {
  const message = await store({ body: "Your table is ready" });
  await redactMessage(ctx, message.id);
  const view = await readMessage(ctx, message);
  expect(JSON.stringify(view)).not.toContain("Your table is ready");
  expect(view.story.redactedBy).toBe(ctx.actor);
});

test("shows the files of a message by links that work for a while, and no password of where they came from", async () => {
  const host = await startMediaHost();
  const message = await storeMessage(db, ctx.accountId, { numMedia: 1 });
  const url = host.url.replace("//", "//ada:hunter2@");
  await keepMedia(
    { ...ctx, sql: db.sql },
    { accountId: ctx.accountId, messageId: message.id, urls: [url], linked: false },
  );
  await db.sql.query("UPDATE message_event SET detail = $2 WHERE message_id = $1", [
    message.id,
    { request: { MediaUrl: [url] } },
  ]);
  const view = await readMessage(ctx, message);
  expect(view.media).toMatchObject([{ contentType: "image/png", bytes: PNG.length, fileName: null }]);
  expect(ctx.media.signedName(view.media[0]!.path, new Date())).toBeDefined();
  expect(view.exchanges).toMatchObject([{ kind: "media", responseStatus: 200, signature: null }]);
  expect(view.story.mediaUrls).toHaveLength(1);
  expect(JSON.stringify(view)).not.toContain("hunter2");
  await host.close();
});
