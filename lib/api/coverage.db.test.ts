import { describe, expect, test } from "vitest";
import { BRAND_REJECTIONS } from "@/lib/domain/brand";
import { toSid } from "@/lib/domain/sid";
import { createApiKey } from "@/lib/operations/api-keys";
import { serveApi } from "@/lib/testing/api-server";
import { arrange, INPUTS } from "@/lib/testing/coverage-inputs";
import { type Covered, coveragePage } from "@/lib/testing/coverage-page";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createDecidedBrand, testWorld } from "@/lib/testing/factories";
import { oneOfEach } from "@/lib/testing/one-of-each";
import { faultsOf, type PublishedOperation, readPublished } from "@/lib/testing/published-api";
import { routeOf } from "@/lib/testing/published-routes";

/**
 * The published API, operation by operation: what is offered is called, and status, headers and body are held to what is
 * published, strictly. `npm run coverage:api` writes what came of it to docs/api-coverage.md.
 */

/** Where an answer is another than published: how its fault ends, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  ".sending_windows is not published": "the live API's answers have it, none of its files has",
  ".recurring is null, not daily|monthly|yearly|alltime": "the file says in words: empty where it fires once",
};

const db = (await testDatabase()).open();
const world = testWorld(db);
/** Names that the route looked at when it last answered. */
let asked: ReadonlySet<string> = new Set();
const baseUrl = await serveApi(world, { onAnswer: (answer) => (asked = answer.asked) });
const owner = await createAccount(world);
const ROWS = {
  ...(await oneOfEach(owner)),
  FailedBrandSid: toSid("BN", (await createDecidedBrand(owner.ctx, { rejection: BRAND_REJECTIONS[0] })).id),
  SoleBrandSid: toSid("BN", (await createDecidedBrand(owner.ctx, { type: "SOLE_PROPRIETOR" })).id),
};
// The walk changes the account's token.
const { key, secret } = await createApiKey(owner.ctx, { friendlyName: "Walk", type: "main" });
const authorization = `Basic ${btoa(`${toSid("SK", key.id)}:${secret}`)}`;

async function request(method: string, path: string, params: Readonly<Record<string, unknown>> = {}, json = false) {
  const form = new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)])),
  );
  const inBody = method !== "GET" && method !== "DELETE";
  const body = inBody ? (json ? JSON.stringify(params) : form) : undefined;
  const headers = { Authorization: authorization, ...(json && inBody && { "Content-Type": "application/json" }) };
  const query = inBody || form.size === 0 ? "" : `?${form}`;
  return fetch(baseUrl + path + query, { method, headers, body, redirect: "manual" });
}

/** For what is arranged beforehand. */
async function ask(method: string, path: string, params?: Readonly<Record<string, unknown>>) {
  const answer = await request(method, path, params, path.startsWith("/v1/Content"));
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${body}`);
  return body === "" ? {} : JSON.parse(body);
}
await arrange(ROWS, ask);

const ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const { operations } = readPublished();
const offered = operations
  .flatMap((operation) => {
    const route = routeOf(operation);
    return route === undefined ? [] : [{ name: `${operation.method} ${operation.path}`, operation, route }];
  })
  // What is removed takes along what is below it.
  .toSorted(
    (a, b) =>
      ORDER.indexOf(a.operation.method) - ORDER.indexOf(b.operation.method) ||
      (a.operation.method === "DELETE" ? b.route.length - a.route.length : 0),
  );

const covered = new Map<PublishedOperation, Covered>();

describe("is as it is published:", () => {
  test.each(offered)("$name", async ({ name, operation, route }) => {
    const { rows = {}, params = {} } = (await INPUTS[name]?.(ROWS, ask)) ?? {};
    const named: Readonly<Record<string, string>> = { ...ROWS, ...rows };
    const path = route.replace(/:(\w+)/g, (_all, part: string) => named[part] ?? "");
    const suffix = operation.path.endsWith(".json") ? ".json" : "";
    const answer = await request(operation.method, path + suffix, params, operation.takes === "json");
    const text = await answer.text();

    expect(Object.keys(operation.answers), text).toContain(String(answer.status));
    const shape = operation.answers[answer.status];
    if (shape) {
      expect(answer.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
      const faults = faultsOf(shape, JSON.parse(text)).filter(
        (fault) => !Object.keys(OTHERWISE).some((known) => fault.endsWith(known)),
      );
      expect(faults).toEqual([]);
    } else {
      expect(text).toBe("");
    }
    expect(answer.headers.get("Twilio-Request-Id")).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(answer.headers.get("Access-Control-Allow-Methods")).toContain(operation.method);
    // What the walk itself says is not in vain.
    expect(answer.headers.get("Senderpool-Ignored-Parameters")).toBeNull();
    covered.set(operation, { ignored: operation.params.map((param) => param.name).filter((each) => !asked.has(each)) });
  });
});

test("docs/api-coverage.md tells what is offered (npm run coverage:api writes it)", async () => {
  await expect(coveragePage(operations, covered)).toMatchFileSnapshot("../../docs/api-coverage.md");
});
