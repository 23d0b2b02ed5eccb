import { expect, test } from "vitest";
import { routeInbound } from "@/lib/operations/inbound";

const number = {
  smsUrl: "http://n/sms",
  smsMethod: "GET",
  smsFallbackUrl: "http://n/fallback",
  smsFallbackMethod: "POST",
};
const silent = { ...number, smsUrl: null, smsFallbackUrl: null };
const service = {
  useInboundWebhookOnNumber: false,
  inboundRequestUrl: "http://s/in",
  inboundMethod: "POST",
  fallbackUrl: null,
  fallbackMethod: "POST",
};
const byNumber = {
  dropped: false,
  by: "number",
  hook: { url: "http://n/sms", method: "GET" },
  fallback: { url: "http://n/fallback", method: "POST" },
};

test.each([
  ["a number without a service is told by its own webhook", number, undefined, byNumber],
  ["a service that defers leaves it to the number", number, { ...service, useInboundWebhookOnNumber: true }, byNumber],
  [
    "a service that does not is told itself",
    number,
    service,
    { dropped: false, by: "service", hook: { url: "http://s/in", method: "POST" }, fallback: undefined },
  ],
  ["a service without a webhook drops it", number, { ...service, inboundRequestUrl: null }, { dropped: true }],
  ["a number without a webhook keeps it and tells nobody", silent, undefined, { dropped: false, by: "nobody" }],
])("%s", (_rule, its, settings, expected) => {
  expect(routeInbound(its, settings)).toMatchObject(expected);
});
