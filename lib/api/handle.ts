import { createAdmission } from "@/lib/api/admission";
import { createBasicAuth } from "@/lib/api/basic-auth";
import { answerDocument } from "@/lib/api/documents";
import type { ApiRequest, ApiResponse } from "@/lib/api/message";
import { createPageTokens } from "@/lib/api/page-token";
import { AskedParams, readJson, readParams } from "@/lib/api/params";
import { RESOURCES } from "@/lib/api/registry";
import type { Answer, Endpoints } from "@/lib/api/resource";
import { createRouter } from "@/lib/api/router";
import { moreInfo, Refusal } from "@/lib/domain/errors";
import { isKey, KEY_HEADERS, KEY_LENGTH_MAX } from "@/lib/domain/idempotency";
import type { AccountSettings } from "@/lib/domain/settings";
import { toSid } from "@/lib/domain/sid";
import { testIdOf } from "@/lib/domain/test-credentials";
import { CALLED_HOST, isAnsweredHost } from "@/lib/domain/twilio-host";
import { log } from "@/lib/log";
import type { Caller } from "@/lib/operations/credentials";
import type { Ctx, Settings } from "@/lib/operations/ctx";
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
  /** Told of each answer that is no refusal: which of its parameters its route looked at. */
  readonly onAnswer?: (answer: Answered) => void;
};

type Answered = { readonly method: string; readonly route: string; readonly asked: ReadonlySet<string> };

export type Handle = (request: ApiRequest) => Promise<ApiResponse>;

type Headers = Record<string, string>;

/** Names parameters that were given and made no difference, so that nobody relies on one in vain. */
const IGNORED = "Senderpool-Ignored-Parameters";
const IGNORED_MAX = 20;
const IGNORED_LENGTH_MAX = 64;

/** A name of the caller's as it can stand in a header; no published one has other characters. */
const inHeader = (name: string) => name.slice(0, IGNORED_LENGTH_MAX).replace(/[^\w.<>-]/g, "_");

/** @source behaviour §10.2 (CORS) */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, Idempotency-Key, I-Twilio-Idempotency-Token",
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
  "Access-Control-Expose-Headers": `ETag, Idempotent-Replayed, ${IGNORED}, Twilio-Request-Id`,
};

/**
 * Answers the API, whoever listens: match → authenticate → decode → operation → serialize → envelope. What is thrown
 * becomes an answer: a Refusal with its code, a database out of reach 503, and anything else a 500 without a text, which
 * the log tells under the request's id.
 */
