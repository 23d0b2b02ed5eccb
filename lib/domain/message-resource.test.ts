import { expect, test } from "vitest";
import type { Message } from "@/lib/domain/message";
import { messageResource } from "@/lib/domain/message-resource";

const AT = new Date("2026-05-03T12:00:00.120Z");
const message: Message = {
  id: "0190a000-0000-7000-8000-000000000001",
  accountId: "0190a000-0000-7000-8000-0000000000aa",
  serviceId: "0190a000-0000-7000-8000-0000000000bb",
  senderId: "0190a000-0000-7000-8000-0000000000cc",
  carrierId: null,
  direction: "outbound-api",
  from: "+14155550134",
  fromGiven: false,
  to: "+14155550199",
  country: "US",
  body: "Your table is ready",
  encoding: "GSM-7",
  segments: 1,
  numMedia: 0,
  status: "delivered",
  errorCode: null,
  price: "-0.00750",
  statusCallback: null,
  tags: null,
  createdAt: AT,
  updatedAt: AT,
  sentAt: AT,
  leaveAt: AT,
  expiresAt: null,
  sendAt: null,
  redactedAt: null,
  attempt: 1,
  seq: 3,
};

test("has exactly the properties of the wire, numbers as text", () => {
  const account = "AC0190a0000000700080000000000000aa";
  const path = `/2010-04-01/Accounts/${account}/Messages/SM0190a000000070008000000000000001`;
  expect(messageResource(message)).toEqual({
    account_sid: account,
    api_version: "2010-04-01",
    body: "Your table is ready",
    date_created: AT,
    date_sent: AT,
    date_updated: AT,
    direction: "outbound-api",
    error_code: null,
    error_message: null,
    from: "+14155550134",
    messaging_service_sid: "MG0190a0000000700080000000000000bb",
    num_media: "0",
    num_segments: "1",
    price: "-0.00750",
    price_unit: "USD",
    sid: "SM0190a000000070008000000000000001",
    status: "delivered",
    subresource_uris: { media: `${path}/Media.json`, feedback: `${path}/Feedback.json` },
    to: "+14155550199",
    uri: `${path}.json`,
  });
});

test.each([
  ["accepted, its sender is not told, nor its segments", { status: "accepted" }, { from: null, num_segments: "0" }],
  ["scheduled, neither", { status: "scheduled" }, { from: null, num_segments: "0" }],
  [
    "accepted with a From of the request, that is told",
    { status: "accepted", fromGiven: true },
    { from: "+14155550134" },
  ],
  ["queued, both are told", { status: "queued" }, { from: "+14155550134", num_segments: "1" }],
  [
    "failed, its code has a name",
    { status: "failed", errorCode: 30008 },
    { error_code: 30008, error_message: "Unknown error" },
  ],
  ["with media it has another prefix", { numMedia: 1 }, { sid: "MM0190a000000070008000000000000001", num_media: "1" }],
  ["sent with tags it shows them", { tags: { campaign: "spring" } }, { tags: { campaign: "spring" } }],
] as const)("a message that is %s", (_what, given, told) => {
  expect(messageResource({ ...message, ...given })).toMatchObject(told);
});
