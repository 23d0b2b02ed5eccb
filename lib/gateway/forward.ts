import { Agent, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";

/** Where the console listens: a private address. */
export type ConsoleAddress = { readonly host: string; readonly port: number };

/** Connections to the console; more requests wait for one. */
const SOCKETS_MAX = 128;
/** Longer than any page takes; a console that hangs does not hold its visitors for ever. */
const ANSWER_TIMEOUT_MS = 60_000;

/** They belong to one connection and are never passed on. @source RFC 9110 §7.6.1 */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export type Forward = {
  /** Passes a request on and its answer back; a console that is down is a small page with status 503. */
  request(incoming: IncomingMessage, outgoing: ServerResponse): void;
  /** Joins a connection that changes protocol to the console's. */
  upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Such connections never end by themselves. */
  endUpgraded(): void;
  close(): void;
};

/**
 * The way to the console. Host goes through unchanged; whatever the client said about who it is (X-Forwarded-*, Forwarded)
 * is replaced by what is known here.
 * @param publicUrl  its scheme is the one the browser sees
 * @source contracts, Gateway in front of the console
 */
export function createForward(console: ConsoleAddress, publicUrl: string): Forward {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  const proto = new URL(publicUrl).protocol.slice(0, -1);
  const upgraded = new Set<Socket>();

  function send(incoming: IncomingMessage, outgoing: ServerResponse, isRetry: boolean): void {
    const { method, url } = incoming;
    const headers = forwardedHeaders(incoming, proto);
    const passed = request({ ...console, agent, method, path: url, headers, timeout: ANSWER_TIMEOUT_MS });
    passed.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, withoutHopByHop(answer.headers));
      answer.pipe(outgoing);
      answer.on("error", () => outgoing.destroy());
    });
    passed.on("timeout", () => passed.destroy());
    passed.on("error", () => {
      if (outgoing.headersSent) {
        outgoing.destroy();
        return;
      }
      // A kept connection may have been closed at the very moment it was used again; nothing was done then.
      if (passed.reusedSocket && !isRetry && (method === "GET" || method === "HEAD")) send(incoming, outgoing, true);
      else answerDown(outgoing);
    });
    outgoing.on("close", () => passed.destroy());
    if (method === "GET" || method === "HEAD") passed.end();
    else incoming.pipe(passed);
  }

  return {
    request: (incoming, outgoing) => send(incoming, outgoing, false),
    upgrade(incoming, socket, head) {
      const passed = connect(console);
      upgraded.add(socket);
      socket.setTimeout(0);
      const end = () => {
        upgraded.delete(socket);
        socket.destroy();
        passed.destroy();
      };
      for (const side of [socket, passed]) side.on("error", end).on("close", end);
      passed.on("connect", () => {
        const headers = {
          ...forwardedHeaders(incoming, proto),
          connection: "Upgrade",
          upgrade: incoming.headers.upgrade,
        };
        passed.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headerLines(headers)}\r\n`);
        passed.write(head);
        passed.pipe(socket).pipe(passed);
      });
    },
    endUpgraded() {
      for (const socket of upgraded) socket.destroy();
    },
    close: () => agent.destroy(),
  };
}

function forwardedHeaders({ headers, socket }: IncomingMessage, proto: string): IncomingHttpHeaders {
  const passed = withoutHopByHop(headers);
  for (const name in passed) if (name.startsWith("x-forwarded-") || name === "forwarded") delete passed[name];
  passed["x-forwarded-for"] = socket.remoteAddress ?? "";
  passed["x-forwarded-proto"] = proto;
  if (headers.host !== undefined) passed["x-forwarded-host"] = headers.host;
  return passed;
}

/** Also those that the Connection header names. */
function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? "").toLowerCase().split(/[\s,]+/);
  const kept: IncomingHttpHeaders = {};
  for (const name in headers) if (!HOP_BY_HOP.has(name) && !named.includes(name)) kept[name] = headers[name];
  return kept;
}

const headerLines = (headers: IncomingHttpHeaders) =>
  Object.entries(headers)
    .flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}\r\n`)))
    .join("");

const DOWN = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>The console is starting · Senderpool</title></head>
<body style="font-family: system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1rem; line-height: 1.5">
<h1 style="font-size: 1.25rem">The console is starting</h1>
<p>Messages are accepted and sent meanwhile. This page tries again by itself.</p></body></html>
`;

function answerDown(outgoing: ServerResponse): void {
  outgoing.writeHead(503, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Retry-After": "3",
  });
  outgoing.end(DOWN);
}