export function createHandle(deps: ApiDeps): Handle {
  const { world } = deps;
  const matching = createRouter(RESOURCES);
  const authenticate = createBasicAuth(world.settings);
  const tokens = createPageTokens(deps.secretKey);
  const originFor = createOrigin(deps);
  const { enter } = createAdmission(world.now);

  async function answer(request: ApiRequest, requestId: string, headers: Headers): Promise<Answer> {
    const { url } = request;
    // What a GET would answer; whoever listens leaves the body out. @source RFC 9110 §9.3.2
    const method = request.method === "HEAD" ? "GET" : request.method;
    const at = url.indexOf("?");
    const match = matching(at < 0 ? url : url.slice(0, at));
    if (!match) throw new Refusal(20404);

    const caller = await authenticate(request.headers.authorization);
    const leave = enter(caller.account, headers);
    try {
      const { endpoints, takes, route, path, values } = match;
      const endpoint = endpoints[method];
      if (!endpoint) {
        headers.Allow = methodsOf(endpoints);
        throw new Refusal(20004);
      }
      if (!allPresent(values)) throw new Refusal(20404);
      const account = await accountAsked(world.settings, caller, values.AccountSid);
      if (account.status !== "active" && method !== "GET" && !ACCOUNT_ITSELF.test(path)) throw new Refusal(10001);
      const isJson = takes === "json" && (method === "POST" || method === "PUT");
      const params = isJson ? new AskedParams() : await readParams(request, at < 0 ? "" : url.slice(at + 1));
      const { actor, byKey, isTest, access } = caller;
      const call = {
        requestId,
        at: world.now(),
        accountSid: isTest ? actor : toSid("AC", account.id),
        callerId: caller.account.id,
        byKey,
        access,
        isTest,
        origin: originFor(request.headers),
        path,
        suffixed: path.length < (at < 0 ? url.length : at),
        tokens,
        json: () => {
          const body = readJson(request);
          for (const name of Object.keys(body)) params.add(name, "");
          return body;
        },
        idempotencyKey: () => readKey(request.headers),
        answerHeaders: headers,
      };
      const answered = await endpoint({ ...world, accountId: account.id, actor }, values, params, call);
      deps.onAnswer?.({ method, route, asked: params.asked });
      const { ignored } = params;
      if (ignored.length > 0) headers[IGNORED] = ignored.slice(0, IGNORED_MAX).map(inHeader).join(", ");
      return answered;
    } finally {
      leave();
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
    const document = answerDocument(request.method, request.url.split("?", 1)[0] ?? "", headers);
    if (document) return document;
    let status: number;
    let body: unknown;
    try {
      ({ status, body } = await answer(request, requestId, headers));
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal.httpStatus >= 500)
        log.error("api.failed", { requestId, method: request.method, url: request.url, error });
      if (refusal.httpStatus === 401) headers["WWW-Authenticate"] = 'Basic realm="Twilio API"';
      if (refusal.code === 20429 || refusal.code === 20503) headers["Retry-After"] ??= "1";
      status = refusal.httpStatus;
      body = envelope(refusal, request.url);
    }
    headers["Twilio-Request-Duration"] = ((world.now().getTime() - startedAt) / 1_000).toFixed(3);
    return { status, headers, body: body === undefined ? "" : JSON.stringify(body) };
  };
}

/** Where there is a GET there is a HEAD. */
const methodsOf = (endpoints: Endpoints) =>
  Object.keys(endpoints)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .join(", ");

/** The path of an account, with nothing below it. */
const ACCOUNT_ITSELF = /^\/2010-04-01\/Accounts\/[^/]+$/;

/**
 * The account a request is about: the caller's own, or in a path that names one, a subaccount of it. Under test
 * credentials the path names the test SID.
 * @param asked the id in the path's account SID
 * @throws Refusal 20404 anybody else's; whether it exists is not told
 * @source behaviour §10.1 (path AccountSid)
 */
async function accountAsked(
  settings: Settings,
  { account, isTest }: Caller,
  asked: string | undefined,
): Promise<AccountSettings> {
  if (asked === undefined || asked === (isTest ? testIdOf(account.id) : account.id)) return account;
  const other = isTest ? undefined : await settings.account(asked);
  if (other?.ownerId !== account.id) throw new Refusal(20404);
  return other;
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
    ...(code === 20003 && httpStatus === 401 ? { detail: "Your AccountSid or AuthToken was incorrect." } : {}),
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
 * The base of links: what a redirected client called; else the operator's PUBLIC_URL; without one, what the client called us, as long as that is this machine.
 * @source contracts, Environment (PUBLIC_URL)
 */
function createOrigin(deps: ApiDeps): (headers: ApiRequest["headers"]) => string {
  const ownOrigin = createOwnOrigin(deps);
  return ({ host: hostHeader, [CALLED_HOST]: called }) =>
    called !== undefined && isAnsweredHost(called) ? `https://${called}` : ownOrigin(hostHeader);
}

function createOwnOrigin({ publicUrl, publicUrlGiven, host }: ApiDeps): (hostHeader: string | undefined) => string {
  if (publicUrlGiven) return () => publicUrl;
  const ownNames = new Set(["localhost", "127.0.0.1", "[::1]", host.includes(":") ? `[${host}]` : host.toLowerCase()]);
  return (hostHeader) => {
    const name = HOST.exec(hostHeader ?? "")?.[1];
    return name !== undefined && ownNames.has(name.toLowerCase()) ? `http://${hostHeader}` : publicUrl;
  };
}
