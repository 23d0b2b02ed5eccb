import { once } from "node:events";
import http, {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from "node:http";
import https from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { pipeline } from "node:stream";
import tls, { type SecureContext } from "node:tls";
import { isApiPath } from "@/lib/api/message";
import { moreInfo } from "@/lib/domain/errors";
import { CALLED_HOST, isAnsweredHost, isTwilioHost } from "@/lib/domain/twilio-host";
import type { Authority } from "@/scripts/run/authority";
import { proxyAuthorization, type Upstream } from "@/scripts/run/upstream";

/** What came for Twilio. */
export type Tally = {
  /** Requests by host that Senderpool answered. */
  readonly answered: ReadonlyMap<string, number>;
  /** Requests by host that were refused, since what is at that host is not offered here. */
  readonly refused: ReadonlyMap<string, number>;
  /** Connections that a client broke off, as one does that does not trust the authority. */
  readonly distrusted: number;
};

export type Redirect = {
  /** On 127.0.0.1. */
  readonly port: number;
  tally(): Tally;
  close(): Promise<void>;
};

type Options = {
  /** Where Senderpool is. */
  readonly target: string;
  /** Of `twilio.com`. */
  readonly authority: Authority;
  readonly upstream: Upstream;
};

const CONNECTIONS_MAX = 2_000;
/** Names are the client's to choose; what is kept of them is not. */
const HOSTS_MAX = 100;
/** Shorter than the server's, so that it is we who close first. */
const IDLE_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
/** The first byte of a TLS connection. @source RFC 8446 §5.1 */
const TLS_HANDSHAKE = 22;
const DEFAULT_PORTS = { http: 80, https: 443 };
/** Of one connection, never of what is handed on. @source RFC 9110 §7.6.1 */
const OF_ONE_HOP = ["connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "upgrade", "expect"];

/**
 * A proxy on loopback behind one port, which takes TLS, CONNECT and requests for a whole URL. What is meant for Twilio ends
 * here and is handed on to Senderpool, or refused; anything else goes on to where it was going.
 */
export async function startRedirect({ target, authority, upstream }: Options): Promise<Redirect> {
  const handOn = createHandOn(new URL(target));
  const answered = new Map<string, number>();
  const refused = new Map<string, number>();
  let distrusted = 0;
  const sockets = new Set<Socket>();

  const plain = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, answer);
  plain.on("connect", (request, socket, head) => void connectTo(request, socket as Socket, head));
  const encrypted = https.createServer(
    {
      ...authority.identityFor("api.twilio.com"),
      SNICallback: createContexts(authority),
      ALPNProtocols: ["http/1.1"],
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    answer,
  );
  encrypted.on("tlsClientError", (_error, socket) => {
    distrusted += 1;
    socket.destroy();
  });

  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    receive(socket);
  });
  front.maxConnections = CONNECTIONS_MAX;

  /** Tells by its first byte what a connection speaks. */
  function receive(socket: Socket): void {
    socket.once("data", (chunk: Buffer) => {
      socket.pause();
      socket.unshift(chunk);
      (chunk[0] === TLS_HANDSHAKE ? encrypted : plain).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  }

  async function connectTo(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const url = urlOf(`https://${request.url}`);
    if (!url) {
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      return;
    }
    const established = () => socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (isTwilioHost(url.hostname)) {
      established();
      if (head.length > 0) socket.unshift(head);
      receive(socket);
      return;
    }
    try {
      const other = await upstream.tunnel(bare(url.hostname), Number(url.port || 443));
      established();
      if (head.length > 0) other.write(head);
      pipeline(socket, other, socket, () => {});
    } catch {
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    }
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const wanted = wantedBy(request);
    if (!wanted) {
      refuse(response, 400, 20001, "The address cannot be read");
    } else if (!isTwilioHost(wanted.host)) {
      if (wanted.isWhole) passOn(upstream, wanted, request, response);
      else refuse(response, 421, 20404, `${wanted.host} is not at this address`);
    } else if (!isAnsweredHost(wanted.host)) {
      count(refused, wanted.host);
      refuse(response, 404, 20404, `Senderpool does not offer what is at ${wanted.host}`);
    } else {
      count(answered, wanted.host);
      if (isApiPath(wanted.path)) handOn(wanted, request, response);
      else refuse(response, 404, 20404, `The requested resource ${wanted.path.split("?", 1)[0]} was not found`);
    }
  }

  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  return {
    port: (front.address() as AddressInfo).port,
    tally: () => ({ answered, refused, distrusted }),
    async close() {
      front.close();
      for (const socket of sockets) socket.destroy();
      await once(front, "close");
    },
  };
}

/** @returns what shows a client the identity of the host it asked for by SNI */
function createContexts(authority: Authority) {
  const contexts = new Map<string, SecureContext>();
  return (name: string, give: (error: Error | null, context?: SecureContext) => void) => {
    const host = name.toLowerCase();
    // Who asks for another host was led here by mistake, and must not be given what it can trust.
    if (!isTwilioHost(host)) {
      give(null);
      return;
    }
    const context = contexts.get(host) ?? tls.createSecureContext(authority.identityFor(host));
    if (contexts.size < HOSTS_MAX) contexts.set(host, context);
    give(null, context);
  };
}

type Wanted = {
  readonly scheme: "http" | "https";
  /** In lower case. */
  readonly host: string;
  readonly port: number;
  /** With the query, as it was sent. */
  readonly path: string;
  /** Whether it named a whole URL, as one asks a proxy. */
  readonly isWhole: boolean;
};

/** What a request is for; undefined when that cannot be read. @source RFC 9112 §3.2 */
function wantedBy({ url: asked = "", headers, socket }: IncomingMessage): Wanted | undefined {
  const isWhole = /^https?:\/\//i.test(asked);
  const url = urlOf(isWhole ? asked : `${"encrypted" in socket ? "https" : "http"}://${headers.host}${asked}`);
  if (!url) return undefined;
  const scheme = url.protocol === "https:" ? "https" : "http";
  return {
    scheme,
    host: bare(url.hostname).replace(/\.$/, ""),
    port: Number(url.port || DEFAULT_PORTS[scheme]),
    path: isWhole ? asked.replace(/^https?:\/\/[^/?#]*/i, "").replace(/^(?!\/)/, "/") : asked,
    isWhole,
  };
}

/** @returns what hands a request for one of Twilio's hosts on to Senderpool, and the answer back */
function createHandOn(target: URL) {
  const { request: open, Agent } = target.protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  const { protocol, hostname, port } = target;
  const base = target.pathname.replace(/\/$/, "");
  return ({ host, path }: Wanted, request: IncomingMessage, response: ServerResponse): void => {
    const { method } = request;
    const headers = { ...ofAllHops(request.headers), host: target.host, [CALLED_HOST]: host };
    const onward = open({ protocol, hostname: bare(hostname), port, path: base + path, method, headers, agent });
    exchange(onward, request, response);
  };
}

/** Lets a request that is not for Twilio go where it was going. */
function passOn(upstream: Upstream, wanted: Wanted, request: IncomingMessage, response: ServerResponse): void {
  const { scheme, host, port, path } = wanted;
  const { method } = request;
  const headers = ofAllHops(request.headers);
  if (scheme === "https") {
    const createConnection: http.RequestOptions["createConnection"] = (_options, done) => {
      upstream.tunnel(host, port).then(
        (socket) => done(null, tls.connect({ socket, servername: host })),
        (error: Error) => done(error, undefined as never),
      );
      return undefined;
    };
    exchange(https.request({ host, port, path, method, headers, createConnection }), request, response);
    return;
  }
  const proxy = upstream.proxyFor(host, "http");
  const authorization = proxy && proxyAuthorization(proxy);
  if (authorization) headers["proxy-authorization"] = authorization;
  const onward = proxy
    ? http.request({ host: bare(proxy.hostname), port: proxy.port || 80, path: request.url, method, headers })
    : http.request({ host, port, path, method, headers });
  exchange(onward, request, response);
}

/** Sends what comes in `request` with `onward`, and its answer back. */
function exchange(onward: ClientRequest, request: IncomingMessage, response: ServerResponse): void {
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, ofAllHops(answer.headers));
    pipeline(answer, response, () => {});
  });
  onward.on("error", (error) => {
    if (response.headersSent) response.destroy();
    else refuse(response, 502, 20503, `The server cannot be reached: ${error.message}`);
  });
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

function ofAllHops(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const kept = { ...headers };
  for (const name of OF_ONE_HOP) delete kept[name];
  return kept;
}

/** In the form of the API's errors, so that a helper library tells the reason. @source behaviour §3.1 */
function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", Connection: "close" });
  response.end(JSON.stringify({ code, message, more_info: moreInfo(code), status }));
}

function count(tally: Map<string, number>, host: string): void {
  const known = tally.get(host);
  if (known !== undefined || tally.size < HOSTS_MAX) tally.set(host, (known ?? 0) + 1);
}

/** An IPv6 address as a socket takes it. */
const bare = (hostname: string) => hostname.replace(/^\[(.*)\]$/, "$1");

const urlOf = (text: string) => (URL.canParse(text) ? new URL(text) : undefined);
