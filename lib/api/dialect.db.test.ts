import { describe, expect, test } from "vitest";
import { createHandle } from "@/lib/api/handle";
import { RESOURCES } from "@/lib/api/registry";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { oneOfEach } from "@/lib/testing/one-of-each";

/** What all routes say the same way, asked of each of them. @source behaviour §10.1–§10.3 */

const db = (await testDatabase()).open();
const world = testWorld(db);
const owner = await createAccount(world);
const ROWS = await oneOfEach(owner);
const authorization = `Basic ${btoa(`${owner.sid}:${owner.authToken}`)}`;
const handle = createHandle({
  world,
  secretKey: "secret",
  publicUrl: "https://sms.example.com",
  publicUrlGiven: true,
  host: "127.0.0.1",
});

const ROUTES = RESOURCES.flatMap(({ routes }) => routes).map(({ path, endpoints, takes, lists }) => ({
  path,
  filled: path.replace(/:(\w+)/g, (_all, name: string) => ROWS[name] ?? ""),
  methods: Object.keys(endpoints),
  takes,
  lists,
}));

async function ask(method: string, url: string, given: { body?: string; type?: string; signedIn?: boolean } = {}) {
  const { body = "", type, signedIn = true } = given;
  const headers = { ...(signedIn && { authorization }), "content-type": type };
  const answer = await handle({ method, url, headers, body: Buffer.from(body) });
  return { ...answer, body: answer.body === "" ? undefined : JSON.parse(answer.body) };
}

/** Usage says when it was read, and a refusal what was asked for. */
const timeless = (body: unknown) =>
  JSON.stringify(body)
    ?.replace(/"as_of":"[^"]*"/g, "")
    .replace(".json was not found", " was not found");

type Route = (typeof ROUTES)[number];

const isWritten = ({ methods }: Route) => methods.includes("POST") || methods.includes("PUT");
/** A file without `.json` is the file itself. */
const isRead = ({ methods, path }: Route) => methods.includes("GET") && !/Media\/:MediaSid$/.test(path);

describe("says the same with .json and without, and to HEAD what it says to GET:", () => {
  test.each(ROUTES.filter(isRead))("$path", async ({ filled }) => {
    const [plain, suffixed, head] = [
      await ask("GET", filled),
      await ask("GET", `${filled}.json`),
      await ask("HEAD", filled),
    ];
    expect(timeless(suffixed.body)).toBe(timeless(plain.body));
    expect([suffixed.status, head.status]).toEqual([plain.status, plain.status]);
  });
});

describe("is not found under another spelling of its path:", () => {
  test.each(ROUTES)("$path", async ({ path, filled }) => {
    const last = path.split("/").findLast((segment) => !segment.startsWith(":")) ?? "";
    const other = last === last.toUpperCase() ? last.toLowerCase() : last.toUpperCase();
    const at = filled.lastIndexOf(`/${last}`);
    const answer = await ask("GET", `${filled.slice(0, at)}/${other}${filled.slice(at + last.length + 1)}`);
    expect(answer).toMatchObject({ status: 404, body: { code: 20404 } });
  });
});

describe("tells a browser, who asks without credentials, what it may send:", () => {
  test.each(ROUTES)("$path", async ({ filled, methods }) => {
    const { status, headers, body } = await ask("OPTIONS", filled, { signedIn: false });
    expect({ status, body }).toEqual({ status: 204, body: undefined });
    expect(headers["Access-Control-Allow-Origin"]).toBe("*");
    for (const method of methods) expect(headers["Access-Control-Allow-Methods"]).toContain(method);
  });
});

describe("pages as it is asked to, within bounds:", () => {
  test.each(ROUTES.filter(({ lists }) => lists))("$path", async ({ filled }) => {
    expect(await ask("GET", `${filled}?PageSize=1001`)).toMatchObject({ status: 400, body: { code: 20007 } });
    for (const size of ["0", "-1", "1.5", "ten", "1e3"]) {
      expect(await ask("GET", `${filled}?PageSize=${size}`)).toMatchObject({ status: 400, body: { code: 20001 } });
    }
    const { status, body } = await ask("GET", `${filled}?PageSize=1`);
    expect(status).toBe(200);
    expect(Object.values<unknown>(body).find(Array.isArray)?.length ?? 0).toBeLessThanOrEqual(1);
  });
});

describe("refuses a body it does not read, and takes it for nothing else:", () => {
  test.each(ROUTES.filter(isWritten))("$path", async ({ filled, methods, takes }) => {
    const method = methods.includes("POST") ? "POST" : "PUT";
    const [type, body] = takes === "json" ? ["application/x-www-form-urlencoded", "a=1"] : ["application/json", "{}"];
    for (const each of [type, "text/plain", "application/xml"]) {
      const answer = await ask(method, filled, { type: each, body });
      expect(answer).toMatchObject({ status: 400, body: { code: 20001 } });
      expect(answer.body.message).toContain("Content-Type");
    }
  });
});
