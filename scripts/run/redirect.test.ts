import { once } from "node:events";
import http, { createServer, type IncomingMessage, type Server } from "node:http";
import https from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import tls from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthority } from "@/scripts/run/authority";
import { type Redirect, startRedirect } from "@/scripts/run/redirect";
import { upstreamOf } from "@/scripts/run/upstream";

const authority = createAuthority("twilio.com", new Date());
const ca = authority.certificate;
/** Stands where Senderpool does, and elsewhere: tells what came. */
const echo = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { method, url, headers } = request;
  response.writeHead(201, { "Twilio-Request-Id": "RQ1" });
  response.end(JSON.stringify({ method, url, headers, body }));
});
let echoPort = 0;
let redirect: Redirect;

beforeAll(async () => {
  echoPort = await listening(echo);
  redirect = await startRedirect({ target: `http://127.0.0.1:${echoPort}`, authority, upstream: upstreamOf({}) });
});

afterAll(async () => {
  await redirect.close();
  echo.close();
});

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

type Answer = { status: number | undefined; headers: http.IncomingHttpHeaders; body: Record<string, unknown> };

async function answerTo(request: http.ClientRequest, body = ""): Promise<Answer> {
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) };
}

/** As a client does that honours proxies. */
async function throughTunnel(host: string, port = redirect.port): Promise<Socket> {
  const request = http.request({ host: "127.0.0.1", port, method: "CONNECT", path: host, agent: false });
  request.end();
  const [response, socket] = (await once(request, "connect")) as [IncomingMessage, Socket];
  expect(response.statusCode).toBe(200);
  return socket;
}

/** As the preload has it: straight to the redirect. */
const direct = (host: string, path: string, options: https.RequestOptions = {}) =>
  https.request({
    host: "127.0.0.1",
    port: redirect.port,
    servername: host,
    path,
    ca,
    agent: false,
    ...options,
    headers: { host, ...options.headers },
  });

test("a request to Twilio reaches Senderpool with all it had, and with the host it called", async () => {
  const headers = { authorization: "Basic QUM6eA==", "content-type": "application/x-www-form-urlencoded" };
  const {
    status,
    headers: answered,
    body,
  } = await answerTo(
    direct("api.twilio.com", "/2010-04-01/Accounts/AC1/Messages.json?a=%2F", { method: "POST", headers }),
    "Body=Hello",
  );
  expect([status, answered["twilio-request-id"]]).toEqual([201, "RQ1"]);
  expect(body).toMatchObject({
    method: "POST",
    url: "/2010-04-01/Accounts/AC1/Messages.json?a=%2F",
    body: "Body=Hello",
    headers: { ...headers, host: `127.0.0.1:${echoPort}`, "senderpool-called-host": "api.twilio.com" },
  });
});

test("a client that honours proxies comes the same way", async () => {
  const socket = tls.connect({
    socket: await throughTunnel("messaging.twilio.com:443"),
    servername: "messaging.twilio.com",
    ca,
  });
  const request = https.request({
    path: "/v1/Services",
    headers: { host: "messaging.twilio.com" },
    createConnection: () => socket,
  });
  expect((await answerTo(request)).body).toMatchObject({
    headers: { "senderpool-called-host": "messaging.twilio.com" },
  });
});

test("a client that hands the proxy a whole https URL is understood", async () => {
  const path = "https://api.twilio.com/2010-04-01/Accounts.json?PageSize=1";
  const { body } = await answerTo(http.request({ host: "127.0.0.1", port: redirect.port, path, agent: false }));
  expect(body).toMatchObject({ url: "/2010-04-01/Accounts.json?PageSize=1" });
});

test("an edge and a region in the host make no difference", async () => {
  const { body } = await answerTo(direct("api.sydney.au1.twilio.com", "/2010-04-01/Accounts.json"));
  expect(body).toMatchObject({ headers: { "senderpool-called-host": "api.sydney.au1.twilio.com" } });
});

