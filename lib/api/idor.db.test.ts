import { describe, expect, test } from "vitest";
import { RESOURCES } from "@/lib/api/registry";
import { type SidPrefix, toSid } from "@/lib/domain/sid";
import { createSubaccount } from "@/lib/operations/accounts";
import { createApiKey, deleteApiKey } from "@/lib/operations/api-keys";
import { testCredentialsOf } from "@/lib/operations/credentials";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { oneOfEach } from "@/lib/testing/one-of-each";

/**
 * Every route of the registry × everybody whose it is not. Nobody learns whether another's row exists, nothing of it is
 * told or changed, and no combination is a 500. A resource that is added is held to it unasked.
 * @source trust S4, S27
 */

const db = (await testDatabase()).open();
const world = testWorld(db);
const baseUrl = await serveApi(world);

type Credentials = { readonly user: string; readonly password: string };
const tokenOf = ({ sid, authToken }: { sid: string; authToken: string }): Credentials => ({
  user: sid,
  password: authToken,
});

const isSid = (text: string) => /^[A-Z]{2}[0-9a-f]{32}$/.test(text);

const owner = await createAccount(world);
const stranger = await createAccount(world);
const ROWS = await oneOfEach(owner);
const STRANGERS = await oneOfEach(stranger);

/** Whether a name is the owner's alone: the campaign of whatever service is called the same by everybody. */
const isOwners = (name: string) => isSid(ROWS[name] ?? "") && ROWS[name] !== STRANGERS[name];

/** Everything that names something of the owner's: none of it may stand in an answer to somebody else, unless they said it. */
const SECRETS = [owner.authToken, ...Object.entries(ROWS).flatMap(([name, row]) => (isOwners(name) ? row : []))];

async function keyOf(account: typeof owner, revoked: boolean): Promise<Credentials> {
  const { key, secret } = await createApiKey(account.ctx, { friendlyName: "Deploy", type: "main" });
  if (revoked) await deleteApiKey(account.ctx, key.id);
  return { user: toSid("SK", key.id), password: secret };
}

async function stopped(status: "suspended" | "closed"): Promise<Credentials> {
  const account = await createAccount(world);
  await db.prisma.account.update({ where: { id: account.ctx.accountId }, data: { status } });
  return tokenOf(account);
}

const child = await createSubaccount(owner.ctx, { friendlyName: "Shop" });
const subaccount = { sid: toSid("AC", child.id), authToken: child.authToken };
/** It goes on when the token is changed. */
const strangersKey = await keyOf(stranger, false);
const tested = testCredentialsOf(stranger.ctx.accountId);

/** Who signs in, what account they say in paths beside the owner's, and the status of somebody who may not come in at all. */
const CALLERS: readonly {
  readonly who: string;
  readonly as: Credentials | undefined;
  readonly own?: string;
  /** Rows of its own, to mix the owner's among. */
  readonly rows?: Readonly<Record<string, string>>;
  /** Of the owner's, what it may know. */
  readonly knows?: string;
  /** It asks about that account only: the owner's own path is no foreign one to it. */
  readonly aboutOwn?: true;
  readonly always?: 401 | 403;
}[] = [
  { who: "nobody", as: undefined, always: 401 },
  { who: "a wrong token", as: { user: owner.sid, password: stranger.authToken }, always: 401 },
  { who: "a revoked key of the owner's", as: await keyOf(owner, true), always: 401 },
  { who: "a suspended account", as: await stopped("suspended"), always: 401 },
  { who: "a closed account", as: await stopped("closed"), always: 401 },
  { who: "a stranger", as: tokenOf(stranger), own: stranger.sid, rows: STRANGERS },
  { who: "a stranger's main key", as: strangersKey, own: stranger.sid },
  { who: "the owner's subaccount", as: tokenOf(subaccount), own: subaccount.sid, knows: owner.sid },
  { who: "the owner, about a subaccount", as: tokenOf(owner), own: subaccount.sid, aboutOwn: true },
  { who: "test credentials", as: { user: tested.sid, password: tested.token }, own: tested.sid, always: 403 },
];

const ROUTES = RESOURCES.flatMap(({ routes }) => routes).map(({ path, endpoints }) => ({
  path,
  methods: Object.keys(endpoints),
  names: [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name),
}));

const fill = (path: string, rows: Readonly<Record<string, string>>) =>
  path.replace(/:(\w+)/g, (_all, name: string) => rows[name] ?? "");

/** The same, with SIDs of nothing that exists in place of the owner's. */
const elsewhere = (rows: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      isSid(row) && row === ROWS[name] ? toSid(row.slice(0, 2) as SidPrefix, world.newId()) : row,
    ]),
  );

