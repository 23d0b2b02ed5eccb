import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { OperatorError } from "@/scripts/operator-error";

/** Ways out to other hosts than Twilio's: as the command would have gone without us. */
export type Upstream = {
  /** A connection to `host`:`port`, through the proxy that was there before when it was meant for that host. */
  tunnel(host: string, port: number): Promise<Socket>;
  /** The proxy for plain requests to `host`, if any. */
  proxyFor(host: string, scheme: "http" | "https"): URL | undefined;
};

type Variables = Readonly<Record<string, string | undefined>>;

const CONNECT_TIMEOUT_MS = 30_000;
const HEAD_BYTES_MAX = 16_384;

/**
 * Reads the proxies that the environment already names.
 * @throws OperatorError naming a variable that names no http proxy: nothing else can be chained
 */
export function upstreamOf(variables: Variables): Upstream {
  const read = (name: string) => variables[name.toLowerCase()] || variables[name] || undefined;
  const proxies = {
    http: proxyUrl("HTTP_PROXY", read("HTTP_PROXY") ?? read("ALL_PROXY")),
    https: proxyUrl("HTTPS_PROXY", read("HTTPS_PROXY") ?? read("ALL_PROXY")),
  };
  const exceptions = exceptionsOf(read("NO_PROXY") ?? "");
  const proxyFor: Upstream["proxyFor"] = (host, scheme) => (isExcepted(host, exceptions) ? undefined : proxies[scheme]);
  return {
    proxyFor,
    async tunnel(host, port) {
      const proxy = proxyFor(host, "https");
      if (!proxy) return open(host, port);
      const socket = await open(bare(proxy.hostname), Number(proxy.port || 80));
      try {
        await askFor(socket, `${host.includes(":") ? `[${host}]` : host}:${port}`, proxyAuthorization(proxy));
      } catch (error) {
        socket.destroy();
        throw error;
      }
      return socket;
    },
  };
}

/** What a proxy's URL says about who may use it, as the value of a header. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(plain).toString("base64")}`;
}

/** Names and suffixes that go without a proxy, in lower case. `*` is one of them. */
export const exceptionsOf = (list: string): string[] =>
  list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);

function isExcepted(host: string, exceptions: readonly string[]): boolean {
  const name = host.toLowerCase();
  return exceptions.some((exception) => {
    const suffix = exception.replace(/:\d+$/, "").replace(/^\*?\./, "");
    return exception === "*" || name === suffix || name.endsWith(`.${suffix}`);
  });
}

function proxyUrl(name: string, text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  const address = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "http:") throw new OperatorError(`${name} is not the address of an http proxy.`);
  return url;
}

/** An IPv6 address as a socket takes it. */
const bare = (hostname: string) => hostname.replace(/^\[(.*)\]$/, "$1");

async function open(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port });
  const timer = setTimeout(() => socket.destroy(new Error(`${host}:${port} did not answer`)), CONNECT_TIMEOUT_MS);
  try {
    await once(socket, "connect");
    return socket;
  } finally {
    clearTimeout(timer);
  }
}

/** @source RFC 9110 §9.3.6 */
async function askFor(socket: Socket, target: string, authorization: string | undefined): Promise<void> {
  const credentials = authorization === undefined ? "" : `Proxy-Authorization: ${authorization}\r\n`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${credentials}\r\n`);
  let head = "";
  while (!head.includes("\r\n\r\n")) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    head += chunk.toString("latin1");
    if (head.length > HEAD_BYTES_MAX) throw new Error("The proxy's answer is too long");
  }
  socket.pause();
  if (!/^HTTP\/1\.[01] 2\d\d/.test(head)) throw new Error(`The proxy refused: ${head.split("\r\n", 1)[0]}`);
  const rest = head.slice(head.indexOf("\r\n\r\n") + 4);
  if (rest) socket.unshift(Buffer.from(rest, "latin1"));
}
