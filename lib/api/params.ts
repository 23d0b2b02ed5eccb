import { isUtf8 } from "node:buffer";
import { type ApiRequest, BODY_BYTES_MAX } from "@/lib/api/message";
import { Refusal } from "@/lib/domain/errors";
import { fromSid, type SidPrefix } from "@/lib/domain/sid";

/** Parameters by their exact name; a name may come several times. @source behaviour §1.6 (names are case-sensitive) */
export type Params = ReadonlyMap<string, readonly string[]>;

/** Parameters that know which of them were asked for, so that what nothing looked at can be named. */
export class AskedParams extends Map<string, readonly string[]> {
  readonly asked = new Set<string>();

  override get(name: string) {
    this.asked.add(name);
    return super.get(name);
  }

  override has(name: string) {
    this.asked.add(name);
    return super.has(name);
  }

  /** What was given and not asked for. */
  get ignored(): string[] {
    return [...this.keys()].filter((name) => !this.asked.has(name));
  }

  /** @throws Refusal 20001 a NUL byte: PostgreSQL keeps none, and no parameter means one */
  add(name: string, value: string): void {
    if (value.includes("\0")) throw new Refusal(20001, `Bad request: ${name.slice(0, 100)}: A NUL byte is no text`);
    const known = super.get(name);
    this.set(name, known ? [...known, value] : [value]);
  }
}

/** Far above what any resource knows; unknown parameters are ignored, but not without end. */
const PARAMS_MAX = 500;

/** The value of a parameter that comes once; of several, the last. */
export const one = (params: Params, name: string): string | undefined => params.get(name)?.at(-1);

/** The id in a parameter that must name something. @throws Refusal 20001 it is missing, 20423 it is no such SID */
export function readSid(params: Params, name: string, prefix: SidPrefix): string {
  const sid = one(params, name);
  if (!sid) throw new Refusal(20001, `Missing required parameter ${name} in the post body`);
  const id = fromSid(prefix, sid);
  if (id === undefined) throw new Refusal(20423, `Invalid SID: ${name}: ${sid.slice(0, 64)}`);
  return id;
}

/**
 * What a request says: the query of a GET or DELETE, the body of a POST or PATCH. A body is urlencoded, or multipart without
 * files; JSON is not read by these resources and is refused rather than silently taken for empty.
 * @throws Refusal 20413 too long, 20001 unreadable
 * @source behaviour §10.1
 */
export async function readParams(request: ApiRequest, query: string): Promise<AskedParams> {
  if (request.method !== "POST" && request.method !== "PATCH") return parse(query);
  const { body } = request;
  if (body.length > BODY_BYTES_MAX) throw new Refusal(20413);
  if (body.length === 0) return new AskedParams();
  const type = request.headers["content-type"] ?? URLENCODED;
  if (isType(type, URLENCODED)) return parse(readText(body));
  if (isType(type, "multipart/form-data")) return readMultipart(body, type);
  throw new Refusal(20001, `Bad request: Content-Type ${type.slice(0, 100)} is not read here, send ${URLENCODED}`);
}

const URLENCODED = "application/x-www-form-urlencoded";

/**
 * The JSON object a request brings, for the resources that take one.
 * @throws Refusal 20413 too long, 20001 anything else
 * @source behaviour §10.1
 */
export function readJson({ body, headers }: ApiRequest): Record<string, unknown> {
  if (body.length > BODY_BYTES_MAX) throw new Refusal(20413);
  const type = headers["content-type"] ?? "application/json";
  if (!isType(type, "application/json")) {
    throw new Refusal(20001, `Bad request: Content-Type ${type.slice(0, 100)} is not read here, send application/json`);
  }
  const value = parseJson(readText(body));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refusal(20001, "Bad request: The body is no JSON object");
  }
  return value as Record<string, unknown>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isType = (header: string, type: string) =>
  header.length === type.length ? header === type : header.toLowerCase().split(";", 1)[0]?.trim() === type;

function readText(body: Uint8Array): string {
  if (!isUtf8(body)) throw new Refusal(20001, "Bad request: The body is not UTF-8");
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}

function parse(text: string): AskedParams {
  const params = new AskedParams();
  if (text === "") return params;
  let count = 0;
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    count += 1;
    if (count > PARAMS_MAX) throw tooMany();
    const at = pair.indexOf("=");
    params.add(decode(at < 0 ? pair : pair.slice(0, at)), at < 0 ? "" : decode(pair.slice(at + 1)));
  }
  return params;
}

/** @source WHATWG URL §5.1, but a broken escape is refused instead of kept */
function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new Refusal(20001, "Bad request: A percent escape is broken, or its bytes are not UTF-8");
  }
}

async function readMultipart(body: Uint8Array, type: string): Promise<AskedParams> {
  const params = new AskedParams();
  const form = await readForm(body, type).catch(() => {
    throw new Refusal(20001, "Bad request: The body is no multipart/form-data");
  });
  let count = 0;
  for (const [name, value] of form) {
    count += 1;
    if (count > PARAMS_MAX) throw tooMany();
    if (typeof value !== "string") throw new Refusal(20001, `Bad request: ${name.slice(0, 100)} is a file`);
    params.add(name, value);
  }
  return params;
}

/** @throws TypeError what is none, or a type that can stand in no header */
const readForm = async (body: Uint8Array, type: string) =>
  new Response(new Uint8Array(body), { headers: { "Content-Type": type } }).formData();

const tooMany = () => new Refusal(20001, `Bad request: More than ${PARAMS_MAX} parameters`);
