import { type Dispatcher, Pool } from "undici";
import { type ConnectionOverrides, parseConnectionOverrides } from "@/lib/domain/connection-overrides";
import { type WebhookRequest, webhookRequest } from "@/lib/domain/webhook-request";
import { answerText, printable } from "@/lib/pipeline/answer-text";
import type { CallWebhook, WebhookAnswer, WebhookFailure } from "@/lib/pipeline/deps";
import { createDialer, explainFailure, TOO_LATE } from "@/lib/pipeline/dialing";

/** Read of an answer at most; what comes after is not waited for. @source trust R15 */
const READ_BYTES_MAX = 65_536;
/** Connections to one host and port. */
export const CONNECTIONS_PER_HOST = 32;
/** Hosts whose connections are kept; the one that was not used for longest goes first. */
const POOLS_MAX = 500;
const POOL_IDLE_MS = 60_000;

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
  const dial = createDialer(allows);
  const tidy = setInterval(() => closeIdle(performance.now() - POOL_IDLE_MS), POOL_IDLE_MS).unref();

  function poolFor(origin: string, { connectMs, sni }: ConnectionOverrides): Pool {
    const key = `${origin} ${connectMs} ${sni}`;
    const known = pools.get(key);
    if (known) {
      known.usedAt = performance.now();
      return known.pool;
    }
    const pool = new Pool(origin, {
      connections: CONNECTIONS_PER_HOST,
      pipelining: 1,
      connect: dial({ timeoutMs: connectMs, sni }),
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
      const { text, isCut } = answerText(Buffer.concat(chunks), headers ?? {}, READ_BYTES_MAX);
      resolve({
        url: request.url,
        requestHeaders: request.headers,
        requestBody: request.body,
        status,
        headers,
        body: status === null ? null : text,
        isCut: isCut || bytes > READ_BYTES_MAX,
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
          end(error === ENOUGH ? judge(status ?? 0) : explainFailure(error, status !== null)),
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

/** Names once, in lower case; repeated ones are joined. */
function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flattened: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flattened[name] = printable(Array.isArray(value) ? value.join(", ") : value);
  }
  return flattened;
}
