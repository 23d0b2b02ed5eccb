import { expect, test } from "vitest";
import { type WebhookReach, webhookUrlProblem } from "@/lib/domain/webhook-url";

const HERE: WebhookReach = { callbackAllow: null, onLoopback: true };
const SERVER: WebhookReach = { callbackAllow: null, onLoopback: false };

test.each<[string, string, WebhookReach, string | undefined]>([
  ["nothing typed is no mistake", "  ", HERE, undefined],
  ["a public name is fine", "https://hooks.acme.test/sms?x=1#rc=5", HERE, undefined],
  ["a scheme is needed", "hooks.acme.test/sms", HERE, "Start with https://"],
  ["another scheme is none", "ftp://hooks.acme.test", HERE, "Start with https://"],
  ["a scheme alone is no URL", "https://", HERE, "no full URL yet"],
  ["underscores are refused", "https://my_host.test/x", HERE, "underscores (21609)"],
  ["blanks are refused", "https://acme.test/a b", HERE, "blanks"],
  ["this machine is reached from itself", "http://localhost:1234/x", HERE, undefined],
  ["by its number too", "http://127.0.0.1:1234/x", HERE, undefined],
  ["and in IPv6", "http://[::1]:1234/x", HERE, undefined],
  ["not when the gateway serves others", "http://localhost:1234/x", SERVER, "private address"],
  ["private networks are closed", "http://10.1.2.3/x", HERE, "10.1.2.3 is a private address"],
  ["however they are written", "http://0x0a010203/x", HERE, "10.1.2.3 is a private address"],
  ["unless they are allowed", "http://10.1.2.3/x", { ...SERVER, callbackAllow: ["10.0.0.0/8"] }, undefined],
  ["an empty list closes this machine", "http://127.0.0.1/x", { ...HERE, callbackAllow: [] }, "private address"],
])("%s", (_rule, url, reach, problem) => {
  const found = webhookUrlProblem(url, reach);
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(problem);
});
