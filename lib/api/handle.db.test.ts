import { describe, expect, test } from "vitest";
import { createHandle } from "@/lib/api/handle";
import { BODY_BYTES_MAX } from "@/lib/api/message";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, testWorld } from "@/lib/testing/factories";

const db = (await testDatabase()).open();
const world = testWorld(db);
const account = await createAccount(world);
const from = (await createNumber(account.ctx)).phoneNumber;
const authorization = `Basic ${btoa(`${account.sid}:${account.authToken}`)}`;
const MESSAGES = `/2010-04-01/Accounts/${account.sid}/Messages.json`;
const FORM = "application/x-www-form-urlencoded";

const options = {
  world,
  secretKey: "secret",
  publicUrl: "https://sms.example.com",
  publicUrlGiven: true,
  host: "127.0.0.1",
};
const handle = createHandle(options);

async function post(body: string | Uint8Array, contentType: string | undefined = FORM, url = MESSAGES) {
  const headers = { authorization, "content-type": contentType };
  const answer = await handle({ method: "POST", url, headers, body: Buffer.from(body) });
  return { ...answer, body: JSON.parse(answer.body) };
}

const get = (url: string, headers: Record<string, string> = {}, given = options) =>
  createHandle(given)({ method: "GET", url, headers: { authorization, ...headers }, body: new Uint8Array() });

const form = (params: Record<string, string>) =>
  new URLSearchParams({ From: from, To: "+15553332222", ...params }).toString();

test.each([
  ["a urlencoded body", FORM],
  ["its charset named", `${FORM}; charset=UTF-8`],
  ["no type at all", undefined],
])("reads %s", async (_rule, contentType) => {
  const { status, body } = await post(form({ Body: "Grüße + 100 % 😀" }), contentType);
  expect(status).toBe(201);
  expect(body.body).toBe("Grüße + 100 % 😀");
});

test("reads a multipart body", async () => {
  const data = new FormData();
  for (const [name, value] of [
    ["From", from],
    ["To", "+15553332222"],
    ["Body", "Grüße"],
  ] as const)
    data.set(name, value);
  const encoded = new Response(data);
  const { status, body } = await post(
    new Uint8Array(await encoded.arrayBuffer()),
    encoded.headers.get("content-type")!,
  );
  expect(status).toBe(201);
  expect(body.body).toBe("Grüße");
});

test.each<[string, string | Uint8Array, string, number, number]>([
  ["JSON", JSON.stringify({ To: "+15553332222" }), "application/json", 400, 20001],
  ["another type", "To=1", "text/plain", 400, 20001],
  ["a broken percent escape", "Body=100%", FORM, 400, 20001],
  ["an escape that is no UTF-8", "Body=%ff", FORM, 400, 20001],
  ["bytes that are no UTF-8", Buffer.from("Body=\xff", "latin1"), FORM, 400, 20001],
  ["a multipart body without its parts", "hello", "multipart/form-data; boundary=x", 400, 20001],
  ["parameters without end", "a=1&".repeat(501), FORM, 400, 20001],
  ["a body that is too long", `Body=${"a".repeat(BODY_BYTES_MAX)}`, FORM, 413, 20413],
  ["a NUL in the text", form({ Body: "a\0b" }), FORM, 400, 20001],
  ["nothing", "", FORM, 400, 21604],
  ["names in lower case, which are other names", "to=%2B15553332222&body=Hello", FORM, 400, 21604],
])("refuses %s", async (_rule, body, contentType, status, code) => {
  const answer = await post(body, contentType);
  expect(answer).toMatchObject({ status, body: { code, status } });
});

test("of a parameter that comes twice the last one counts", async () => {
  expect((await post(`${form({ Body: "One" })}&Body=Two`)).body.body).toBe("Two");
});

test.each([
  ["an unknown path", `/2010-04-01/Accounts/${account.sid}/Calls.json`],
  ["a path in another case", `/2010-04-01/Accounts/${account.sid}/messages.json`],
  ["a trailing slash", "/v1/Services/"],
  ["an unknown version", "/v2/Services"],
  ["nothing after the version", "/v1"],
  ["an escape in a SID", "/v1/Services/%4dG"],
])("answers 404 to %s", async (_rule, url) => {
  const answer = await get(url);
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.body)).toMatchObject({
    code: 20404,
    status: 404,
    more_info: "https://www.twilio.com/docs/errors/20404",
  });
});

test.each([
  ["another scheme", "Bearer abc"],
  ["no colon", `Basic ${btoa("AC")}`],
  ["nothing readable", "Basic ???"],
  ["a header without end", `Basic ${"a".repeat(5_000)}`],
])("answers 401 to %s", async (_rule, header) => {
  expect((await get(MESSAGES, { authorization: header })).status).toBe(401);
});

test("a browser may ask beforehand, without credentials", async () => {
  const answer = await handle({ method: "OPTIONS", url: MESSAGES, headers: {}, body: new Uint8Array() });
  expect(answer).toMatchObject({ status: 204, headers: { "Access-Control-Allow-Origin": "*" } });
});

