import { lookup as lookupAddresses } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { gunzipSync } from "node:zlib";
import { buildConnector, type Dispatcher, Pool } from "undici";
import { type ConnectionOverrides, parseConnectionOverrides } from "@/lib/domain/connection-overrides";
import { type WebhookRequest, webhookRequest } from "@/lib/domain/webhook-request";
import type { CallWebhook, WebhookAnswer, WebhookFailure } from "@/lib/pipeline/deps";

/** Read of an answer at most; what comes after is not waited for. @source trust R15 */
const READ_BYTES_MAX = 65_536;
/** Connections to one host and port. */
export const CONNECTIONS_PER_HOST = 32;
/** Hosts whose connections are kept; the one that was not used for longest goes first. */
const POOLS_MAX = 500;
const POOL_IDLE_MS = 60_000;

/** An address that webhooks may not reach. */
class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  constructor(host: string) {
    super(
      `${host} is not an address that webhooks may reach; CALLBACK_ALLOW lists what may be reached besides public addresses`,
    );
  }
}

export type WebhookClient = { readonly call: CallWebhook; close(): Promise<void> };

/**
 * Calls customers' endpoints over kept connections. Addresses are judged when they are dialled, after the name was looked
 * up, so what was judged is what is reached; of a name's addresses only allowed ones are tried. Redirects are not
 * followed: they are answers that failed.
 * @param allows whether an address may be reached
 * @source behaviour §4.4; trust R15, S1–S3
 */
export function createWebhookClient({ allows }: { allows: (address: string) => boolean }): WebhookClient {
  const pools = new Map<string, { pool: Pool; usedAt: number }>();
  const lookup = lookupOf(allows);
  const tidy = setInterval(() => closeIdle(performance.now() - POOL_IDLE_MS), POOL_IDLE_MS).unref();

  function poolFor(origin: string, { connectMs, sni }: ConnectionOverrides): Pool {
    const key = `${origin} ${connectMs} ${sni}`;
    const known = pools.get(key);
    if (known) {
      known.usedAt = performance.now();
      return known.pool;
    }
    const connect = buildConnector({ timeout: connectMs, lookup, ...(sni ? {} : { servername: "" }) });
    const pool = new Pool(origin, {
      connections: CONNECTIONS_PER_HOST,
      pipelining: 1,
      connect: (options, callback) => {
        const host = options.hostname.replace(/^\[|\]$/g, "");
        if (isIP(host) !== 0 && !allows(host)) return callback(new AddressRefused(host), null);
        connect({ ...options, hostname: host }, callback);
      },
    });
    pools.set(key, { pool, usedAt: performance.now() });
    if (pools.size > POOLS_MAX) closeIdle(Math.min(...[...pools.values()].map(({ usedAt }) => usedAt)));
    return pool;
  }

  function closeIdle(usedUntil: number): void {
    for (const [key, { pool, usedAt }] of pools) {
      if (usedAt > usedUntil) continue;
      pools.delete(key);
      void pool.close();
    }
  }

  return {
    async call(webhook, authToken) {
      const read = parseConnectionOverrides(webhook.url);
      if (!read.ok) return unsent(webhook.url, { code: read.code, detail: read.setting, cause: undefined });
      try {
        const request = webhookRequest(webhook, authToken);
        const { origin, pathname, search } = new URL(request.url);
        return await exchange(poolFor(origin, read.overrides), pathname + search, request, read.overrides);
      } catch (error) {
        return unsent(webhook.url, { code: 11100, detail: String(error), cause: undefined });
      }
    },
    async close() {
      clearInterval(tidy);
      await Promise.all([...pools.values()].map(({ pool }) => pool.destroy()));
    },
  };
}

const unsent = (url: string, failure: WebhookFailure): WebhookAnswer => ({
  url,
  requestHeaders: {},
  requestBody: "",
  status: null,
  headers: null,
  body: null,
  failure,
});

/** The overall time was up. */
const TOO_LATE = new Error("No complete answer in time");
/** More of the answer than anybody reads. */
const ENOUGH = new Error("The answer is longer than what is read");

