import { describe, expect, test } from "vitest";
import { createHandle } from "@/lib/api/handle";
import { RESOURCES } from "@/lib/api/registry";
import { type Chance, chanceFrom } from "@/lib/domain/chance";
import { toSid } from "@/lib/domain/sid";
import { createApiKey } from "@/lib/operations/api-keys";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { oneOfEach } from "@/lib/testing/one-of-each";
import { readPublished } from "@/lib/testing/published-api";
import { routeOf } from "@/lib/testing/published-routes";

/**
 * No input yields a 500: every route of the registry × values that have broken other programs, in its parameters, its
 * path, its paging and its headers.
 * @source trust S11, S13, S16, S17
 */

/** Printed with a failure; another one may be given to look further. */
const SEED = Number(process.env.HOSTILE_SEED ?? 20_261_130);
const ROUNDS = Number(process.env.HOSTILE_ROUNDS ?? 5);

const db = (await testDatabase()).open();
const world = testWorld(db);
const owner = await createAccount(world);
const ROWS = await oneOfEach(owner);
// A key goes on when what is tried changes the token.
const { key, secret } = await createApiKey(owner.ctx, { friendlyName: "Hostile", type: "main" });
const authorization = `Basic ${btoa(`${toSid("SK", key.id)}:${secret}`)}`;
const handle = createHandle({
  world,
  secretKey: "secret",
  publicUrl: "https://sms.example.com",
  publicUrlGiven: true,
  host: "127.0.0.1",
});

const SID = `${"0".repeat(31)}1`;
const INJECTIONS = [
  "' OR ''='",
  "'; DROP TABLE message; --",
  "\\'; --",
  "1) OR (1=1",
  "%",
  "_",
  "%%%",
  "\\",
  "$1",
  "{}",
];
const VALUES: readonly string[] = [
  ...INJECTIONS,
  "",
  " ",
  "\0",
  "a\0b",
  "\r\nSet-Cookie: owl=1",
  "\n",
  "\u2028",
  "\u202Eowl",
  "\uFFFE",
  "\uFEFF",
  "👩‍👩‍👧‍👦".repeat(30),
  "e\u0301".repeat(200),
  "a".repeat(5_000),
  "null",
  "undefined",
  "true",
  "-1",
  "0",
  "1.5",
  "1e309",
  "NaN",
  "Infinity",
  "9223372036854775808",
  "0x10",
  "2026-02-30",
  "2026-13-01T25:61:61Z",
  "0000-00-00",
  "+275760-09-13T00:00:00.001Z",
  "-000001-01-01",
  "[]",
  "{}",
  '{"__proto__":{"admin":true}}',
  `${"[".repeat(2_000)}${"]".repeat(2_000)}`,
  "{{1}}",
  "../../etc/passwd",
  "..%2f",
  "http://127.0.0.1:1/",
  "http://[::1]:1/",
  "http://user:pass@example.com:99999/",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "https://example.com/#rc=99&rp=all",
  `https://example.com/${"a".repeat(4_000)}`,
  "+15553332222",
  "+1",
  "+999999999999999",
  "whatsapp:",
  "whatsapp:+15553332222",
  "messenger:\0",
  `SM${SID}`,
  `MG${SID}`,
  `PN${SID}`,
  `AC${SID}`,
  "MGzz",
  "GET",
  "DELETE",
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
];
/** Beside what a route knows. */
const NAMES = [
  "__proto__",
  "constructor",
  "a[b][c][d]",
  "toString",
  "",
  "PageSize",
  "Page",
  "PageToken",
  "Owl\r\nX: 1",
];
const SEGMENTS = ["..", "%2e%2e", "..%2f", "%00", "a;b", "%", "%ff", "'", "constructor", "__proto__", "*", "👻", "a b"];

const pick = <Value>(chance: Chance, from: readonly Value[]) => from[Math.floor(chance() * from.length)] as Value;

/** What a route is known to look at: what is published of it, and what its own file says. */
const known = new Map<string, string[]>();
for (const operation of readPublished().operations) {
  const route = routeOf(operation);
  if (route)
    known.set(
      `${operation.method} ${route}`,
      operation.params.map(({ name }) => name),
    );
}
const ROUTES = RESOURCES.flatMap(({ routes }) => routes).flatMap(({ path, endpoints, takes, docs }) =>
  Object.keys(endpoints).map((method) => ({
    name: `${method} ${path}`,
    method,
    path,
    takes,
    params: known.get(`${method} ${path}`) ?? Object.keys(docs?.[method]?.params ?? {}),
  })),
);

async function ask(method: string, url: string, body: string | Uint8Array = "", contentType?: string) {
  const headers = { authorization, "content-type": contentType };
  const answer = await handle({ method, url, headers, body: Buffer.from(body) });
  const told = `${method} ${url} ${String(body).slice(0, 300)} (seed ${SEED}) → ${answer.status} ${answer.body}`;
  expect(answer.status, told).toBeLessThan(500);
  for (const [name, value] of Object.entries(answer.headers)) expect(`${name}${value}`).not.toMatch(/[\r\n\0]/);
  if (answer.status >= 400) expect(JSON.parse(answer.body)).toMatchObject({ status: answer.status });
  return answer;
}

const fill = (path: string, rows: Readonly<Record<string, string>> = ROWS) =>
  path.replace(/:(\w+)/g, (_all, name: string) => rows[name] ?? "");

