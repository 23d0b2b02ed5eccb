import { expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { updateService } from "@/lib/operations/services";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";

const world = testWorld((await testDatabase()).open());
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const number = await createNumber(account.ctx);
const service = await createServiceWith(account.ctx, [number]);

const receive = (params: Record<string, string>) =>
  fetch(`${baseUrl}/senderpool/v1/Simulator/Inbound`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    body: new URLSearchParams({ From: "+15553332222", To: number.phoneNumber, Body: "Yes", ...params }),
  });

test("a text to a number in a pool is received, and names the service", async () => {
  const answer = await receive({});
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({
    direction: "inbound",
    status: "received",
    from: "+15553332222",
    to: number.phoneNumber,
    body: "Yes",
    messaging_service_sid: toSid("MG", service.id),
    num_segments: "1",
  });
});

test("the parts of a long text are one message once all are there", async () => {
  const part = { PartReference: "7", PartTotal: "2" };
  expect((await receive({ ...part, PartNumber: "2", Body: "you?" })).status).toBe(204);
  const answer = await receive({ ...part, PartNumber: "1", Body: "Who are " });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ body: "Who are you?", direction: "inbound" });
  expect((await receive({ ...part, PartNumber: "3" })).status).toBe(400);
});

test.each([
  ["a number that is not the account's", { To: "+14155550199" }, 21601],
  ["no recipient", { To: "" }, 21211],
  ["no sender", { From: "" }, 21212],
  ["media that is nowhere", { MediaUrl: "ftp://example.com/x.png" }, 21620],
])("%s is refused", async (_rule, params: Record<string, string>, code) => {
  const answer = await receive(params);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code });
});

test("what a service drops leaves nothing to show", async () => {
  await updateService(account.ctx, service.id, { useInboundWebhookOnNumber: false });
  const answer = await receive({});
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe("");
});

const scenario = (method: string, params: Record<string, string> = {}, by = account) =>
  fetch(`${baseUrl}/senderpool/v1/Simulator/Scenario`, {
    method,
    headers: { Authorization: `Basic ${btoa(`${by.sid}:${by.authToken}`)}` },
    ...(method === "POST" && { body: new URLSearchParams(params) }),
  });
const BY_DEFAULT = {
  account_sid: account.sid,
  seed: 1,
  receipt_ms_min: 50,
  receipt_ms_max: 400,
  receipt_spread: "uniform",
  answer_ms: 0,
  outcomes: { delivered: 1 },
  early_percent: 0,
  late_percent: 0,
  late_ms: 5_000,
  twice_percent: 0,
  lost_percent: 0,
  read_percent: 0,
  unknown_percent: 0,
  throttled_percent: 0,
  retry_after_ms: 1_000,
  lost_answer_percent: 0,
  lost_part_percent: 0,
  link_up_ms: 0,
  link_down_ms: 0,
  since: null,
};

test("an account's scenario is set as a whole, read back and reset, and is nobody else's", async () => {
  expect(await (await scenario("GET")).json()).toEqual(BY_DEFAULT);
  const outcomes = { delivered: 95, "undelivered:30003": 4, "failed:30008": 1 };
  const set = await scenario("POST", { Seed: "7", Outcomes: JSON.stringify(outcomes), TwicePercent: "2.5" });
  expect(set.status).toBe(200);
  const told = await set.json();
  expect(told).toEqual({ ...BY_DEFAULT, seed: 7, outcomes, twice_percent: 2.5, since: expect.any(String) });
  expect(await (await scenario("GET")).json()).toEqual(told);
  expect((await world.settings.account(account.ctx.accountId))?.simulator).toMatchObject({ seed: 7, outcomes });

  expect(await (await scenario("POST", { LostPercent: "1" })).json()).toMatchObject({ seed: 1, twice_percent: 0 });
  const stranger = await createAccount(world);
  expect(await (await scenario("GET", {}, stranger)).json()).toEqual({ ...BY_DEFAULT, account_sid: stranger.sid });

  expect((await scenario("DELETE")).status).toBe(204);
  expect(await (await scenario("GET")).json()).toEqual(BY_DEFAULT);
});

test.each([
  ["a share above 100", { LostPercent: "101" }, "LostPercent: Use a number from 0 to 100"],
  ["a share that is no number", { EarlyPercent: "often" }, "EarlyPercent: Use a number from 0 to 100"],
  ["a time of more than ten minutes", { LateMs: "600001" }, "LateMs: Use a whole number from 0 to 600000"],
  ["no pause at all", { RetryAfterMs: "0" }, "RetryAfterMs: Use a whole number from 1 to 600000"],
  ["a broken seed", { Seed: "1.5" }, "Seed: Use a whole number from 0 to 2147483647"],
  ["an unknown spread", { ReceiptSpread: "normal" }, "ReceiptSpread: Use uniform or long-tail"],
  ["bounds the wrong way round", { ReceiptMsMin: "500" }, "ReceiptMsMin: Use no more than ReceiptMsMax"],
  ["outcomes that are no JSON", { Outcomes: "delivered" }, "Outcomes: Use a JSON object of weights"],
  ["an outcome that does not exist", { Outcomes: '{"read":1}' }, "Outcomes: Use a JSON object of weights"],
  ["a code that no delivery has", { Outcomes: '{"failed:21610":1}' }, "Outcomes: Use a JSON object of weights"],
  ["a weight that is none", { Outcomes: '{"delivered":"1"}' }, "Outcomes: Use a JSON object of weights"],
  ["weights of nothing", { Outcomes: '{"delivered":0}' }, "Outcomes: Use a JSON object of weights"],
  ["no outcome at all", { Outcomes: "{}" }, "Outcomes: Use a JSON object of weights"],
])("a scenario with %s is refused, and the one before stays", async (_rule, params: Record<string, string>, says) => {
  const answer = await scenario("POST", params);
  expect(answer.status).toBe(400);
  const body = await answer.json();
  expect(body.code).toBe(20001);
  expect(body.message).toContain(says);
  expect(await (await scenario("GET")).json()).toEqual(BY_DEFAULT);
});
