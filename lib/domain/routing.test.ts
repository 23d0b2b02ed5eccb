import { expect, test } from "vitest";
import type { SendRequest } from "@/lib/domain/message";
import { type RoutingHistory, route, turnedAway } from "@/lib/domain/routing";
import type { SenderSettings, ServiceSettings } from "@/lib/domain/settings";

const NOW = new Date("2026-05-03T12:00:00Z");
const ACCOUNT = "0190a000-0000-7000-8000-00000000000a";

const sender = (id: string, phoneNumber: string, given: Partial<SenderSettings> = {}): SenderSettings => ({
  id,
  accountId: ACCOUNT,
  serviceId: null,
  phoneNumber,
  country: "US",
  type: "local",
  capabilities: { sms: true, mms: false, voice: true },
  registration: "none",
  carrierId: "carrier",
  carrierKind: "simulated",
  segmentsPerSecond: null,
  smsUrl: null,
  smsMethod: "POST",
  smsFallbackUrl: null,
  smsFallbackMethod: "POST",
  addedAt: new Date(0),
  ...given,
});
const first = sender("first", "+12125550101");
const second = sender("second", "+13055550102", { addedAt: new Date(1) });
const service: ServiceSettings = {
  id: "0190a000-0000-7000-8000-00000000000b",
  accountId: ACCOUNT,
  friendlyName: "Owls",
  inboundRequestUrl: null,
  inboundMethod: "POST",
  fallbackUrl: null,
  fallbackMethod: "POST",
  statusCallback: null,
  stickySender: true,
  mmsConverter: true,
  smartEncoding: true,
  areaCodeGeomatch: true,
  validityPeriod: 36_000,
  synchronousValidation: false,
  useInboundWebhookOnNumber: true,
  advancedOptOut: null,
  durableCallbacks: false,
  numberedCallbacks: false,
  linkDomain: null,
  revision: 1,
  pool: [first, second],
};
const request = (given: Partial<SendRequest> = {}): SendRequest => ({
  accountId: ACCOUNT,
  to: "+14155550199",
  country: "US",
  service,
  from: null,
  sender: null,
  body: "Hello",
  smartEncoded: false,
  direction: "outbound-api",
  statusCallback: "http://localhost/x",
  validityPeriodSeconds: 60,
  sendAt: null,
  tags: null,
  failsWith: null,
  origin: { via: "api", actor: "AC" },
  ...given,
});
const history = (given: Partial<RoutingHistory> = {}): RoutingHistory => ({
  id: "0190a000-0000-7000-8000-000000000001",
  now: NOW,
  simulatedMps: 10,
  stickySenderId: undefined,
  optedOutOf: [],
  freeAt: () => 0,
  lastUsed: () => 0,
  ...given,
});
const ownSender = { service: null, from: first.phoneNumber, sender: first };

test("a message with a From of its own is queued for that sender at once, and nobody is told of it", () => {
  const draft = route(request(ownSender), history());
  expect(draft).toMatchObject({ pace: { queue: "first", mps: 10 }, sticky: null, callback: null });
  expect(draft.message).toMatchObject({
    status: "queued",
    senderId: "first",
    fromGiven: true,
    serviceId: null,
    seq: 0,
  });
  expect(draft.events).toMatchObject([{ name: "queued", detail: { origin: { actor: "AC" }, rule: "from" } }]);
});

test("a service's message is accepted, then queued for the sender of its pool, which its callback tells", () => {
  const draft = route(request(), history());
  expect(draft.message).toMatchObject({ status: "queued", from: first.phoneNumber, fromGiven: false, seq: 1 });
  expect(draft.events.map((event) => event?.name)).toEqual(["accepted", "queued"]);
  expect(draft.events[0].detail).toMatchObject({
    decision: {
      rule: "country",
      revision: 1,
      candidates: 2,
      kept: [
        { number: first.phoneNumber, queued: 0 },
        { number: second.phoneNumber, queued: 0 },
      ],
      rejections: 0,
    },
  });
  expect(draft.callback).toMatchObject({ MessageStatus: "queued", From: first.phoneNumber });
  expect(draft.sticky).toEqual({ numberId: "first", replaces: null });
});

test("without anybody to tell there is no callback", () => {
  expect(route(request({ statusCallback: null }), history()).callback).toBeNull();
});

test("the sender whose queue is shorter is taken", () => {
  const draft = route(request(), history({ freeAt: (id) => (id === "first" ? NOW.getTime() + 1_000 : 0) }));
  expect(draft.message.senderId).toBe("second");
});

test.each<[string, Partial<RoutingHistory>, Partial<ServiceSettings>, object | null]>([
  ["a recipient who knows a sender keeps it, and nothing is to be remembered", { stickySenderId: "second" }, {}, null],
  ["a pair whose sender left the pool is replaced", { stickySenderId: "gone" }, {}, { replaces: "gone" }],
  [
    "a pair whose sender is set aside is kept",
    { stickySenderId: "second", isAside: (id: string) => id === "second" },
    {},
    null,
  ],
  ["switched off, pairs are kept as they are", { stickySenderId: "gone" }, { stickySender: false }, null],
  ["switched off, a first pair is remembered all the same", {}, { stickySender: false }, { replaces: null }],
])("%s", (_rule, past, settings, sticky) => {
  const draft = route(request({ service: { ...service, ...settings } }), history(past));
  expect(draft.sticky).toEqual(sticky && { numberId: "first", ...sticky });
});