function exchange(
  pool: Pool,
  path: string,
  request: WebhookRequest,
  { readMs, totalMs }: ConnectionOverrides,
): Promise<WebhookAnswer> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status: number | null = null;
    let headers: Record<string, string> | null = null;
    let bytes = 0;
    const chunks: Buffer[] = [];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller?.abort(TOO_LATE);
    }, totalMs);

    const end = (failure: WebhookFailure | null) => {
      clearTimeout(timer);
      resolve({
        url: request.url,
        requestHeaders: request.headers,
        requestBody: request.body,
        status,
        headers,
        body: status === null ? null : textOf(Buffer.concat(chunks), headers),
        failure,
      });
    };

    pool.dispatch(
      {
        method: request.method,
        path,
        headers: request.headers,
        body: request.method === "POST" ? request.body : null,
        headersTimeout: readMs,
        bodyTimeout: readMs,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (late) started.abort(TOO_LATE);
        },
        onResponseStart(_controller, statusCode, received) {
          status = statusCode;
          headers = flat(received);
        },
        onResponseData(started, chunk) {
          chunks.push(bytes + chunk.length > READ_BYTES_MAX ? chunk.subarray(0, READ_BYTES_MAX - bytes) : chunk);
          bytes += chunk.length;
          if (bytes > READ_BYTES_MAX) started.abort(ENOUGH);
        },
        onResponseEnd: () => end(judge(status ?? 0)),
        onResponseError: (_controller, error) =>
          end(error === ENOUGH ? judge(status ?? 0) : explain(error, status !== null)),
      },
    );
  });
}

/** Anything but 2xx is a failure, redirects included. */
function judge(status: number): WebhookFailure | null {
  if (status >= 200 && status < 300) return null;
  const cause = status >= 500 ? "5xx" : status >= 400 ? "4xx" : undefined;
  return {
    code: 11200,
    detail: status >= 300 && status < 400 ? `${status}: redirects are not followed` : `${status}`,
    cause,
  };
}

const CODES: Readonly<Record<string, { code: number; cause: WebhookFailure["cause"] }>> = {
  UND_ERR_HEADERS_TIMEOUT: { code: 11200, cause: "rt" },
  UND_ERR_BODY_TIMEOUT: { code: 11200, cause: undefined },
  ENOTFOUND: { code: 11210, cause: "ct" },
  EAI_AGAIN: { code: 11210, cause: "ct" },
  CERT_HAS_EXPIRED: { code: 11236, cause: "ct" },
  ERR_TLS_CERT_ALTNAME_INVALID: { code: 11235, cause: "ct" },
  DEPTH_ZERO_SELF_SIGNED_CERT: { code: 11237, cause: "ct" },
  SELF_SIGNED_CERT_IN_CHAIN: { code: 11237, cause: "ct" },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { code: 11237, cause: "ct" },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { code: 11237, cause: "ct" },
};

/** What went wrong, as far as it says. A connection that breaks before the first byte of an answer was no connection. */
function explain(error: Error, answered: boolean): WebhookFailure {
  const { code = "" } = error as NodeJS.ErrnoException;
  const detail = error.message || code;
  if (error === TOO_LATE) return { code: 11200, detail, cause: answered ? undefined : "rt" };
  if (error instanceof AddressRefused) return { code: 11210, detail, cause: undefined };
  if (error.name === "HTTPParserError" || code.startsWith("UND_ERR_RES"))
    return { code: 11206, detail, cause: undefined };
  if (answered) return { code: 11200, detail, cause: undefined };
  const known = CODES[code];
  if (known) return { ...known, detail };
  const isTls = code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS") || code === "EPROTO";
  return { code: isTls ? 11220 : 11205, detail, cause: "ct" };
}

/** Only addresses that may be reached are given to whoever dials. One question a name is under way at a time. */
function lookupOf(allows: (address: string) => boolean): LookupFunction {
  type Addresses = { address: string; family: number }[];
  const asking = new Map<string, Promise<Addresses>>();
  const ask = (hostname: string) => {
    const known = asking.get(hostname);
    if (known) return known;
    const asked = new Promise<Addresses>((resolve, reject) => {
      lookupAddresses(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
    }).finally(() => asking.delete(hostname));
    asking.set(hostname, asked);
    return asked;
  };
  return (hostname, options, callback) => {
    ask(hostname).then(
      (all) => {
        const allowed = all.filter(({ address }) => allows(address));
        const [first] = allowed;
        if (!first) return callback(new AddressRefused(hostname), "");
        if (options.all) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ""),
    );
  };
}

/** Names once, in lower case; repeated ones are joined. */
function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flattened: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flattened[name] = printable(Array.isArray(value) ? value.join(", ") : value);
  }
  return flattened;
}

function textOf(bytes: Buffer, headers: Readonly<Record<string, string>> | null): string {
  if (headers?.["content-encoding"] !== "gzip" || bytes.length === 0) return printable(bytes.toString("utf8"));
  try {
    return printable(gunzipSync(bytes, { maxOutputLength: READ_BYTES_MAX }).toString("utf8"));
  } catch {
    return "";
  }
}

/** PostgreSQL keeps no NUL. */
const printable = (text: string) => text.replaceAll("\0", "\u{fffd}").toWellFormed();
