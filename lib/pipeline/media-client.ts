import { randomUUID } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import path from "node:path";
import { Agent, type Dispatcher } from "undici";
import { fileNameOf } from "@/lib/domain/media";
import { acceptedType, bytesMaxOf, HEAD_BYTES, isTrueType } from "@/lib/domain/media-type";
import type { FetchMedia, FoundMedia, MediaExchange, MediaFailure } from "@/lib/operations/keep-media";
import { createDialer, explainFailure, TOO_LATE } from "@/lib/pipeline/dialing";
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
      const answer = await agent.request({
        origin: target.origin,
        path: target.pathname + target.search,
        method: "GET",
        headers: { ...HEADERS, ...(authorization && { authorization }) },
        signal,
      });
      told.status = answer.statusCode;
      told.headers = flat(answer.headers);
      const { location } = told.headers;
      if (answer.statusCode < 300 || answer.statusCode >= 400 || location === undefined)
        return keep(answer, told.headers);
      await discard(answer);
      if (redirects === REDIRECTS_MAX) throw new MediaRefused(11215, `More than ${REDIRECTS_MAX} redirects`);
      const next = URL.canParse(location, target) ? new URL(location, target) : undefined;
      if (!next || !/^https?:$/.test(next.protocol))
        throw new MediaRefused(11200, "Redirected to what is no web address");
      if (next.origin !== target.origin) authorization = undefined;
      authorization = authorizationOf(next) ?? authorization;
      target = next;
      told.url = withoutPassword(target.href);
    }
  }

  /** @throws MediaRefused */
  async function keep(answer: Dispatcher.ResponseData, headers: Told["headers"] & object): Promise<FoundMedia> {
    const contentType = acceptedType(headers["content-type"]);
    const bytesMax = contentType === undefined ? 0 : bytesMaxOf(contentType);
    try {
      if (answer.statusCode !== 200) throw new MediaRefused(11200, `${answer.statusCode}`);
      if (contentType === undefined) {
        throw new MediaRefused(12300, `${headers["content-type"] ?? "No Content-Type"}: not accepted in messages`);
      }
      if (Number(headers["content-length"] ?? 0) > bytesMax) throw tooLarge(contentType, bytesMax);
    } catch (error) {
      await discard(answer);
      throw error;
    }
    await mkdir(spool, { recursive: true, mode: 0o700 });
    const file = path.join(spool, randomUUID());
    const handle = await open(file, "wx", 0o600);
    try {
      let bytes = 0;
      let head = Buffer.alloc(0);
      for await (const chunk of answer.body) {
        bytes += chunk.length;
        if (bytes > bytesMax) throw tooLarge(contentType, bytesMax);
        if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
        await handle.writeFile(chunk);
      }
      if (!isTrueType(contentType, head)) throw new MediaRefused(12300, `What came is not ${contentType}`);
      await handle.sync();
      return { file, contentType, bytes, fileName: fileNameOf(headers["content-disposition"]) };
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
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

const HEADERS = { accept: "*/*", "accept-encoding": "identity", "user-agent": "TwilioProxy/1.1" };

/** What came is not what a message can carry. */
class MediaRefused extends Error {
  override readonly name = "MediaRefused";
  constructor(
    readonly code: number,
    detail: string,
  ) {
    super(detail);
  }
}

const tooLarge = (contentType: string, bytesMax: number) =>
  new MediaRefused(11751, `More than ${bytesMax} bytes of ${contentType}`);

/** Calls that fail for a reason of ours, not of the other side. */
const OWN_DISK: ReadonlySet<string> = new Set(["mkdir", "open", "write", "fsync"]);

function failureFrom(error: Error, answered: boolean): MediaFailure {
  if (error instanceof MediaRefused) return { code: error.code, detail: error.message, retryable: false };
  if (OWN_DISK.has((error as NodeJS.ErrnoException).syscall ?? "")) throw error;
  const { code, detail, cause } = explainFailure(error, answered);
  return { code, detail, retryable: cause === "ct" };
}

/** Frees the connection without reading on. */
async function discard({ body }: Dispatcher.ResponseData): Promise<void> {
  body.on("error", () => {});
  body.destroy();
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
