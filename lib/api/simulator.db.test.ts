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

test.each([
  ["a number that is not the account's", { To: "+14155550199" }, 21601],
  ["no recipient", { To: "" }, 21211],
  ["no sender", { From: "" }, 21212],
  ["media", { MediaUrl: "https://example.com/x.png" }, 21622],
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