const urlOf = async (given: Partial<typeof options>, host: string) =>
  JSON.parse((await get("/v1/Services", { host }, { ...options, ...given })).body).meta.url;

test.each([
  ["the operator's address, whatever the Host header says", {}, "localhost:3000", "https://sms.example.com"],
  [
    "without one, the loopback name it was called by",
    { publicUrlGiven: false },
    "localhost:3000",
    "http://localhost:3000",
  ],
  ["without one, a loopback address", { publicUrlGiven: false }, "[::1]:3000", "http://[::1]:3000"],
  [
    "without one, the address it listens on",
    { publicUrlGiven: false, host: "192.0.2.7" },
    "192.0.2.7:80",
    "http://192.0.2.7:80",
  ],
  ["never a foreign name", { publicUrlGiven: false }, "evil.example", "https://sms.example.com"],
  ["never a name with a path in it", { publicUrlGiven: false }, "localhost:1/evil", "https://sms.example.com"],
])("links begin with %s", async (_rule, given, host, origin) => {
  expect(await urlOf(given, host)).toBe(`${origin}/v1/Services?PageSize=50&Page=0`);
});

test.each([
  [
    "lead where a redirected client called",
    "messaging.sydney.au1.twilio.com",
    "https://messaging.sydney.au1.twilio.com",
  ],
  ["never lead to a host that only says that it is Twilio's", "twilio.com.evil.example", "https://sms.example.com"],
  ["never lead to what no client is redirected from", "www.twilio.com", "https://sms.example.com"],
])("links %s", async (_rule, called, origin) => {
  const { body } = await get("/v1/Services", { host: "localhost:3000", "senderpool-called-host": called });
  expect(JSON.parse(body).meta.url).toBe(`${origin}/v1/Services?PageSize=50&Page=0`);
});

test("what nobody expected is a 500 that tells nothing, and a database out of reach a 503", async () => {
  const failing = (error: Error) =>
    createHandle({ ...options, world: { ...world, accept: () => Promise.reject(error) } })({
      method: "POST",
      url: MESSAGES,
      headers: { authorization },
      body: Buffer.from(form({ Body: "Hello" })),
    });
  const broken = await failing(new Error("relation secret_table does not exist"));
  expect(broken.status).toBe(500);
  expect(broken.body).not.toContain("secret_table");
  expect(JSON.parse(broken.body)).toMatchObject({ code: 20500, message: "Internal server error" });

  const away = await failing(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  expect(away).toMatchObject({ status: 503, headers: { "Retry-After": "1" } });
});

test("an account has a thousand requests in flight at most; more are turned away unexecuted", async () => {
  let release = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  const busy = createHandle({
    ...options,
    world: { ...world, accept: (request) => waiting.then(() => world.accept(request)) },
  });
  const send = () =>
    busy({ method: "POST", url: MESSAGES, headers: { authorization }, body: Buffer.from(form({ Body: "Hello" })) });
  const running = Array.from({ length: 1_000 }, send);
  // Every one of them has signed in by now, and waits for its COMMIT.
  await expect.poll(async () => (await send()).status, { timeout: 20_000 }).toBe(429);
  release();
  expect((await Promise.all(running)).filter(({ status }) => status === 201).length).toBeGreaterThan(900);
  expect((await send()).status).toBe(201);
}, 60_000);

describe("a parameter that makes no difference", () => {
  const IGNORED = "Senderpool-Ignored-Parameters";

  test("is named in the answer, and one that was looked at is not", async () => {
    const { status, headers } = await post(form({ Body: "Hi", RiskCheck: "disable", Owl: "1", to: "x" }));
    expect(status).toBe(201);
    expect(headers[IGNORED]).toBe("RiskCheck, Owl, to");
    expect((await post(form({ Body: "Hi", SmartEncoded: "true" }))).headers[IGNORED]).toBeUndefined();
  });

  test("of a list and of a JSON body is named, too", async () => {
    expect((await get(`${MESSAGES}?PageSize=1&Colour=red`)).headers[IGNORED]).toBe("Colour");
    const body = { language: "en", types: { "twilio/text": { body: "Hi" } }, colour: "red", friendlyName: "Hi" };
    const { status, headers } = await post(JSON.stringify(body), "application/json", "/v1/Content");
    expect(status).toBe(201);
    expect(headers[IGNORED]).toBe("colour");
  });

  test("cannot write a header of its own, nor one without end", async () => {
    const names = Array.from({ length: 100 }, (_, at) => [`${at}\r\nSet-Cookie: ${"é😀".repeat(40)}`, ""]);
    const { status, headers } = await post(`${form({ Body: "Hi" })}&${new URLSearchParams(names)}`);
    expect(status).toBe(201);
    expect(headers[IGNORED]).toMatch(/^[\w.<>, -]{1,1400}$/);
    expect(headers[IGNORED]?.split(", ")).toHaveLength(20);
  });

  test("of a refused request is not: what it would have done was never asked", async () => {
    expect((await post(form({ Body: "", Owl: "1" }))).headers[IGNORED]).toBeUndefined();
  });
});
