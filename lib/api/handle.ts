import { createBasicAuth } from "@/lib/api/basic-auth";
import type { ApiRequest, ApiResponse } from "@/lib/api/message";
import { createPageTokens } from "@/lib/api/page-token";
import { NO_PARAMS, readJson, readParams } from "@/lib/api/params";
import { RESOURCES } from "@/lib/api/registry";
import type { Answer } from "@/lib/api/resource";
import { createRouter } from "@/lib/api/router";
import { moreInfo, Refusal } from "@/lib/domain/errors";
import { isKey, KEY_HEADERS, KEY_LENGTH_MAX } from "@/lib/domain/idempotency";
import { toSid } from "@/lib/domain/sid";
import { log } from "@/lib/log";
import type { Ctx } from "@/lib/operations/ctx";
import { isUnavailable } from "@/lib/operations/unavailable";

/** The world the API answers in. */
export type ApiDeps = {
  readonly world: Omit<Ctx, "accountId" | "actor">;
  /** Signs page tokens; the same on every process. */
  readonly secretKey: string;
  /** Base of every link that is given out, without a trailing slash. */
  readonly publicUrl: string;
  /** Whether the operator set `publicUrl`: then no Host header changes it. */
  readonly publicUrlGiven: boolean;
  /** The address that is listened on; a Host header that names it, or loopback, is otherwise echoed in links. */
  readonly host: string;
};

export type Handle = (request: ApiRequest) => Promise<ApiResponse>;

type Headers = Record<string, string>;

/** Requests of one account in flight; more are turned away unexecuted. @source behaviour §10.2 (20429) */
const CONCURRENT_MAX = 1_000;

/** @source behaviour §10.2 (CORS) */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, Idempotency-Key, I-Twilio-Idempotency-Token",
  "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
  "Access-Control-Expose-Headers": "ETag, Idempotent-Replayed, Twilio-Request-Id",
};

/**
 * Answers the API, whoever listens: match → authenticate → decode → operation → serialize → envelope. What is thrown
 * becomes an answer: a Refusal with its code, a database out of reach 503, and anything else a 500 without a text, which
 * the log tells under the request's id.
 */
export function createHandle(deps: ApiDeps): Handle {
  const { world } = deps;
  const route = createRouter(RESOURCES);
  const authenticate = createBasicAuth(world.settings);
  const tokens = createPageTokens(deps.secretKey);
  const originFor = createOrigin(deps);
  const inFlight = new Map<string, number>();

  async function answer(request: ApiRequest, requestId: string, headers: Headers): Promise<Answer> {
    const { method, url } = request;
    const at = url.indexOf("?");
    const match = route(at < 0 ? url : url.slice(0, at));
    if (!match) throw new Refusal(20404);

    const { accountId, actor, byKey } = await authenticate(request.headers.authorization);
    const running = (inFlight.get(accountId) ?? 0) + 1;
    headers["Twilio-Concurrent-Requests"] = String(running);
    if (running > CONCURRENT_MAX) throw new Refusal(20429);
    inFlight.set(accountId, running);
    try {
      const { endpoints, takes, path, values } = match;
      const endpoint = endpoints[method];
      if (!endpoint) {
        headers.Allow = Object.keys(endpoints).join(", ");
        throw new Refusal(20004);
      }
      if (!allPresent(values) || (values.AccountSid ?? accountId) !== accountId) throw new Refusal(20404);
      const isJson = takes === "json" && (method === "POST" || method === "PUT");
      const params = isJson ? NO_PARAMS : await readParams(request, at < 0 ? "" : url.slice(at + 1));
      const accountSid = toSid("AC", accountId);
      const call = {
        requestId,
        accountSid,
        byKey,
        origin: originFor(request.headers.host),
        path,
        suffixed: path.length < (at < 0 ? url.length : at),
        tokens,
        json: () => readJson(request),
        idempotencyKey: () => readKey(request.headers),
        answerHeaders: headers,
      };
      return await endpoint({ ...world, accountId, actor }, values, params, call);
    } finally {
      const left = (inFlight.get(accountId) ?? 1) - 1;
      if (left > 0) inFlight.set(accountId, left);
      else inFlight.delete(accountId);
    }
  }

  return async (request) => {
    const startedAt = world.now().getTime();
    const requestId = toSid("RQ", world.newId());
    const headers: Headers = {
      "Content-Type": "application/json; charset=utf-8",
      "Twilio-Request-Id": requestId,
      ...CORS,
    };
    // A browser asks before it sends credentials, and without them.
    if (request.method === "OPTIONS") return { status: 204, headers, body: "" };
    let status: number;
    let body: unknown;
    try {
      ({ status, body } = await answer(request, requestId, headers));
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal.httpStatus >= 500)
        log.error("api.failed", { requestId, method: request.method, url: request.url, error });
      if (refusal.code === 20003) headers["WWW-Authenticate"] = 'Basic realm="Twilio API"';
      if (refusal.code === 20429 || refusal.code === 20503) headers["Retry-After"] = "1";
      status = refusal.httpStatus;
      body = envelope(refusal, request.url);
    }
    headers["Twilio-Request-Duration"] = ((world.now().getTime() - startedAt) / 1_000).toFixed(3);
    return { status, headers, body: body === undefined ? "" : JSON.stringify(body) };
  };
}

/** @throws Refusal 20001: whoever sends a key relies on it, so one that cannot be kept is not passed over */
function readKey(headers: ApiRequest["headers"]): string | undefined {
  for (const name of KEY_HEADERS) {
    const key = headers[name];
    if (key === undefined) continue;
    if (isKey(key)) return key;
    throw new Refusal(20001, `Bad request: ${name}: Use 1 to ${KEY_LENGTH_MAX} printable ASCII characters`);
  }
  return undefined;
}

const allPresent = (values: Readonly<Record<string, string | undefined>>): values is Record<string, string> => {
  for (const name in values) if (values[name] === undefined) return false;
  return true;
};

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal(isUnavailable(error) ? 20503 : 20500);
}

/** @source behaviour §3.1 */
function envelope({ code, detail, httpStatus }: Refusal, url: string) {
  const told = code === 20404 ? `The requested resource ${resourcePath(url)} was not found` : detail;
  return {
    code,
    ...(code === 20003 ? { detail: "Your AccountSid or AuthToken was incorrect." } : {}),
    message: told,
    more_info: moreInfo(code),
    status: httpStatus,
  };
}

/** The product APIs name a resource without their version. @source behaviour §3.1 (recorded texts) */
const resourcePath = (url: string) => (url.split("?", 1)[0] ?? url).replace(/^\/v[12](?=\/)/, "");

/** A host name or address with an optional port, as a Host header may say it. @source RFC 9110 §7.2 */
const HOST = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i;

/**
 * The base of links: the operator's PUBLIC_URL; without one, what the client called us, as long as that is this machine.
 * @source contracts, Environment (PUBLIC_URL)
 */
function createOrigin({ publicUrl, publicUrlGiven, host }: ApiDeps): (hostHeader: string | undefined) => string {
  if (publicUrlGiven) return () => publicUrl;
  const ownNames = new Set(["localhost", "127.0.0.1", "[::1]", host.includes(":") ? `[${host}]` : host.toLowerCase()]);
  return (hostHeader) => {
    const name = HOST.exec(hostHeader ?? "")?.[1];
    return name !== undefined && ownNames.has(name.toLowerCase()) ? `http://${hostHeader}` : publicUrl;
  };
}
