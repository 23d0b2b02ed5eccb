import { expect, test } from "vitest";
import { inboundParams } from "@/lib/domain/callback";
import { saidBy } from "@/lib/domain/webhook-replay";
import { webhookRequest } from "@/lib/domain/webhook-request";

const PARAMS = inboundParams({
  id: "0190f5fe-7d1c-7abc-8def-0123456789ab",
  accountId: "0190f5fe-0000-7000-8000-000000000001",
  serviceId: null,
  to: "+15553332222",
  from: "+14155550100",
  numMedia: 0,
  body: "Hoo & hoo? ToCountry=DE",
  segments: 1,
});

test.each([
  ["a form", "POST", "https://owl.example/in?a=1"],
  ["a query", "GET", "https://owl.example/in"],
  ["a query behind the endpoint's own", "GET", "https://owl.example/in?a=1&b=%20"],
])("what was said in %s is read back, and where", (_rule, method, url) => {
  const request = webhookRequest({ messageId: "m", seq: 0, method, url, params: PARAMS }, "token");
  const said = saidBy({ method, url: request.url, requestBody: request.body });
  expect(said).toEqual({ url, params: PARAMS });
  expect(webhookRequest({ messageId: "m", seq: 0, method, ...said }, "token")).toEqual(request);
});

test("of a GET that said nothing of ours, the address is all there is", () => {
  const request = { method: "GET", url: "https://owl.example/in?a=1", requestBody: "" };
  expect(saidBy(request)).toEqual({ url: request.url, params: {} });
});
