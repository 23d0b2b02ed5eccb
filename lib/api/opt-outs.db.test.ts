import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_KEYWORDS } from "@/lib/domain/advanced-opt-out";
import { toSid } from "@/lib/domain/sid";
import { createApiKey } from "@/lib/operations/api-keys";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, type TestAccount, testWorld } from "@/lib/testing/factories";
import { type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";

const { open, url } = await testDatabase();
const db = open({ connectionsMax: 8, hot: true });
const PHONE = "+15553332222";

let pipeline: TestPipeline;
let baseUrl: string;
let account: TestAccount;
beforeAll(async () => {
  pipeline = await testPipeline(db, url);
  const world = testWorld(db, { settings: pipeline.settings, accept: pipeline.accept });
  baseUrl = await serveApi(world);
  account = await createAccount(world);
});
afterAll(() => pipeline.stop());

/** The endpoints that no helper knows. */
async function own(method: "GET" | "POST", path: string, params: Record<string, string> = {}, secret = account) {
  const query = new URLSearchParams(params);
  const answer = await fetch(`${baseUrl}/senderpool/v1/${path}${method === "GET" ? `?${query}` : ""}`, {
    method,
    headers: { Authorization: `Basic ${btoa(`${secret.sid}:${secret.authToken}`)}` },
    ...(method === "POST" && { body: query }),
  });
  const body = answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
  return { status: answer.status, body };
}
const reply = (to: string, body: string) => own("POST", "Simulator/Inbound", { From: PHONE, To: to, Body: body });
const optOutsOf = async (recipient: string, params: Record<string, string> = {}) =>
  (await own("GET", "OptOuts", { Recipient: recipient, ...params })).body.opt_outs as Record<string, unknown>[];

test("the way of a conversation: sent, STOP, refused with 21610, START, delivered", async () => {
  const api = sdkClient(baseUrl, account);
  const { phoneNumber: from } = await createNumber(account.ctx);
  const send = () => api.messages.create({ to: PHONE, from, body: "Your table is ready" });
  const ends = (sid: string) =>
    expect.poll(async () => (await api.messages(sid).fetch()).status, { timeout: 10_000, interval: 50 });

  await ends((await send()).sid).toBe("delivered");
  expect(await reply(from, "STOP")).toMatchObject({ status: 201, body: { direction: "inbound", status: "received" } });
  await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
  expect(await optOutsOf(PHONE)).toMatchObject([
    { status: "open", sender: from, source: "keyword", actor: PHONE, reason: "stop" },
  ]);
  await reply(from, "START");
  await ends((await send()).sid).toBe("delivered");
  expect(await optOutsOf(PHONE)).toMatchObject([{ status: "ended", end_source: "keyword", end_reason: "start" }]);

  const answers = (await api.messages.list({ to: PHONE })).filter(({ direction }) => direction === "outbound-reply");
  expect(answers.map(({ body, price }) => [body, price])).toEqual([
    [DEFAULT_KEYWORDS.START.reply, "0.00000"],
    [DEFAULT_KEYWORDS.STOP.reply, "0.00000"],
  ]);
});

test("through a service the same is accepted and fails with 21610", async () => {
  const api = sdkClient(baseUrl, account);
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  const to = "+15553332111";
  await own("POST", "Simulator/Inbound", { From: to, To: number.phoneNumber, Body: "unsubscribe" });
  const sent = await api.messages.create({ to, messagingServiceSid: toSid("MG", service.id), body: "Ready" });
  expect(sent.status).toBe("accepted");
  const found = await api.messages(sent.sid).fetch();
  expect([found.status, found.errorCode]).toEqual(["failed", 21610]);
  const explained = await own("POST", `Services/${toSid("MG", service.id)}/Explain`, { To: to, Body: "Ready" });
  expect(explained.body).toMatchObject({ outcome: "fails", error_code: 21610 });
});

test("an opt-out is added by hand with a reason, once, and ended with another", async () => {
  const { phoneNumber: sender } = await createNumber(account.ctx);
  const given = { Recipient: "(555) 333-4444", Sender: sender, Reason: "Asked at the counter" };
  const added = await own("POST", "OptOuts", given);
  expect(added).toMatchObject({
    status: 201,
    body: {
      recipient: "+15553334444",
      sender,
      status: "open",
      source: "api",
      actor: account.sid,
      reason: given.Reason,
    },
  });
  expect((await own("POST", "OptOuts", given)).body.sid).toBe(added.body.sid);
  const path = `OptOuts/${added.body.sid}`;
  expect(await own("POST", path, { Status: "ended" })).toMatchObject({ status: 400, body: { code: 20001 } });
  expect(await own("POST", path, { Status: "ended", Reason: "Signed the form" })).toMatchObject({
    status: 200,
    body: { status: "ended", end_source: "api", end_actor: account.sid, end_reason: "Signed the form" },
  });
  expect(await own("POST", path, { Status: "ended", Reason: "Again" })).toMatchObject({ status: 409 });
  expect(await optOutsOf("+15553334444", { Status: "open" })).toEqual([]);
});

test.each<[string, Record<string, string>, number, number]>([
  ["no phone number", { Recipient: "owl" }, 400, 21211],
  ["neither service nor sender", {}, 400, 20001],
  ["a number of somebody else", { Sender: "+447700900123" }, 400, 21606],
  ["no service", { MessagingServiceSid: `MG${"0".repeat(32)}` }, 404, 20404],
  ["what is no SID", { MessagingServiceSid: "owl" }, 400, 21705],
  ["no reason", { Reason: "" }, 400, 20001],
])("%s is refused", async (_rule, given, status, code) => {
  const answer = await own("POST", "OptOuts", { Recipient: PHONE, Reason: "Because", ...given });
  expect(answer).toMatchObject({ status, body: { code } });
});

test("a service's own keywords are saved, turned on, heard in the next text, and turned off by the account's token only", async () => {
  const number = await createNumber(account.ctx);
  const service = await createServiceWith(account.ctx, [number]);
  const path = `Services/${toSid("MG", service.id)}/OptOut`;
  expect((await own("GET", path)).body).toMatchObject({ enabled: false, standard: DEFAULT_KEYWORDS });

  const standard = { ...DEFAULT_KEYWORDS, STOP: { keywords: ["STOP", " Adieu "], reply: "Bye from the owls" } };
  const keywords = { standard, languages: [], countries: [] };
  const saved = await own("POST", path, { Keywords: JSON.stringify(keywords) });
  expect(saved.body).toMatchObject({ enabled: false, standard: { STOP: { keywords: ["stop", "adieu"] } } });
  await own("POST", "Simulator/Inbound", { From: "+15553330101", To: number.phoneNumber, Body: "adieu" });
  expect(await optOutsOf("+15553330101")).toEqual([]);

  expect((await own("POST", path, { Enabled: "true" })).body).toMatchObject({ enabled: true });
  const heard = async () => {
    await own("POST", "Simulator/Inbound", { From: "+15553330101", To: number.phoneNumber, Body: "adieu" });
    return (await optOutsOf("+15553330101")).length;
  };
  await expect.poll(heard, { timeout: 1_000 }).toBe(1);

  const { key, secret } = await createApiKey(account.ctx, { friendlyName: "Shop" });
  const byKey = { ...account, sid: toSid("SK", key.id), authToken: secret };
  expect(await own("POST", path, { Enabled: "false" }, byKey)).toMatchObject({ status: 403, body: { code: 20006 } });
  expect((await own("POST", path, { Enabled: "false" })).body).toMatchObject({ enabled: false });
});

test.each<[string, string]>([
  ["what is no JSON", "owl"],
  ["what lacks its parts", "{}"],
  [
    "a list without its reserved word",
    JSON.stringify({
      standard: { ...DEFAULT_KEYWORDS, HELP: { keywords: ["info"], reply: "x" } },
      languages: [],
      countries: [],
    }),
  ],
])("%s is no set of keywords", async (_rule, keywords) => {
  const service = await createServiceWith(account.ctx, []);
  const path = `Services/${toSid("MG", service.id)}/OptOut`;
  expect(await own("POST", path, { Keywords: keywords })).toMatchObject({ status: 400, body: { code: 20001 } });
});
