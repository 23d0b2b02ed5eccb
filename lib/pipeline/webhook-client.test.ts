import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWebhookClient } from "@/lib/pipeline/webhook-client";
import type { Webhook } from "@/lib/store/webhooks";

const TOKEN = "12345";
let answer: (response: ServerResponse) => void;
let base: string;
const seen: { url: string; headers: Record<string, string | string[] | undefined>; body: string }[] = [];
const server: Server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  seen.push({ url: request.url ?? "", headers: request.headers, body });
  answer(response);
});
const client = createWebhookClient({ allows: (address) => address === "127.0.0.1" });

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
});

const webhook = (url: string, given: Partial<Webhook> = {}): Webhook => ({
  messageId: "0190a000-0000-7000-8000-000000000001",
  seq: 2,
  kind: "status",
  accountId: "a",
  url,
  method: "POST",
  params: { MessageSid: "SM1", Body: "a b&c" },
  dueAt: new Date(),
  attempt: 0,
  ...given,
});

test("an event is a signed form with the headers of the wire, and the fragment stays at home", async () => {
  answer = (response) => response.writeHead(204).end();
  const url = `${base}/status?q=1`;
  const answered = await client.call(webhook(`${url}#rc=2`), TOKEN);
  expect(answered).toMatchObject({
    url,
    status: 204,
    failure: null,
    body: "",
    requestBody: "MessageSid=SM1&Body=a+b%26c",
  });
  const { headers, ...request } = seen.at(-1)!;
  expect(request).toEqual({ url: "/status?q=1", body: "MessageSid=SM1&Body=a+b%26c" });
  expect(headers).toMatchObject({
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "user-agent": "TwilioProxy/1.1",
    accept: "*/*",
    "accept-encoding": "gzip",
    "i-twilio-idempotency-token": expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ),
  });
  const { default: twilio } = await import("twilio");
  const signature = headers["x-twilio-signature"] as string;
  expect(twilio.validateRequest(TOKEN, signature, url, { MessageSid: "SM1", Body: "a b&c" })).toBe(true);
});

test("a GET has its parameters in the query, which is what is signed", async () => {
  answer = (response) => response.writeHead(200).end();
  await client.call(webhook(`${base}/in?q=1`, { method: "GET", kind: "inbound" }), TOKEN);
  const { url, headers, body } = seen.at(-1)!;
  expect([url, body]).toEqual(["/in?q=1&MessageSid=SM1&Body=a+b%26c", ""]);
  const { default: twilio } = await import("twilio");
  expect(twilio.validateRequest(TOKEN, headers["x-twilio-signature"] as string, base + url, {})).toBe(true);
});

test("credentials in the URL are signed and sent", async () => {
  answer = (response) => response.writeHead(200).end();
  await client.call(webhook(base.replace("//", "//owl:s%40fe@")), TOKEN);
  expect(seen.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from("owl:s@fe").toString("base64")}`);
});

test.each([
  ["a redirect is a failure and is not followed", 302, { Location: "/elsewhere" }, undefined],
  ["a refusal is one", 404, {}, "4xx"],
  ["an error is one", 503, {}, "5xx"],
])("%s", async (_rule, status, headers, cause) => {
  answer = (response) => response.writeHead(status, headers).end("no");
  const before = seen.length;
  expect(await client.call(webhook(base), TOKEN)).toMatchObject({
    status,
    body: "no",
    failure: { code: 11200, cause },
  });
  expect(seen.length).toBe(before + 1);
});

test("of an answer without end 64 KB are read, and its status counts", async () => {
  answer = (response) => {
    response.writeHead(200);
    const write = () => {
      if (response.destroyed) return;
      response.write("x".repeat(10_000));
      setImmediate(write);
    };
    write();
  };
  const answered = await client.call(webhook(base), TOKEN);
  expect(answered).toMatchObject({ status: 200, failure: null });
  expect(answered.body).toHaveLength(65_536);
});

test("a compressed answer is read, and one that would grow without bound is not", async () => {
  answer = (response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("<Response/>"));
  expect((await client.call(webhook(base), TOKEN)).body).toBe("<Response/>");
  answer = (response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("x".repeat(10_000_000)));
  expect((await client.call(webhook(base), TOKEN)).body).toBe("");
});

test.each([
  ["no answer in the time of a read", "rt=200", (_response: ServerResponse) => {}, "rt"],
  ["no complete answer in time", "tt=300", (response: ServerResponse) => response.writeHead(200).write("a"), undefined],
])("%s is a failure", async (_rule, override, answers, cause) => {
  answer = answers;
  const begun = performance.now();
  expect(await client.call(webhook(`${base}#${override}`), TOKEN)).toMatchObject({ failure: { code: 11200, cause } });
  expect(performance.now() - begun).toBeLessThan(2_500);
});

test("nobody there is a failed connection, and so is one that is closed without an answer", async () => {
  expect(await client.call(webhook("http://127.0.0.1:1/"), TOKEN)).toMatchObject({
    status: null,
    failure: { code: 11205, cause: "ct" },
  });
  answer = (response) => response.destroy();
  expect(await client.call(webhook(base), TOKEN)).toMatchObject({ failure: { code: 11205, cause: "ct" } });
});

test("an answer that is not HTTP is a violation of the protocol", async () => {
  const talker = createTcpServer((socket) => socket.once("data", () => socket.end("SSH-2.0-owl\r\n")));
  await new Promise<void>((resolve) => talker.listen(0, "127.0.0.1", resolve));
  const { port } = talker.address() as AddressInfo;
  expect(await client.call(webhook(`http://127.0.0.1:${port}/`), TOKEN)).toMatchObject({ failure: { code: 11206 } });
  talker.close();
});

test.each([
  ["http://127.0.0.2:%/"],
  ["http://[::1]:%/"],
  ["http://[::ffff:127.0.0.2]:%/"],
  ["http://169.254.169.254/"],
  ["http://0x7f000002:%/"],
])("an address that may not be reached is not dialled: %s", async (url) => {
  const before = seen.length;
  const answered = await client.call(webhook(url.replace("%", new URL(base).port)), TOKEN);
  expect(answered).toMatchObject({ status: null, failure: { code: 11210, cause: undefined } });
  expect(seen.length).toBe(before);
});

test("of a name's addresses only those that may be reached are tried", async () => {
  answer = (response) => response.writeHead(200).end();
  const local = base.replace("127.0.0.1", "localhost");
  expect(await client.call(webhook(local), TOKEN)).toMatchObject({ status: 200 });
  const strict = createWebhookClient({ allows: () => false });
  expect(await strict.call(webhook(local), TOKEN)).toMatchObject({ failure: { code: 11210 } });
  await strict.close();
});

test("a name that nobody has is a bad host, and an override out of bounds is told by its code", async () => {
  expect(await client.call(webhook("http://owl.invalid/"), TOKEN)).toMatchObject({ failure: { code: 11210 } });
  expect(await client.call(webhook(`${base}#ct=1`), TOKEN)).toMatchObject({ failure: { code: 11243 } });
});
