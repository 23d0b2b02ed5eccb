import { Agent, type Dispatcher } from "undici";
import type { FetchMedia, FoundMedia, MediaExchange, MediaFailure } from "@/lib/operations/keep-media";
import { createDialer, explainFailure, TOO_LATE } from "@/lib/pipeline/dialing";
import { discard, isOwnDisk, MediaRefused, spoolMedia } from "@/lib/pipeline/media-spool";
import { capped } from "@/lib/pipeline/webhook-outcome";

/** As of a webhook. @source behaviour §4.4 */
const CONNECT_MS = 5_000;
const READ_MS = 15_000;
/** All of one try, its redirects included. */
const TOTAL_MS = 30_000;
/** @source trust S3 */
const REDIRECTS_MAX = 3;
/** Before the second try, which only a connection that could not be made gets, as with a webhook. */
const RETRY_MS = 1_000;
const CONNECTIONS_PER_HOST = 8;

export type MediaClient = { readonly fetch: FetchMedia; close(): Promise<void> };

/**
 * Fetches files from addresses that customers name: guarded as webhooks are, each redirect anew; at most as many bytes as
 * the declared type may have, written to disk as they come; and only what is of the type it is declared to be.
 * @param spool folder for files on their way; made when the first one comes
 * @source behaviour §1.10; trust S1–S3, S19
 */
export function createMediaClient({
  allows,
  spool,
  now,
  elapsed,
  limits: { totalMs = TOTAL_MS, retryMs = RETRY_MS } = {},
}: {
  allows: (address: string) => boolean;
  spool: string;
  now: () => Date;
  /** Ms that pass whatever the clock does. */
  elapsed: () => number;
  limits?: { totalMs?: number; retryMs?: number };
}): MediaClient {
  const agent = new Agent({
    connect: createDialer(allows)({ timeoutMs: CONNECT_MS }),
    connections: CONNECTIONS_PER_HOST,
    headersTimeout: READ_MS,
    bodyTimeout: READ_MS,
    keepAliveTimeout: 4_000,
  });

  async function attempt(url: string): Promise<{ exchange: MediaExchange; result: FoundMedia | MediaFailure }> {
    const at = now();
    const began = elapsed();
    const told: Told = { url: withoutPassword(url), status: null, headers: null };
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(TOO_LATE), totalMs);
    const result = await follow(url, told, late.signal)
      .catch((error: Error) => failureFrom(error, told.status !== null))
      .finally(() => clearTimeout(timer));
    const failure = "code" in result ? result : null;
    const durationMs = Math.round(elapsed() - began);
    const headers = told.headers && capped(told.headers);
    return { exchange: { at, durationMs, requestHeaders: HEADERS, ...told, headers, failure }, result };
  }

  /** @throws MediaRefused, and what the connection throws */
  async function follow(url: string, told: Told, signal: AbortSignal): Promise<FoundMedia> {
    let target = new URL(url);
    let authorization = authorizationOf(target);
    for (let redirects = 0; ; redirects++) {
      const { origin, pathname, search, href } = target;
      Object.assign(told, { url: withoutPassword(href), status: null, headers: null });
      const headers = { ...HEADERS, ...(authorization && { authorization }) };
      const answer = await agent.request({ origin, path: pathname + search, method: "GET", headers, signal });
      const { statusCode: status, body } = answer;
      Object.assign(told, { status, headers: flat(answer.headers) });
      const next = status >= 300 && status < 400 ? told.headers?.location : undefined;
      if (next === undefined) return spoolMedia(spool, { status, headers: told.headers ?? {}, body });
      discard(body);
      if (redirects === REDIRECTS_MAX) throw new MediaRefused(11215, `More than ${REDIRECTS_MAX} redirects`);
      target = redirected(next, target);
      authorization = authorizationOf(target) ?? (target.origin === origin ? authorization : undefined);
    }
  }

  return {
    async fetch(url) {
      const first = await attempt(url);
      if (!("code" in first.result) || !first.result.retryable)
        return { exchanges: [first.exchange], result: first.result };
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      const second = await attempt(url);
      return { exchanges: [first.exchange, second.exchange], result: second.result };
    },
    close: () => agent.destroy(),
  };
}

/** How far a try has come. */
type Told = { url: string; status: number | null; headers: Readonly<Record<string, string>> | null };

/** @throws MediaRefused when it leads to what is no web address */
function redirected(location: string, from: URL): URL {
  const next = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (next && /^https?:$/.test(next.protocol)) return next;
  throw new MediaRefused(11200, "Redirected to what is no web address");
}

const HEADERS = { accept: "*/*", "accept-encoding": "identity", "user-agent": "TwilioProxy/1.1" };

function failureFrom(error: Error, answered: boolean): MediaFailure {
  if (error instanceof MediaRefused) return { code: error.code, detail: error.message, retryable: false };
  if (isOwnDisk(error)) throw error;
  const { code, detail, cause } = explainFailure(error, answered);
  return { code, detail, retryable: cause === "ct" };
}

/** A user and password in the address are sent as every browser would. @source RFC 7617 §2 */
function authorizationOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(text).toString("base64")}`;
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "****";
  return shown.href;
}

/** Names in lower case; PostgreSQL keeps no NUL. */
const flat = (headers: Dispatcher.ResponseData["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), String(value).replaceAll("\0", "\u{fffd}").toWellFormed()]],
    ),
  );