test.each<[string, Partial<SendRequest>, number]>([
  ["a code found before", { failsWith: 21612 }, 21612],
  ["a From outside the pool", { from: "+15005550006" }, 21711],
  [
    "a pool that reaches nobody there",
    { service: { ...service, pool: [sender("gb", "+447700900001", { country: "GB" })] } },
    21703,
  ],
])("%s is accepted and fails in the same breath, with the callback that tells it", (_rule, given, code) => {
  const draft = route(request(given), history());
  expect(draft).toMatchObject({ pace: null, sticky: null, message: { status: "failed", errorCode: code, seq: 1 } });
  expect(draft.events.map((event) => [event?.name, event?.errorCode])).toEqual([
    ["accepted", null],
    ["failed", code],
  ]);
  expect(draft.callback).toMatchObject({ MessageStatus: "failed", ErrorCode: String(code) });
});

test.each([
  ["the service", [service.id]],
  ["the sender that would be chosen, although another one is free", [first.phoneNumber]],
])("a recipient who opted out of %s is sent nothing", (_of, optedOutOf) => {
  const draft = route(request(), history({ optedOutOf }));
  expect(draft).toMatchObject({ pace: null, sticky: null, message: { status: "failed", errorCode: 21610 } });
});

test("an opt-out of a sender that is not chosen changes nothing", () => {
  const optedOutOf = [second.phoneNumber];
  expect(route(request(), history({ optedOutOf })).message).toMatchObject({ status: "queued", senderId: "first" });
});

test("a full queue fails a service's message with 30001", () => {
  expect(turnedAway(request(), history(), 30001).message).toMatchObject({ status: "failed", errorCode: 30001 });
});

test("a scheduled message waits without sender or slot, and is valid from its time on", () => {
  const sendAt = new Date(NOW.getTime() + 3_600_000);
  const draft = route(request({ sendAt }), history());
  expect(draft).toMatchObject({ pace: null, callback: null, sticky: null });
  expect(draft.message).toMatchObject({ status: "scheduled", senderId: null, from: null, seq: 0, sendAt });
  expect(draft.message.expiresAt).toEqual(new Date(sendAt.getTime() + 60_000));
});

test("smart encoding saves a segment, and the text of the request is kept beside the one that is sent", () => {
  const body = `${"a".repeat(159)}’`;
  const smart = route(request({ ...ownSender, body, smartEncoded: true }), history());
  expect(smart.message).toMatchObject({ body: `${"a".repeat(159)}'`, encoding: "GSM-7", segments: 1 });
  expect(smart.events[0].detail).toMatchObject({ request: { Body: body } });
  const plain = route(request({ ...ownSender, body }), history());
  expect(plain.message).toMatchObject({ body, encoding: "UCS-2", segments: 3 });
  expect(plain.events[0].detail).not.toHaveProperty("request");
});

test.each<[string, Partial<SenderSettings>, number]>([
  ["a simulated sender has the simulator's rate", {}, 10],
  ["its own rate comes first", { segmentsPerSecond: 2.5 }, 2.5],
  ["a real one has its kind's", { carrierKind: "smpp" }, 1],
])("%s", (_rule, given, mps) => {
  expect(route(request({ ...ownSender, sender: { ...first, ...given } }), history()).pace?.mps).toBe(mps);
});

const urls = ["https://example.com/a.png", "https://example.com/b.png"];
const able = sender("able", "+12125550109", { capabilities: { sms: true, mms: true, voice: true } });
const withMms: ServiceSettings = { ...service, pool: [first, able] };
const toBritain = { to: "+447700900123", country: "GB" };

test("a message of a service whose files are not here yet has neither sender nor slot, and says where they are", () => {
  const { message, events, pace, callback } = route(
    request({ service: withMms, media: { kept: false, urls } }),
    history(),
  );
  expect(message).toMatchObject({ status: "accepted", from: null, senderId: null, numMedia: 2, segments: 1 });
  expect(events).toMatchObject([{ name: "accepted", detail: { request: { MediaUrl: urls } } }]);
  expect([pace, callback]).toEqual([null, null]);
});

test("one that names its sender is queued with it, and still has no slot", () => {
  const given = { service: null, from: able.phoneNumber, sender: able, media: { kept: false, urls } } as const;
  const { message, events, pace } = route(request(given), history());
  expect(message).toMatchObject({ status: "queued", from: able.phoneNumber, senderId: "able", carrierId: "carrier" });
  expect(events).toHaveLength(1);
  expect(pace).toBeNull();
});

test("once they are here, only a sender that can send media is chosen, and the message is one, however long", () => {
  const media = { kept: true, count: 2, links: [] } as const;
  const { message } = route(request({ service: withMms, body: "x".repeat(500), media }), history());
  expect(message).toMatchObject({ status: "queued", senderId: "able", segments: 1, numMedia: 2 });
  expect(route(request({ media }), history()).message).toMatchObject({ status: "failed", errorCode: 21703 });
});

test("where no MMS goes, the links join the text, which any sender can send and which is counted with them", () => {
  const links = ["https://x.example/m/aaaaaaa", "https://x.example/m/bbbbbbb"];
  const media = { kept: true, count: 2, links } as const;
  const { message, events } = route(request({ ...toBritain, body: "x".repeat(150), media }), history());
  expect(message).toMatchObject({ status: "queued", segments: 2, numMedia: 2 });
  expect(message.body).toBe(`${"x".repeat(150)} ${links.join(" ")}`);
  expect(events[0].detail).toMatchObject({ request: { Body: "x".repeat(150) } });
});

test.each([
  ["before its files are fetched", { kept: false, urls }],
  ["when its time has come", { kept: true, count: 2, links: [] }],
] as const)("without a converter it fails %s", (_when, media) => {
  const given = request({ ...toBritain, service: { ...withMms, mmsConverter: false }, media });
  expect(route(given, history()).message).toMatchObject({ status: "failed", errorCode: 30011 });
});
