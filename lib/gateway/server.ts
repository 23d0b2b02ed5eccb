import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import type { Handle } from "@/lib/api/handle";
import { isBytesPath, type ServeBytes } from "@/lib/api/media-bytes";
import { BODY_BYTES_MAX, isApiPath } from "@/lib/api/message";
import { type FollowLink, isShortLinkPath } from "@/lib/api/short-link";
import { KEY_HEADERS } from "@/lib/domain/idempotency";
import { trustedOrigins } from "@/lib/domain/trusted-origins";
import { CALLED_HOST } from "@/lib/domain/twilio-host";
import { type ConsoleAddress, createForward } from "@/lib/gateway/forward";
import type { Health } from "@/lib/gateway/health";

export type ServerOptions = {
  readonly handle: Handle;
  /** Serves the files of messages. */
  readonly serveBytes: ServeBytes;
  /** Leads to where short links lead. */
  readonly followLink: FollowLink;
  readonly health: () => Health;
  /** Counters to show at /metrics beside the server's own, by name. */
  readonly metrics?: () => Readonly<Record<string, number>>;
  /** Where everything that is not the API goes. */
  readonly console: ConsoleAddress;
  readonly publicUrl: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
};

export type GatewayServer = {
  /** @returns the port it listens on @throws Error with code EADDRINUSE */
  listen(): Promise<number>;
  /** Takes no more requests, lets those that run finish for a few seconds, then ends what is left. */
  close(): Promise<void>;
};

/** Slow clients are let go: so long may a request's head, and all of a request, take to arrive. */
const HEAD_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than the usual 60 s of a load balancer in front, so that it is not we who close first. */
const KEEP_ALIVE_MS = 65_000;
/** A connection on which nothing moves at all. */
const SILENCE_MS = 120_000;
const HEAD_BYTES_MAX = 16_384;
const URL_LENGTH_MAX = 8_192;
/** Of an API request's body; its limit is far below. */
const DISCARDED_BYTES_MAX = 10_485_760;
/** What the console accepts in a form, with room to spare. */
const FORM_BYTES_MAX = 10_485_760;
const CONNECTIONS_MAX = 10_000;
const DRAIN_MS = 5_000;

/**
 * The public address: answers the API, /health and /metrics itself and passes everything else on to the console. Outside
 * the API a request that changes something must come from a page of ours, told by its Origin.
 * @source contracts, Gateway in front of the console
 */
