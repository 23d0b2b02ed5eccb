import { expect, test } from "vitest";
import { REVIEW_MS } from "@/lib/domain/content-approval";
import { toSid } from "@/lib/domain/sid";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

const db = (await testDatabase()).open();
let offsetMs = 0;
const world = testWorld(db, { now: () => new Date(Date.now() + offsetMs) });
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const api = sdkClient(baseUrl, account);
const PHONE = "+15553332222";

const TABLE = {
  friendly_name: "Table ready",
  language: "en",
  variables: { 1: "guest" },
  types: { "twilio/text": { body: "Hello {{1}}, your table is ready" } },
};
/** Its class of the helper types the fields in camel case, programs write them as the wire has them. */
const create = (given: object = {}) => api.content.v1.contents.create({ ...TABLE, ...given } as never);

async function send(method: string, path: string, body?: unknown, type = "application/json") {
  const answer = await fetch(baseUrl + path, {
    method,
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}`, "Content-Type": type },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test("a template is made, read, changed and deleted through the official helper", async () => {
  const made = await create();
  expect(made).toMatchObject({
    accountSid: account.sid,
    friendlyName: "Table ready",
    language: "en",
    variables: TABLE.variables,
    types: TABLE.types,
    url: `${baseUrl}/v1/Content/${made.sid}`,
    links: {
      approval_create: `${baseUrl}/v1/Content/${made.sid}/ApprovalRequests/whatsapp`,
      approval_fetch: `${baseUrl}/v1/Content/${made.sid}/ApprovalRequests`,
    },
  });
  expect(made.sid).toMatch(/^HX[0-9a-f]{32}$/);
  const types = { "twilio/media": { body: "Look", media: ["https://example.com/a.png"] } };
  await api.content.v1.contents(made.sid).update({ friendly_name: "Dish", types } as never);
  const found = await api.content.v1.contents(made.sid).fetch();
  expect(found).toMatchObject({ friendlyName: "Dish", language: "en", types, variables: TABLE.variables });
  expect(await api.content.v1.contents(made.sid).remove()).toBe(true);
  await expect(api.content.v1.contents(made.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test("what the helper's own classes write is read, too", async () => {
  const made = await send("POST", "/v1/Content", {
    friendlyName: "Classes",
    language: "en",
    types: { twilioQuickReply: { body: "Come?", actions: [{ title: "Yes" }] }, twilioText: null },
  });
  expect(made).toMatchObject({
    status: 201,
    body: { friendly_name: "Classes", types: { "twilio/quick-reply": { body: "Come?", actions: [{ title: "Yes" }] } } },
  });
});

test.each<[string, unknown, string]>([
  ["no language", { types: TABLE.types }, "language"],
  ["a language that is none", { ...TABLE, language: "english!" }, "language"],
  ["no types", { language: "en" }, "types"],
  ["a type nobody knows", { ...TABLE, types: { "twilio/owl": {} } }, "types"],
  ["variables that are no texts", { ...TABLE, variables: { 1: 4 } }, "variables"],
  ["a name that is too long", { ...TABLE, friendly_name: "a".repeat(256) }, "friendly_name"],
  ["a NUL in the text", { ...TABLE, types: { "twilio/text": { body: "a\0b" } } }, "types"],
  ["what is no JSON", "{", "no JSON object"],
  ["a list", [], "no JSON object"],
])("%s is refused with 20001", async (_rule, body, named) => {
  const answer = await send("POST", "/v1/Content", body);
  expect(answer).toMatchObject({ status: 400, body: { code: 20001 } });
  expect(answer.body.message).toContain(named);
});

test("a form is refused, and so is what is longer than anything sensible", async () => {
  expect(await send("POST", "/v1/Content", "a=b", "application/x-www-form-urlencoded")).toMatchObject({
    status: 400,
    body: { code: 20001 },
  });
  expect(await send("POST", "/v1/Content", { a: "a".repeat(200_000) })).toMatchObject({
    status: 413,
    body: { code: 20413 },
  });
});

test("a submission goes its way by the clock: received, pending, approved, told everywhere", async () => {
  const { sid } = await create();
  const context = api.content.v1.contents(sid);
  const statusNow = async () => (await context.approvalFetch().fetch()).whatsapp.status;
  expect(await statusNow()).toBe("unsubmitted");
  const submitted = await context.approvalCreate.create({ name: "table_ready", category: "UTILITY" } as never);
  expect(submitted).toMatchObject({
    name: "table_ready",
    category: "UTILITY",
    contentType: "twilio/text",
    status: "received",
    rejectionReason: "",
    allowCategoryChange: true,
  });
  offsetMs = REVIEW_MS - 1_000;
  expect(await statusNow()).toBe("pending");
  offsetMs = REVIEW_MS + 1_000;
  expect(await context.approvalFetch().fetch()).toMatchObject({
    sid,
    accountSid: account.sid,
    whatsapp: { type: "whatsapp", name: "table_ready", status: "approved" },
  });
  const listed = await api.content.v1.contentAndApprovals.list();
  expect(listed.find((one) => one.sid === sid)?.approvalRequests).toMatchObject({ status: "approved" });
  await expect(context.update({ types: TABLE.types } as never)).rejects.toMatchObject({ status: 409, code: 20409 });
  await expect(context.approvalCreate.create({ name: "again", category: "UTILITY" } as never)).rejects.toMatchObject({
    status: 409,
  });
});

test("a template that begins with a variable is rejected, with the reason", async () => {
  const { sid } = await create({ types: { "twilio/text": { body: "{{1}} is ready" } } });
  const context = api.content.v1.contents(sid);
  await context.approvalCreate.create({ name: "begins", category: "marketing" } as never);
  offsetMs += REVIEW_MS;
  expect((await context.approvalFetch().fetch()).whatsapp).toMatchObject({
    status: "rejected",
    category: "MARKETING",
    rejection_reason: "Variables can't be at the start or end of the template.",
  });
});

test.each<[string, object]>([
  ["capitals in the name", { name: "Table", category: "UTILITY" }],
  ["a category nobody knows", { name: "table", category: "OWL" }],
  ["nothing", {}],
])("a submission with %s is refused", async (_rule, body) => {
  const { sid } = await create();
  expect(await send("POST", `/v1/Content/${sid}/ApprovalRequests/whatsapp`, body)).toMatchObject({
    status: 400,
    body: { code: 20001 },
  });
});

test("the second generation's list is narrowed, ordered and paged", async () => {
  const owner = await createAccount(world);
  const own = sdkClient(baseUrl, owner);
  const made: string[] = [];
  for (const [name, language, types] of [
    ["Beta", "en", TABLE.types],
    ["alpha", "sv", { "twilio/card": { title: "Soup", subtitle: "50 %" } }],
    ["Gamma_", "en", TABLE.types],
  ] as const) {
    made.push((await own.content.v1.contents.create({ friendly_name: name, language, types } as never)).sid);
  }
  await own.content.v1.contents(made[2]!).approvalCreate.create({ name: "gamma", category: "UTILITY" } as never);
  const names = async (params: object) => (await own.content.v2.contents.list(params)).map((one) => one.friendlyName);
  expect(await names({})).toEqual(["Gamma_", "alpha", "Beta"]);
  expect(await names({ sortByDate: "asc" })).toEqual(["Beta", "alpha", "Gamma_"]);
  const sorted = await names({ sortByContentName: "asc", pageSize: 1 });
  expect(sorted.toSorted()).toEqual(["Beta", "Gamma_", "alpha"]);
  expect(await names({ sortByContentName: "desc", pageSize: 2 })).toEqual(sorted.toReversed());
  expect(await names({ contentName: "ALPH" })).toEqual(["alpha"]);
  expect(await names({ contentName: "_" })).toEqual(["Gamma_"]);
  expect(await names({ content: "soup" })).toEqual(["alpha"]);
  expect(await names({ language: ["sv", "de"] })).toEqual(["alpha"]);
  expect(await names({ contentType: ["twilio/card"] })).toEqual(["alpha"]);
  expect(await names({ channelEligibility: ["whatsapp:received"] })).toEqual(["Gamma_"]);
  expect(await names({ channelEligibility: ["whatsapp:unsubmitted", "whatsapp:approved"] })).toEqual(["alpha", "Beta"]);
  expect(await names({ dateCreatedAfter: new Date(Date.now() + offsetMs + 60_000) })).toEqual([]);
  expect(await names({ dateCreatedBefore: new Date(Date.now() + offsetMs + 60_000) })).toHaveLength(3);
  expect(await own.content.v2.contentAndApprovals.list({ contentName: "gamma" })).toMatchObject([
    { sid: made[2], approvalRequests: { name: "gamma", status: "received" } },
  ]);
  expect(await own.content.v1.legacyContents.list()).toEqual([]);
  await expect(names({ channelEligibility: ["owl"] })).rejects.toMatchObject({ status: 400, code: 20001 });
  await expect(names({ sortByDate: "sideways" })).rejects.toMatchObject({ status: 400, code: 20001 });
});

test("a message from a template has its words, segments and media, and tells nothing more of it", async () => {
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  const { sid: contentSid } = await create();
  const viaService = await api.messages.create({
    to: PHONE,
    messagingServiceSid: toSid("MG", service.id),
    contentSid,
    contentVariables: '{"1":"Ann"}',
  });
  expect(viaService).toMatchObject({ status: "accepted", body: "Hello Ann, your table is ready", numMedia: "0" });
  const { body, numSegments } = await api.messages(viaService.sid).fetch();
  expect([body, numSegments]).toEqual(["Hello Ann, your table is ready", "1"]);
  const own = await api.messages.create({ to: PHONE, from: number.phoneNumber, contentSid });
  expect(own.body).toBe("Hello guest, your table is ready");

  const { sid: withMedia } = await create({
    types: { "twilio/media": { body: "Look {{1}}", media: ["http://127.0.0.1:1/{{1}}.png"] } },
  });
  const picture = await api.messages.create({ to: PHONE, from: number.phoneNumber, contentSid: withMedia });
  expect(picture).toMatchObject({ body: "Look guest", numMedia: "1" });
  expect(picture.sid).toMatch(/^MM/);
});

test("only a template of the account itself is sent, and a changed or deleted one is so in the next request", async () => {
  const stranger = await createAccount(world);
  const { phoneNumber: from } = await createNumber(stranger.ctx);
  const { sid: contentSid } = await create();
  await expect(sdkClient(baseUrl, stranger).messages.create({ to: PHONE, from, contentSid })).rejects.toMatchObject({
    status: 400,
    code: 21655,
  });
  const { phoneNumber } = await createNumber(account.ctx);
  const words = async () => (await api.messages.create({ to: PHONE, from: phoneNumber, contentSid })).body;
  expect(await words()).toContain("table");
  await api.content.v1.contents(contentSid).update({ types: { "twilio/text": { body: "Bye {{1}}!" } } } as never);
  expect(await words()).toBe("Bye guest!");
  await api.content.v1.contents(contentSid).remove();
  await expect(words()).rejects.toMatchObject({ code: 21655 });
});

test("redacting a message takes what was filled in, too", async () => {
  const { phoneNumber: from } = await createNumber(account.ctx);
  const { sid: contentSid } = await create();
  const { sid } = await api.messages.create({ to: PHONE, from, contentSid, contentVariables: '{"1":"Secret"}' });
  await db.sql.query("UPDATE message SET status = 'delivered' WHERE account_id = $1", [account.ctx.accountId]);
  await api.messages(sid).update({ body: "" });
  const { rows } = await db.sql.query("SELECT detail::text FROM message_event WHERE detail::text LIKE '%Secret%'");
  expect(rows).toEqual([]);
});