test("what is not offered here is refused in the form of the API's errors, and named", async () => {
  const { status, body } = await answerTo(direct("video.twilio.com", "/v1/Rooms"));
  expect(status).toBe(404);
  expect(body).toEqual({
    code: 20404,
    message: "Senderpool does not offer what is at video.twilio.com",
    more_info: "https://www.twilio.com/docs/errors/20404",
    status: 404,
  });
  expect(redirect.tally().refused).toEqual(new Map([["video.twilio.com", 1]]));
  expect(redirect.tally().answered.get("api.twilio.com")).toBeGreaterThan(0);
});

test("a path that is none of the API's never reaches the console", async () => {
  expect(await answerTo(direct("api.twilio.com", "/sign-in"))).toMatchObject({ status: 404, body: { code: 20404 } });
});

test("other hosts are passed through untouched, through a tunnel and plain", async () => {
  const socket = await throughTunnel(`127.0.0.1:${echoPort}`);
  const request = http.request({ path: "/2010-04-01/x", createConnection: () => socket });
  const { body } = await answerTo(request);
  expect(body.url).toBe("/2010-04-01/x");
  expect(body.headers).not.toHaveProperty("senderpool-called-host");
  const path = `http://127.0.0.1:${echoPort}/plain`;
  const plain = await answerTo(http.request({ host: "127.0.0.1", port: redirect.port, path, agent: false }));
  expect(plain.body.url).toBe("/plain");
});

test("other hosts still go by the proxy that was there before, which is asked with its credentials", async () => {
  const asked: unknown[] = [];
  const proxy = createServer().on("connect", (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url, request.headers["proxy-authorization"]);
    const onward = connect(echoPort, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    onward.pipe(socket).pipe(onward);
  });
  const upstream = upstreamOf({
    https_proxy: `http://me:p%40ss@127.0.0.1:${await listening(proxy)}`,
    NO_PROXY: "intern.example",
  });
  const chained = await startRedirect({ target: `http://127.0.0.1:${echoPort}`, authority, upstream });
  const socket = await throughTunnel("shop.example:443", chained.port);
  const { body } = await answerTo(http.request({ path: "/", createConnection: () => socket }));
  expect(body.url).toBe("/");
  expect(asked).toEqual(["shop.example:443", `Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
  expect(upstream.proxyFor("a.intern.example", "https")).toBeUndefined();
  await chained.close();
  proxy.close();
});

test("a client that does not trust the authority is counted, so that it can be told", async () => {
  const request = https.request({ host: "127.0.0.1", port: redirect.port, servername: "api.twilio.com", agent: false });
  request.end();
  const [error] = await once(request, "error");
  expect(error.code).toMatch(/CERT|VERIFY|SIGNATURE/);
  await expect.poll(() => redirect.tally().distrusted).toBe(1);
});

test("the authority can vouch for nobody but Twilio's hosts", async () => {
  const { key, cert } = authority.identityFor("example.com");
  const server = https.createServer({ key, cert }, (_request, response) => response.end());
  const port = await listening(server as unknown as Server);
  const request = https.request({ host: "127.0.0.1", port, servername: "example.com", ca, agent: false });
  request.end();
  const [error] = await once(request, "error");
  expect(error.message).toContain("permitted subtree violation");
  server.close();
});

test("a Senderpool that is away is answered as the API answers when it cannot", async () => {
  const away = await startRedirect({ target: "http://127.0.0.1:1", authority, upstream: upstreamOf({}) });
  const request = https.request({
    host: "127.0.0.1",
    port: away.port,
    servername: "api.twilio.com",
    path: "/v1/x",
    ca,
    headers: { host: "api.twilio.com" },
    agent: false,
  });
  expect(await answerTo(request)).toMatchObject({ status: 502, body: { code: 20503 } });
  await away.close();
});
