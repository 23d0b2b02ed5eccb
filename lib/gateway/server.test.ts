import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
} from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { ApiRequest } from "@/lib/api/message";
import { createServer, type GatewayServer, type ServerOptions } from "./server";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A console that tells what reached it. */
async function startConsole(listener: RequestListener = tell): Promise<{ server: Server; port: number }> {
  const server = createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function tell(incoming: IncomingMessage, outgoing: { end(text: string): void }): void {
  let body = "";
  incoming.setEncoding("utf8").on("data", (text) => {
    body += text;
  });
  incoming.on("end", () =>
    outgoing.end(JSON.stringify({ method: incoming.method, url: incoming.url, headers: incoming.headers, body })),
  );
}

async function startGateway(
  given: Partial<ServerOptions> = {},
): Promise<{ server: GatewayServer; port: number; seen: ApiRequest[] }> {
  const seen: ApiRequest[] = [];
  const server = createServer({
    handle: async (asked) => {
      seen.push(asked);
      return { status: 201, headers: { "Content-Type": "application/json" }, body: '{"ok":true}' };
    },
    serveBytes: async () => ({ status: 404, headers: {}, body: "" }),
    followLink: async () => ({ status: 404, headers: {}, body: "" }),
    health: () => ({ status: "ok", database: "ok", pipeline: "ok", carriers: "ok" }),
    console: { host: "127.0.0.1", port: 1 },
    publicUrl: "https://sms.example.com",
    host: "127.0.0.1",
    port: 0,
    ...given,
  });
  const port = await server.listen();
  open.push(server);
  return { server, port, seen };
}

type Answer = { status: number; headers: IncomingMessage["headers"]; body: string };

/** Unlike fetch, sends every header as given. */
const send = (
  port: number,
  path: string,
  given: { method?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  new Promise<Answer>((resolve, reject) => {
    const { method = "GET", headers = {}, body } = given;
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });

test.each([
  "/2010-04-01/Accounts/AC1.json",
  "/v1/Services?PageSize=1",
  "/v2/X",
  "/senderpool/v1/Simulator/Inbound",
  "/v1",
])("answers %s itself", async (path) => {
  const { port, seen } = await startGateway();
  const answer = await send(port, path, { method: "POST", headers: { authorization: "Basic x" }, body: "To=1" });
  expect(answer).toMatchObject({ status: 201, body: '{"ok":true}' });
  expect(seen).toMatchObject([{ method: "POST", url: path, headers: { authorization: "Basic x" } }]);
  expect(Buffer.from(seen[0]!.body).toString()).toBe("To=1");
});

test.each(["/", "/v1-is-not-the-api", "/services?x=1", "/healthy"])("passes %s on to the console", async (path) => {
  const { port, seen } = await startGateway({ console: { host: "127.0.0.1", port: (await startConsole()).port } });
  expect(JSON.parse((await send(port, path)).body)).toMatchObject({ method: "GET", url: path });
  expect(seen).toEqual([]);
});

test("Host goes through as it came; what the client said about itself is replaced", async () => {
  const { port } = await startGateway({ console: { host: "127.0.0.1", port: (await startConsole()).port } });
  const headers = {
    host: "sms.example.com",
    "x-forwarded-for": "203.0.113.1",
    "x-forwarded-host": "evil.example",
    "x-forwarded-port": "1",
    forwarded: "for=203.0.113.1",
    cookie: "a=b",
    connection: "keep-alive, x-private",
    "x-private": "1",
  };
  const { headers: seen } = JSON.parse((await send(port, "/", { headers })).body);
  expect(seen).toMatchObject({
    host: "sms.example.com",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "sms.example.com",
    "x-forwarded-proto": "https",
    cookie: "a=b",
  });
  for (const name of ["x-forwarded-port", "forwarded", "x-private"]) expect(seen).not.toHaveProperty(name);
});

test("a console that is down is a small page with 503, and the API answers on", async () => {
  const { port } = await startGateway();
  const answer = await send(port, "/");
  expect(answer.status).toBe(503);
  expect(answer.body).toContain("The console is starting");
  expect((await send(port, "/v1/Services", { method: "POST" })).status).toBe(201);
});

test.each<[string, string | undefined, string, number]>([
  ["the public address", "https://sms.example.com", "sms.example.com", 200],
  ["this machine, opened under that name", "http://localhost:PORT", "localhost:PORT", 200],
  ["this machine, opened under another name", "http://localhost:PORT", "127.0.0.1:PORT", 403],
  ["another port of this machine", "http://localhost:1", "localhost:1", 403],
  ["a foreign page", "https://evil.example", "sms.example.com", 403],
  ["a foreign page that names itself as Host", "https://evil.example", "evil.example", 403],
  ["nowhere", undefined, "sms.example.com", 403],
  ["an opaque page", "null", "sms.example.com", 403],
])("a form from %s is answered as it should be", async (_rule, origin, host, status) => {
  const { port } = await startGateway({ console: { host: "127.0.0.1", port: (await startConsole()).port } });
  const here = (text: string) => text.replace("PORT", String(port));
  const headers = { host: here(host), "x-forwarded-host": "evil.example", ...(origin ? { origin: here(origin) } : {}) };
  const answer = await send(port, "/services/new", { method: "POST", headers, body: "name=A" });
  expect(answer.status).toBe(status);
  if (status === 200) expect(JSON.parse(answer.body)).toMatchObject({ method: "POST", body: "name=A" });
});

test("reading needs no Origin, and the API takes any", async () => {
  const { port } = await startGateway({ console: { host: "127.0.0.1", port: (await startConsole()).port } });
  expect((await send(port, "/", { headers: { origin: "https://evil.example" } })).status).toBe(200);
  const foreign = { method: "POST", headers: { origin: "https://app.example" } };
  expect((await send(port, "/v1/Services", foreign)).status).toBe(201);
});

test("tells its health at once, whatever it is", async () => {
  const down = { status: "down", database: "down", pipeline: "ok", carriers: "ok" } as const;
  const { port } = await startGateway({ health: () => down });
  const answer = await send(port, "/health?x=1");
  expect(answer.status).toBe(503);
  expect(JSON.parse(answer.body)).toEqual(down);
  expect((await send((await startGateway()).port, "/health")).status).toBe(200);
});

test("shows its counters", async () => {
  const { port } = await startGateway({ metrics: () => ({ messages_accepted: 7 }) });
  await send(port, "/v1/Services", { method: "POST" });
  const { body } = await send(port, "/metrics");
  expect(body).toMatch(/^senderpool_api_requests 1$/m);
  expect(body).toMatch(/^senderpool_messages_accepted 7$/m);
});

test("an address that is too long is refused", async () => {
  const { port } = await startGateway();
  expect((await send(port, `/v1/${"a".repeat(9_000)}`)).status).toBe(414);
});

test("a body that is too long reaches the API cut, and its answer reaches the client", async () => {
  const { port, seen } = await startGateway();
  const answer = await send(port, "/v1/Services", { method: "POST", body: "a".repeat(3_000_000) });
  expect(answer.status).toBe(201);
  expect(seen[0]!.body.length).toBeGreaterThan(131_072);
  expect(seen[0]!.body.length).toBeLessThan(300_000);
});

test("a form that says it is too large is refused", async () => {
  const { port } = await startGateway();
  const headers = { origin: "https://sms.example.com", "content-length": "10485761" };
  const status = await new Promise((resolve) => {
    const sent = request({ host: "127.0.0.1", port, path: "/", method: "POST", headers }, (answer) => {
      resolve(answer.statusCode);
      sent.destroy();
    });
    sent.on("error", () => {});
    sent.flushHeaders();
  });
  expect(status).toBe(413);
});

/** Speaks raw bytes. @returns all that comes back until the end, or until `until` is in it */
const speak = (port: number, text: string, until?: string) =>
  new Promise<string>((resolve) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      heard += chunk;
      if (until && heard.includes(until)) resolve(heard);
    });
    socket.on("close", () => resolve(heard));
    open.push({ close: () => socket.destroy() });
  });

