import { expect, test } from "vitest";
import { inboundParams, messageSid, numbered, statusCallbackParams } from "@/lib/domain/callback";

const MESSAGE = {
  id: "0190f5fe-7d1c-7abc-8def-0123456789ab",
  accountId: "0190f5fe-0000-7000-8000-000000000001",
  serviceId: "0190f5fe-0000-7000-8000-000000000002",
  senderId: "0190f5fe-0000-7000-8000-000000000003",
  to: "+15553332222",
  from: "+14155550100",
  numMedia: 0,
  body: "Hello",
  segments: 1,
};
const SID = "SM0190f5fe7d1c7abc8def0123456789ab";

test("a status callback has its parameters in the order of the wire", () => {
  expect(Object.entries(statusCallbackParams(MESSAGE, "sent"))).toEqual([
    ["SmsSid", SID],
    ["SmsStatus", "sent"],
    ["MessageStatus", "sent"],
    ["To", "+15553332222"],
    ["MessagingServiceSid", "MG0190f5fe000070008000000000000002"],
    ["MessageSid", SID],
    ["AccountSid", "AC0190f5fe000070008000000000000001"],
    ["From", "+14155550100"],
    ["ApiVersion", "2010-04-01"],
  ]);
});

test("numbered, the same parameters are followed by the event's number and time", () => {
  const params = statusCallbackParams(MESSAGE, "sent");
  const at = new Date("2026-05-03T12:00:00.250Z");
  expect(Object.entries(numbered(params, { seq: 3, at }))).toEqual([
    ...Object.entries(params),
    ["EventSequence", "3"],
    ["EventTimestamp", "2026-05-03T12:00:00.250Z"],
  ]);
});

test("on a channel its name, its sender and the reading follow", () => {
  const message = { ...MESSAGE, to: "whatsapp:+15553332222", from: "whatsapp:+14155550100" };
  const channel = { ChannelPrefix: "whatsapp", ChannelInstallSid: "XE0190f5fe000070008000000000000003" };
  expect(statusCallbackParams(message, "sent")).toEqual({
    ...statusCallbackParams(MESSAGE, "sent"),
    To: message.to,
    From: message.from,
    ...channel,
  });
  expect(statusCallbackParams(message, "read")).toMatchObject({ ...channel, EventType: "READ" });
});

const namesOf = (params: Record<string, string>) => Object.keys(params);

test("a failure begins with its code and the time of its receipt", () => {
  const doneAt = new Date("2023-08-10T22:23:59Z");
  expect(
    Object.entries(statusCallbackParams(MESSAGE, "undelivered", { errorCode: 30034, doneAt })).slice(0, 2),
  ).toEqual([
    ["ErrorCode", "30034"],
    ["RawDlrDoneDate", "2308102223"],
  ]);
});

test.each([
  ["no code unless it failed", MESSAGE, "delivered" as const, { errorCode: 30003 }, "ErrorCode"],
  ["no receipt time before the receipt", MESSAGE, "sent" as const, { doneAt: new Date(0) }, "RawDlrDoneDate"],
  [
    "no service unless it was sent with one",
    { ...MESSAGE, serviceId: null },
    "sent" as const,
    {},
    "MessagingServiceSid",
  ],
  ["no From while no sender was chosen", { ...MESSAGE, from: null }, "failed" as const, { errorCode: 21703 }, "From"],
])("a status callback has %s", (_rule, message, status, facts, absent) => {
  expect(namesOf(statusCallbackParams(message, status, facts))).not.toContain(absent);
});

test("an inbound message has its parameters in the order of the wire, empty where nothing is known", () => {
  expect(
    Object.entries(inboundParams(MESSAGE, { fromPlace: { city: "San Francisco", state: "CA", zip: "94103" } })),
  ).toEqual([
    ["ToCountry", "US"],
    ["ToState", ""],
    ["SmsMessageSid", SID],
    ["NumMedia", "0"],
    ["ToCity", ""],
    ["FromZip", "94103"],
    ["SmsSid", SID],
    ["FromState", "CA"],
    ["SmsStatus", "received"],
    ["FromCity", "San Francisco"],
    ["Body", "Hello"],
    ["FromCountry", "US"],
    ["To", "+15553332222"],
    ["MessagingServiceSid", "MG0190f5fe000070008000000000000002"],
    ["ToZip", ""],
    ["NumSegments", "1"],
    ["MessageSid", SID],
    ["AccountSid", "AC0190f5fe000070008000000000000001"],
    ["From", "+14155550100"],
    ["ApiVersion", "2010-04-01"],
  ]);
});

test("an inbound message tells its media and the opt-out word it was", () => {
  const media = [
    { contentType: "image/png", url: "https://example.com/0" },
    { contentType: "image/gif", url: "https://example.com/1" },
  ];
  expect(Object.entries(inboundParams({ ...MESSAGE, numMedia: 2 }, { media, optOutType: "STOP" })).slice(-5)).toEqual([
    ["MediaContentType0", "image/png"],
    ["MediaUrl0", "https://example.com/0"],
    ["MediaContentType1", "image/gif"],
    ["MediaUrl1", "https://example.com/1"],
    ["OptOutType", "STOP"],
  ]);
});

test("a message with media is named MM", () => {
  expect(messageSid(MESSAGE)).toBe(SID);
  expect(messageSid({ ...MESSAGE, numMedia: 1 })).toBe(SID.replace("SM", "MM"));
});
