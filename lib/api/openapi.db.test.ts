import { beforeAll, describe, expect, test } from "vitest";
import { openApiOf } from "@/lib/api/openapi";
import { RESOURCES } from "@/lib/api/registry";
import type { Shape } from "@/lib/api/shape";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { oneOfEach } from "@/lib/testing/one-of-each";
import { faultsOf } from "@/lib/testing/published-api";

/** What is Senderpool's own is told by an OpenAPI file, which says neither more nor less than the code does. */

const db = (await testDatabase()).open();
const world = testWorld(db);
let asked: ReadonlySet<string> = new Set();
const baseUrl = await serveApi(world, { onAnswer: (answer) => (asked = answer.asked) });
const owner = await createAccount(world);
const ROWS = await oneOfEach(owner);
const HEADERS = { Authorization: `Basic ${btoa(`${owner.sid}:${owner.authToken}`)}` };

const ROUTES = RESOURCES.flatMap(({ routes }) => routes).filter(({ path }) => path.startsWith("/senderpool/"));
const OPERATIONS = ROUTES.flatMap(({ path, endpoints, docs }) =>
  Object.keys(endpoints).map((method) => ({ name: `${method} ${path}`, method, path, doc: docs?.[method] })),
);

type Inputs = readonly Readonly<Record<string, string>>[];

/** What each is asked with, so that it answers: once, or in several ways that look at different parameters. */
let inputs: Readonly<Record<string, Inputs>>;
let numbers: { readonly outbound: string };
beforeAll(async () => {
  const { phoneNumber } = await db.prisma.phoneNumber.findFirstOrThrow({ where: { accountId: owner.ctx.accountId } });
  numbers = { outbound: phoneNumber };
  const text = { From: "+15553332222", To: numbers.outbound, Body: "Hi" };
  const part = { ...text, PartReference: "7", PartTotal: "2", PartNumber: "1" };
  inputs = {
    "POST /senderpool/v1/Services/:ServiceSid/PhoneNumbers/:PhoneNumberSid": [{ Paused: "true" }],
    "POST /senderpool/v1/Services/:ServiceSid/Explain": [{ To: "+15553332222", Body: "Hi" }],
    "POST /senderpool/v1/OptOuts": [
      { Recipient: "+15553334444", MessagingServiceSid: ROWS.ServiceSid!, Reason: "Phone" },
    ],
    "POST /senderpool/v1/OptOuts/:OptOutSid": [{ Status: "ended", Reason: "Phone" }],
    "POST /senderpool/v1/Senders": [{ Address: "246810", Country: "US" }],
    "POST /senderpool/v1/LinkShortening/Domains": [{ DomainName: "go.example.com" }],
    "POST /senderpool/v1/WebhookAttempts/Replay": [{ MessageSid: ROWS.MessageSid! }],
    "POST /senderpool/v1/Simulator/Inbound": [text, part],
  };
});

const REMOVED_LAST = (method: string) => (method === "DELETE" ? 1 : 0);

describe("the file says what is so:", () => {
  test.each(OPERATIONS.toSorted((a, b) => REMOVED_LAST(a.method) - REMOVED_LAST(b.method)))(
    "$name",
    async ({ name, method, path, doc }) => {
      expect(doc?.about).toMatch(/^[A-Z].*\.$/);
      const looked = new Set<string>();
      for (const params of inputs[name] ?? [{}]) {
        const filled = path.replace(/:(\w+)/g, (_all, part: string) => ROWS[part] ?? "");
        const body = method === "POST" ? new URLSearchParams(params) : undefined;
        const answer = await fetch(baseUrl + filled, { method, headers: HEADERS, body });
        const told = await answer.text();
        expect(Object.keys(doc?.answers ?? {}), told).toContain(String(answer.status));
        const shape: Shape | null = doc?.answers[answer.status] ?? null;
        if (shape === null) expect(told).toBe("");
        else expect(faultsOf(shape, JSON.parse(told))).toEqual([]);
        for (const param of asked) looked.add(param);
      }
      expect([...looked].toSorted()).toEqual(Object.keys(doc?.params ?? {}).toSorted());
    },
  );

  test.each(OPERATIONS.filter(({ doc }) => Object.values(doc?.params ?? {}).some(({ required }) => required)))(
    "$name is refused without what it says is required",
    async ({ method, path, doc }) => {
      const filled = path.replace(/:(\w+)/g, (_all, part: string) => ROWS[part] ?? "");
      const answer = await fetch(baseUrl + filled, { method, headers: HEADERS, body: new URLSearchParams() });
      // A dry run tells what would be refused, and is none itself.
      if (doc?.answers[200] && path.endsWith("/Explain")) expect((await answer.json()).outcome).toBe("refused");
      else expect([400, 404]).toContain(answer.status);
    },
  );
});

test("it is served to whoever asks, and is whole", async () => {
  const answer = await fetch(`${baseUrl}/senderpool/openapi.json`);
  expect(answer.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
  const file = await answer.json();
  expect(file).toEqual(JSON.parse(JSON.stringify(openApiOf(RESOURCES))));
  expect(file.openapi).toBe("3.0.3");
  const ids: string[] = [];
  for (const [path, item] of Object.entries<Record<string, Operation>>(file.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(item)) {
      ids.push(operation.operationId);
      const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => name)).toEqual(names);
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(OPERATIONS.length);
});

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
};

test("it is only read", async () => {
  const answer = await fetch(`${baseUrl}/senderpool/openapi.json`, { method: "POST", headers: HEADERS });
  expect(answer.status).toBe(404);
});