test.each([
  ["a head that is too large", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, "HTTP/1.1 431"],
  ["what is no HTTP", "hello\r\n\r\n", "HTTP/1.1 400"],
  [
    "a proxy's request target",
    "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "HTTP/1.1 400",
  ],
])("refuses %s", async (_rule, text, expected) => {
  const { port } = await startGateway();
  expect(await speak(port, text)).toContain(expected);
});

const UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n";

test("joins a connection that changes protocol to the console's", async () => {
  const { server, port: consolePort } = await startConsole();
  server.on("upgrade", (incoming, socket, head: Buffer) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${UPGRADE}\r\n${incoming.headers.host} `);
    for (const early of head.length > 0 ? [head] : []) socket.write(`echo ${early}`);
    socket.on("data", (chunk: Buffer) => socket.write(`echo ${chunk}`));
    open.push({ close: () => socket.destroy() });
  });
  const { port } = await startGateway({ console: { host: "127.0.0.1", port: consolePort } });
  const heard = await speak(port, `GET /_next/hmr HTTP/1.1\r\nHost: a:1\r\n${UPGRADE}\r\nping`, "echo ping");
  expect(heard).toMatch(/^HTTP\/1\.1 101 [\s\S]*a:1 echo ping$/);
});

test("a foreign page cannot open such a connection", async () => {
  const { port } = await startGateway({ console: { host: "127.0.0.1", port: (await startConsole()).port } });
  const asked = `GET /_next/hmr HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: https://evil.example\r\n${UPGRADE}\r\n`;
  expect(await speak(port, asked)).toContain("HTTP/1.1 403");
});

test("closing lets what runs finish and takes no more", async () => {
  let answer = () => {};
  const { port: consolePort } = await startConsole((_incoming, outgoing) => {
    answer = () => outgoing.end("late");
  });
  const { server, port } = await startGateway({ console: { host: "127.0.0.1", port: consolePort } });
  const running = send(port, "/");
  await expect.poll(() => answer.toString()).toContain("late");
  const closed = server.close();
  await expect(send(port, "/health")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  answer();
  expect(await running).toMatchObject({ status: 200, body: "late" });
  await closed;
});

test("a port that is taken is said so", async () => {
  const { port } = await startConsole();
  await expect(startGateway({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