async function ask(method: string, path: string, as: Credentials | undefined, said?: URLSearchParams) {
  const authorization = as && { Authorization: `Basic ${btoa(`${as.user}:${as.password}`)}` };
  const body = method === "POST" ? said : undefined;
  const answer = await fetch(baseUrl + path, { method, headers: { ...authorization }, redirect: "manual", body });
  return { status: answer.status, body: await answer.text() };
}

/** What is left of an answer when the path it was about is taken out. */
const without = (path: string, { status, body }: { status: number; body: string }) => ({
  status,
  body: body.replaceAll(path.replace(/^\/v[12](?=\/)/, ""), "…"),
});

/** Everything the owner can read of its own, to compare before and after. */
async function ownerSees() {
  const seen: Record<string, unknown> = {};
  for (const { path, methods } of ROUTES) {
    if (!methods.includes("GET")) continue;
    const { status, body } = await ask("GET", `${fill(path, ROWS)}?PageSize=1000`, tokenOf(owner));
    // Usage says when it was read.
    seen[path] = { status, body: body.replace(/"as_of":"[^"]*"/g, "") };
  }
  return seen;
}

const before = await ownerSees();

test("there is a row of each kind that a path can name", () => {
  expect(new Set(ROUTES.flatMap(({ names }) => names.filter((name) => !ROWS[name])))).toEqual(new Set());
});

describe.each(CALLERS)("$who", ({ as, own, rows: ownRows, knows = "", aboutOwn = false, always }) => {
  test.each(ROUTES)("$path", async ({ path, methods, names }) => {
    const ownPath: Readonly<Record<string, string>> = { ...ROWS, ...(own && { AccountSid: own }) };
    const mixed = ownRows ? names.map((name) => ({ ...ownRows, [name]: ROWS[name] ?? "" })) : [];
    for (const rows of aboutOwn ? [ownPath] : [ROWS, ownPath, ...mixed]) {
      const filled = fill(path, rows);
      const isForeign = names.some((name) => isOwners(name) && rows[name] === ROWS[name]);
      if (aboutOwn && !(names.includes("AccountSid") && isForeign)) continue;
      for (const method of methods) {
        // What an account does to itself is its own affair, as long as the next question still finds it.
        if (!isForeign && method !== "GET") continue;
        const answer = await ask(method, filled, as);
        expect(answer.status, `${method} ${filled}: ${answer.body}`).toBeLessThan(500);
        for (const secret of SECRETS) {
          if (secret !== knows && !filled.includes(secret)) expect(answer.body).not.toContain(secret);
        }
        if (always) expect([always, 404]).toContain(answer.status);
        else if (isForeign) {
          // What is missing in a request may be told before what it is about.
          expect([404, 400], `${method} ${filled}: ${answer.body}`).toContain(answer.status);
          const nowhere = fill(path, elsewhere(rows));
          expect(without(filled, answer)).toEqual(without(nowhere, await ask(method, nowhere, as)));
        }
      }
    }
  });
});

test.each(ROUTES.filter(({ methods }) => methods.includes("POST")))(
  "what a stranger posts to $path of its own takes nothing of the owner's",
  async ({ path }) => {
    const said = new URLSearchParams({ ...ROWS, Sid: ROWS.ChannelSenderSid ?? "", Before: ROWS.MessageSid ?? "" });
    const answer = await ask("POST", fill(path, STRANGERS), strangersKey, said);
    expect(answer.status, answer.body).toBeLessThan(500);
    expect(answer.body).not.toContain(owner.authToken);
  },
);

test("nothing of the owner's was changed by any of it", async () => {
  expect(await ownerSees()).toEqual(before);
});

test.each(ROUTES.filter(({ methods }) => methods.includes("GET")))(
  "page tokens of $path are good for nobody else and cannot be made up",
  async ({ path }) => {
    const list = fill(path, ROWS);
    const first = await ask("GET", `${list}?PageSize=1`, tokenOf(owner));
    const body = first.status === 200 ? JSON.parse(first.body) : {};
    if (!("next_page_uri" in body) && !body.meta) return;
    const next: string | null = body.next_page_uri ?? body.meta?.next_page_url ?? null;
    const token = next && new URL(next, baseUrl).searchParams.get("PageToken");
    const strangers = fill(path, { ...ROWS, AccountSid: stranger.sid });
    for (const made of ["PA", `PA${"0".repeat(50)}`, "PAMQ==", "'", ...(token ? [`${token.slice(0, -1)}x`] : [])]) {
      const answer = await ask("GET", `${list}?PageToken=${encodeURIComponent(made)}`, tokenOf(owner));
      expect(JSON.parse(answer.body)).toMatchObject({ status: 400, code: 21481 });
    }
    if (!token) return;
    const answer = await ask("GET", `${strangers}?PageToken=${token}`, strangersKey);
    expect([21481, 20404]).toContain(JSON.parse(answer.body).code);
  },
);
