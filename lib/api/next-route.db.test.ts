import { expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { nextRoute } from "./next-route";

const world = testWorld((await testDatabase()).open());
const { sid, authToken } = await createAccount(world);
const answer = nextRoute(() => world);
const headers = { Authorization: `Basic ${btoa(`${sid}:${authToken}`)}`, Host: "localhost:3000" };
const call = (path: string, given: RequestInit = {}) =>
  answer(new Request(`http://localhost:3000${path}`, { headers, ...given }));

test("answers as the gateway does: bodies, queries, dialects and empty answers", async () => {
  const created = await call("/v1/Services", { method: "POST", body: new URLSearchParams({ FriendlyName: "Grüße" }) });
  expect(created.status).toBe(201);
  const { sid: serviceSid, url } = await created.json();
  expect(url).toBe(`http://localhost:3000/v1/Services/${serviceSid}`);

  const listed = await call("/v1/Services?PageSize=1");
  expect(await listed.json()).toMatchObject({ meta: { page_size: 1 }, services: [{ friendly_name: "Grüße" }] });

  const removed = await call(`/v1/Services/${serviceSid}`, { method: "DELETE" });
  expect(removed.status).toBe(204);
  expect(await removed.text()).toBe("");
});

test("reads no more of a body than it may", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(97));
    },
  });
  const refused = await call("/v1/Services", { method: "POST", body: endless, duplex: "half" } as RequestInit);
  expect(refused.status).toBe(413);
  expect(await refused.json()).toMatchObject({ code: 20413 });
  expect(sent).toBeLessThan(1_000_000);
});

test("a wrong verb is answered as JSON, not by the framework", async () => {
  const refused = await call("/v1/Services", { method: "PATCH" });
  expect(refused.status).toBe(405);
  expect(await refused.json()).toMatchObject({ code: 20004 });
});