export function createServer(options: ServerOptions): GatewayServer {
  const { handle, health, publicUrl, host } = options;
  const forward = createForward(options.console, publicUrl);
  const counters = {
    api_requests: 0,
    api_server_errors: 0,
    media_requests: 0,
    link_requests: 0,
    console_requests: 0,
    foreign_origins_refused: 0,
  };
  let isOurs: OriginRule = () => false;
  let closing = false;

  const server = createHttpServer({
    maxHeaderSize: HEAD_BYTES_MAX,
    headersTimeout: HEAD_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: 2_000,
  });
  server.maxConnections = CONNECTIONS_MAX;
  server.setTimeout(SILENCE_MS);

  server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { url = "", method = "" } = incoming;
    if (closing) outgoing.setHeader("Connection", "close");
    if (!url.startsWith("/")) return answerText(outgoing, 400, "The request target must be a path");
    if (url.length > URL_LENGTH_MAX) return answerText(outgoing, 414, "The address is too long");
    if (isApiPath(url)) {
      counters.api_requests += 1;
      return answerApi(incoming, outgoing);
    }
    if (isBytesPath(url)) {
      counters.media_requests += 1;
      void answerBytes(incoming, outgoing);
      return;
    }
    if (isShortLinkPath(url)) {
      counters.link_requests += 1;
      void answerLink(incoming, outgoing);
      return;
    }
    const path = url.split("?", 1)[0];
    if (path === "/health") return answerHealth(outgoing, health());
    if (path === "/metrics") return answerText(outgoing, 200, metricsText({ ...counters, ...options.metrics?.() }));
    counters.console_requests += 1;
    if (!SAFE.has(method) && !isOurs(incoming.headers.origin, incoming.headers.host)) {
      counters.foreign_origins_refused += 1;
      return answerText(outgoing, 403, "This request does not come from a page of this console");
    }
    if (!SAFE.has(method) && !limitBody(incoming, FORM_BYTES_MAX)) {
      return answerText(outgoing, 413, "The form is too large");
    }
    forward.request(incoming, outgoing);
  });

  server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const { url = "", headers } = incoming;
    socket.on("error", () => socket.destroy());
    const foreign = headers.origin !== undefined && !isOurs(headers.origin, headers.host);
    if (!url.startsWith("/") || isApiPath(url) || foreign) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    forward.upgrade(incoming, socket, head);
  });

  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    const status = CLIENT_ERRORS[error.code ?? ""] ?? "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  async function answerBytes(
    { method = "", url = "", headers }: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const answered = await options.serveBytes({ method, url, range: headers.range });
    outgoing.writeHead(answered.status, answered.headers);
    if (typeof answered.body === "string") outgoing.end(answered.body);
    // Whoever goes away in the middle, or a store that fails there, ends both sides.
    else pipeline(answered.body, outgoing, () => {});
  }

  async function answerLink(
    { method = "", url = "", headers }: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const { host = "", "user-agent": userAgent = "" } = headers;
    const answered = await options.followLink({ method, url, host, userAgent });
    outgoing.writeHead(answered.status, answered.headers);
    outgoing.end(method === "HEAD" ? undefined : answered.body);
  }

  function answerApi(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const answer = async (body: Uint8Array) => {
      const { method = "", url = "", headers } = incoming;
      const picked: Record<string, string | undefined> = {};
      for (const name of API_HEADERS) picked[name] = headers[name]?.toString();
      const answered = await handle({ method, url, headers: picked, body });
      if (answered.status >= 500) counters.api_server_errors += 1;
      // All headers in one go: each one set before costs a copy of the rest.
      const length = answered.body === "" ? {} : { "Content-Length": Buffer.byteLength(answered.body) };
      outgoing.writeHead(answered.status, { ...answered.headers, ...length });
      outgoing.end(answered.body);
    };
    if (!WITH_BODY.has(incoming.method ?? "")) {
      void answer(EMPTY);
      return;
    }
    // A body that is too long is read on, though not kept: a client that is still writing would never see the answer.
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length - chunk.length <= BODY_BYTES_MAX) chunks.push(chunk);
      else if (length > DISCARDED_BYTES_MAX) incoming.destroy();
    });
    incoming.on("end", () => void answer(chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks)));
  }

  return {
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(options.port, host, resolve);
      });
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : options.port;
      isOurs = originRule(publicUrl, host, port);
      return port;
    },
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      forward.endUpgraded();
      // A kept connection is idle as soon as its answer is out.
      const ending = setInterval(() => server.closeIdleConnections(), 50);
      const drained = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearInterval(ending);
      clearTimeout(drained);
      forward.close();
    },
  };
}

const EMPTY = Buffer.alloc(0);
/** What the API reads of a request's head. */
const API_HEADERS = ["authorization", "host", "content-type", CALLED_HOST, ...KEY_HEADERS];
/** API methods whose body is read. */
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** @source Node.js, http: errors of the parser and of the server's time limits */
const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

type OriginRule = (origin: string | undefined, host: string | undefined) => boolean;

/** The public address always; by another of our names only a page that was itself opened under that name. */
function originRule(publicUrl: string, host: string, port: number): OriginRule {
  const ours = new Set(trustedOrigins(publicUrl, host, port));
  const publicOrigin = new URL(publicUrl).origin;
  return (origin, hostHeader) =>
    origin !== undefined &&
    ours.has(origin) &&
    (origin === publicOrigin || origin === `http://${hostHeader?.toLowerCase()}`);
}

/** Ends the connection once a body has run past `bytesMax`. @returns false when the request says beforehand that it will */
function limitBody(incoming: IncomingMessage, bytesMax: number): boolean {
  if (Number(incoming.headers["content-length"] ?? 0) > bytesMax) return false;
  let length = 0;
  incoming.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > bytesMax) incoming.destroy();
  });
  // Counting must not start the flow before the console takes it.
  incoming.pause();
  return true;
}

function answerText(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  outgoing.end(`${text}\n`);
}

function answerHealth(outgoing: ServerResponse, health: Health): void {
  outgoing.writeHead(health.status === "ok" ? 200 : 503, {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
  });
  outgoing.end(JSON.stringify(health));
}

/** @source Prometheus, text exposition format 0.0.4 */
const metricsText = (counters: Readonly<Record<string, number>>) =>
  Object.entries(counters)
    .map(([name, value]) => `senderpool_${name} ${value}`)
    .join("\n");
