import { hash } from "node:crypto";
import { signJson, twilioSignature, withoutFragment } from "@/lib/domain/signature";

export type WebhookRequest = {
  readonly method: "GET" | "POST";
  /** To be requested; for GET with the parameters in its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Form-encoded; empty for GET. */
  readonly body: string;
};

/**
 * The HTTP request that tells an event, signed with the account's token. The idempotency token is the same for every try
 * of an event, its fallback included.
 * @param params decoded names and values
 * @source behaviour §4.2 (headers), §4.4 (token), §4.5 (signature; credentials in the URL are signed and sent)
 */
export function webhookRequest(
  {
    messageId,
    seq,
    kind,
    method,
    url,
    params,
  }: {
    readonly messageId: string;
    readonly seq: number;
    /** A click is told in JSON, everything else as a form. */
    readonly kind?: string;
    readonly method: string;
    readonly url: string;
    readonly params: Readonly<Record<string, string>>;
  },
  authToken: string,
): WebhookRequest {
  if (kind === "click") return clickRequest({ messageId, seq, url, params }, authToken);
  const form = formOf(params);
  const base = withoutFragment(url);
  const isGet = method.toUpperCase() === "GET";
  const target = isGet && form !== "" ? `${base}${base.includes("?") ? "&" : "?"}${form}` : base;
  const headers: Record<string, string> = {
    "X-Twilio-Signature": twilioSignature(authToken, target, isGet ? [] : Object.entries(params)),
    "I-Twilio-Idempotency-Token": idempotencyToken(messageId, seq),
    "User-Agent": "TwilioProxy/1.1",
    Accept: "*/*",
    "Accept-Encoding": "gzip",
  };
  if (!isGet) headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8";
  const credentials = credentialsIn(target);
  if (credentials) headers.Authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
  return { method: isGet ? "GET" : "POST", url: target, headers, body: isGet ? "" : form };
}

/** @source behaviour §4.1 (JSON), §4.5 (the digest of the body is signed with the URL) */
function clickRequest(
  {
    messageId,
    seq,
    url: given,
    params,
  }: Pick<Parameters<typeof webhookRequest>[0], "messageId" | "seq" | "url" | "params">,
  authToken: string,
): WebhookRequest {
  const body = JSON.stringify(params);
  const { url, signature } = signJson(authToken, given, body);
  const headers: Record<string, string> = {
    "X-Twilio-Signature": signature,
    "I-Twilio-Idempotency-Token": idempotencyToken(messageId, `click:${seq}`),
    "User-Agent": "TwilioProxy/1.1",
    Accept: "*/*",
    "Accept-Encoding": "gzip",
    "Content-Type": "application/json",
  };
  const credentials = credentialsIn(url);
  if (credentials) headers.Authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
  return { method: "POST", url, headers, body };
}

/** @source WHATWG URL §5.2 (application/x-www-form-urlencoded): as URLSearchParams writes it, at half the cost */
export function formOf(params: Readonly<Record<string, string>>): string {
  let form = "";
  for (const name in params) {
    form += `${form === "" ? "" : "&"}${formEncode(name)}=${formEncode(params[name] ?? "")}`;
  }
  return form;
}

const PLAIN = /^[\w.*-]*$/;

const formEncode = (text: string) =>
  PLAIN.test(text)
    ? text
    : encodeURIComponent(text.toWellFormed()).replace(/%20|[!'()~]/g, (given) =>
        given === "%20" ? "+" : `%${given.charCodeAt(0).toString(16).toUpperCase()}`,
      );

/** A UUID that follows from the event alone. @source RFC 9562 §5.8 (version 8: our own construction) */
function idempotencyToken(messageId: string, seq: number | string): string {
  const hex = hash("sha1", `${messageId}:${seq}`);
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `user:password` of a URL that has them; looked for only where an `@` says there may be some. */
function credentialsIn(url: string): string | undefined {
  if (!url.includes("@")) return undefined;
  const { username, password } = new URL(url);
  return username === "" && password === ""
    ? undefined
    : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
}