// First of all, while nothing is called by what is asked for.
// `Contains` is a pattern by its nature, and never goes to the database.
describe("a filter is a text and nothing else", () => {
  const lists = ROUTES.filter(({ method, params }) => method === "GET" && params.length > 3);
  test.each(lists)("$name", async ({ path, params }) => {
    const rowsOf = (body: string) => Object.values<unknown>(JSON.parse(body)).find(Array.isArray) ?? [];
    for (const param of params.filter((each) => !/^Page|^Contains$/.test(each))) {
      const about = (value: string) => ask("GET", `${fill(path)}?${new URLSearchParams({ [param]: value })}`);
      const literal = await about("no such owl");
      for (const injection of INJECTIONS) {
        const answer = await about(injection);
        const isIgnored = "Senderpool-Ignored-Parameters" in answer.headers;
        if (answer.status !== 200 || isIgnored) continue;
        // Not more than a text that nothing is called by.
        expect(rowsOf(answer.body).length, `${param}=${injection}`).toBe(
          literal.status === 200 ? rowsOf(literal.body).length : 0,
        );
      }
    }
  });
});

/** What may stay as it is while it is tried out; the rest would take away what the others are tried on. */
const isSafe = ({ method, path }: { method: string; path: string }) =>
  method !== "DELETE" && !path.endsWith("/Promote");

describe("whatever its parameters say", () => {
  test.each(ROUTES.filter(isSafe))("$name", async ({ name, method, path, takes, params }) => {
    const chance = chanceFrom(SEED + name.length * 7_919 + name.charCodeAt(name.length - 1));
    const isForm = takes !== "json" && (method === "POST" || method === "PATCH");
    for (let round = 0; round < ROUNDS; round++) {
      const given: [string, string][] = [];
      for (const param of params) if (chance() < 0.7) given.push([param, pick(chance, VALUES)]);
      for (let more = Math.floor(chance() * 3); more > 0; more--)
        given.push([pick(chance, NAMES), pick(chance, VALUES)]);
      if (isForm || method === "GET") {
        const form = new URLSearchParams(given).toString();
        const query = !isForm && form.length < 60_000 ? `?${form}` : "";
        await ask(
          method,
          fill(path) + query,
          isForm ? form : "",
          isForm ? "application/x-www-form-urlencoded" : undefined,
        );
      } else {
        const body = Object.fromEntries(
          given.map(([param, value]) => [
            param,
            pick<unknown>(chance, [value, [value], { [value]: value }, 1, null, true]),
          ]),
        );
        await ask(method, fill(path), JSON.stringify(body), "application/json");
      }
    }
  });
});

describe("whatever its path says", () => {
  test.each(ROUTES.filter(({ path }) => path.includes(":")))("$name", async ({ name, method, path }) => {
    const names = [...path.matchAll(/:(\w+)/g)].map(([, part = ""]) => part);
    const chance = chanceFrom(SEED + name.length);
    for (let round = 0; round < ROUNDS; round++) {
      const segment = round % 2 === 0 ? pick(chance, SEGMENTS) : encodeURIComponent(pick(chance, VALUES).slice(0, 500));
      await ask(method, fill(path, { ...ROWS, [pick(chance, names)]: segment }));
    }
  });
});

describe("a body that is no body", () => {
  const MESSAGES = `/2010-04-01/Accounts/${owner.sid}/Messages.json`;
  const FORM = "application/x-www-form-urlencoded";
  const multipart = (parts: number) =>
    `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(parts)}--x--`;
  test.each<[string, string | Uint8Array, string, number]>([
    ["two megabytes of form", `Body=${"a".repeat(2_000_000)}`, FORM, 413],
    ["a hundred thousand parameters", "a=&".repeat(43_000), FORM, 400],
    ["nested names", `${"a[b]".repeat(5_000)}=1`, FORM, 400],
    ["the names of prototypes", "__proto__=1&constructor=2&__proto__[admin]=true&To=%2B15553332222", FORM, 400],
    ["a multipart bomb", multipart(2_000), "multipart/form-data; boundary=x", 400],
    [
      "multipart with a file",
      '--x\r\nContent-Disposition: form-data; name="Body"; filename="../a\\r\\n"\r\n\r\n1\r\n--x--',
      "multipart/form-data; boundary=x",
      400,
    ],
    [
      "multipart that never ends",
      '--x\r\nContent-Disposition: form-data; name="a"',
      "multipart/form-data; boundary=x",
      400,
    ],
    ["a boundary that is none", "--x", 'multipart/form-data; boundary="\r\n"', 400],
    ["compressed bytes", Buffer.from("1f8b0800000000000003ab5630", "hex"), FORM, 400],
  ])("%s is refused in a moment", async (_what, body, contentType, status) => {
    const began = performance.now();
    expect((await ask("POST", MESSAGES, body, contentType)).status).toBe(status);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test.each([
    ["deeply nested JSON", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`],
    ["JSON with the names of prototypes", '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'],
    ["JSON that is a list", "[1]"],
    ["a lone surrogate", '{"language":"en","friendly_name":"\\ud800","types":{"twilio/text":{"body":"\\udfff"}}}'],
    ["a NUL", '{"language":"en","friendly_name":"a\\u0000b","types":{"twilio/text":{"body":"a\\u0000b"}}}'],
  ])("%s is refused", async (_what, body) => {
    expect((await ask("POST", "/v1/Content", body, "application/json")).status).toBe(400);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

test.each(["TRACE", "CONNECT", "get", "PROPFIND", ""])("the method %j is answered and does nothing", async (method) => {
  expect((await ask(method, "/v1/Services")).status).toBe(405);
});
