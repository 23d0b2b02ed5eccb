import { describe, expect, test } from "vitest";
import { RESOURCES } from "@/lib/api/registry";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, type TestAccount, testWorld } from "@/lib/testing/factories";
import { oneOfEach } from "@/lib/testing/one-of-each";

/** What every resource owes, whatever it is: one loop over the registry, so a new one is held to it unasked. */

const db = (await testDatabase()).open();
const world = testWorld(db);
const baseUrl = await serveApi(world);
const owner = await createAccount(world);
const stranger = await createAccount(world);
const ROWS = await oneOfEach(owner);

const fill = (path: string, rows: Record<string, string> = ROWS) =>
  path.replace(/:(\w+)/g, (_all, name: string) => rows[name]!);

function request(method: string, path: string, account?: Pick<TestAccount, "sid" | "authToken">) {
  const headers: HeadersInit = account ? { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` } : {};
  return fetch(baseUrl + path, { method, headers, redirect: "manual" });
}

const ROUTES = RESOURCES.flatMap(({ routes }) => routes);

/** Two resources may share a path, one its list and one its instance. */
const LISTS = new Set(ROUTES.flatMap(({ path, lists }) => (lists ? [path] : [])));

describe.each(ROUTES.map(({ path, endpoints }) => [path, Object.keys(endpoints)] as const))("%s", (path, methods) => {
  test("answers 401 without credentials and with wrong ones", async () => {
    for (const account of [undefined, { ...owner, authToken: "wrong" }]) {
      for (const method of [...methods, "PUT"]) {
        const answer = await request(method, fill(path), account);
        expect(answer.status).toBe(401);
        expect(answer.headers.get("WWW-Authenticate")).toBe('Basic realm="Twilio API"');
        expect(await answer.json()).toMatchObject({ code: 20003, status: 401 });
      }
    }
  });

  test("answers 405 to a method it does not know", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((known) => !methods.includes(known))) {
      const answer = await request(method, fill(path), owner);
      expect(answer.status).toBe(405);
      const known = methods.includes("GET") ? [...methods, "HEAD"] : methods;
      expect(answer.headers.get("Allow")?.split(", ").toSorted()).toEqual(known.toSorted());
      expect(await answer.json()).toMatchObject({ code: 20004, status: 405 });
    }
  });

  test("shows its request id", async () => {
    const answer = await request("GET", fill(path), owner);
    expect(answer.headers.get("Twilio-Request-Id")).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(answer.headers.get("Twilio-Request-Duration")).toMatch(/^\d+\.\d{3}$/);
  });

  if (/Sid$/.test(path))
    test("hides another account's row, and one that is malformed", async () => {
      const name = path.slice(path.lastIndexOf(":") + 1);
      const seenFrom = { ...ROWS, AccountSid: stranger.sid };
      const paths = [fill(path), fill(path, seenFrom), fill(path, { ...ROWS, [name]: "nonsense" })];
      for (const [index, asked] of paths.entries()) {
        // With the stranger's own SID in the path, the account itself is no stranger's.
        if (index === 1 && name === "AccountSid") continue;
        for (const method of methods) {
          const answer = await request(method, asked, index < 2 ? stranger : owner);
          expect(answer.status).toBe(404);
          const named = asked.replace(/^\/v[12](?=\/)/, "");
          expect(await answer.json()).toMatchObject({
            code: 20404,
            message: `The requested resource ${named} was not found`,
          });
        }
      }
    });

  if (LISTS.has(path))
    test("lists in its dialect's envelope", async () => {
      const answer = await request("GET", `${fill(path)}?PageSize=1`, owner);
      expect(answer.status).toBe(200);
      const body = await answer.json();
      if (/^\/v[12]\//.test(path)) {
        expect(Object.keys(body.meta).toSorted()).toEqual([
          "first_page_url",
          "key",
          "next_page_url",
          "page",
          "page_size",
          "previous_page_url",
          "url",
        ]);
        expect(body.meta.url).toBe(`${baseUrl}${fill(path)}?PageSize=1&Page=0`);
        expect(body[body.meta.key]).toBeInstanceOf(Array);
      } else {
        expect(body.uri).toContain(fill(path) + (path.startsWith("/senderpool/") ? "" : ".json"));
        const paged = ["end", "first_page_uri", "next_page_uri", "page", "page_size", "previous_page_uri", "start"];
        expect(paged.filter((key) => key in body)).toEqual("page" in body ? paged : []);
        expect(Object.values(body).filter(Array.isArray)).toHaveLength(1);
      }
    });
});
