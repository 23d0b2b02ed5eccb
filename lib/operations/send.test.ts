import { expect, test } from "vitest";
import type { Content } from "@/lib/domain/content";
import type { Message, SendRequest } from "@/lib/domain/message";
import type { AccountSettings, SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "./ctx";
import { type CreateMessage, createMessage } from "./send";

const NOW = new Date("2026-01-01T00:00:00Z");
const ACCOUNT = "0190a000-0000-7000-8000-00000000000a";
const OTHER_ACCOUNT = "0190a000-0000-7000-8000-00000000000b";
const SERVICE = "0190a000-0000-7000-8000-00000000000c";
const MG = toSid("MG", SERVICE);
const CONTENT = "0190a000-0000-7000-8000-00000000000e";
const HX = toSid("HX", CONTENT);
const US = "+14155550100";
const SWEDISH = "+46701740605";
const VOICE_ONLY = "+442079460000";
const FOREIGN = "+12125550100";
const TO = "+15553332222";

const sender = (phoneNumber: string, country: string, given: Partial<SenderSettings> = {}): SenderSettings => ({
  id: `0190a000-0000-7000-8000-0000${phoneNumber.slice(-8)}`,
  accountId: ACCOUNT,
  serviceId: SERVICE,
  phoneNumber,
  country,
  type: "local",
  capabilities: { sms: true, mms: false, voice: true },
  registration: "none",
  carrierId: "0190a000-0000-7000-8000-00000000000d",
  carrierKind: "simulated",
  segmentsPerSecond: null,
  smsUrl: null,
  smsMethod: "POST",
  smsFallbackUrl: null,
  smsFallbackMethod: "POST",
  addedAt: NOW,
  ...given,
});

const service = (given: Partial<ServiceSettings> = {}): ServiceSettings => ({
  id: SERVICE,
  accountId: ACCOUNT,
  friendlyName: "Reminders",
  inboundRequestUrl: null,
  inboundMethod: "POST",
  fallbackUrl: null,
  fallbackMethod: "POST",
  statusCallback: "https://example.com/service",
  stickySender: true,
  mmsConverter: true,
  smartEncoding: true,
  areaCodeGeomatch: true,
  validityPeriod: 600,
  synchronousValidation: false,
  useInboundWebhookOnNumber: true,
  advancedOptOut: null,
  durableCallbacks: false,
  numberedCallbacks: false,
  linkDomain: null,
  revision: 1,
  pool: [sender(US, "US")],
  ...given,
});

const NUMBERS = [
  sender(US, "US"),
  sender(SWEDISH, "SE"),
  sender(VOICE_ONLY, "GB", { capabilities: { sms: false, mms: false, voice: true } }),
  sender(FOREIGN, "US", { accountId: OTHER_ACCOUNT }),
];

const TEMPLATE: Content = {
  id: CONTENT,
  accountId: ACCOUNT,
  friendlyName: "Table",
  language: "en",
  variables: { name: "guest" },
  types: {
    "twilio/text": { body: "Hello {{name}}, your table {{1}} is ready" },
    "twilio/media": { body: "Hello {{name}}", media: ["https://example.com/{{1}}.png"] },
  },
  approval: null,
  createdAt: NOW,
  updatedAt: NOW,
};

const MMS = { capabilities: { sms: true, mms: true, voice: true } };

/** What is known in the cache, and what the database says when asked afresh. */
type World = { cached?: ServiceSettings; stored?: ServiceSettings; account?: Partial<AccountSettings> };

/** Sends, and returns what was handed to be accepted. */
async function send(input: CreateMessage, { cached, stored, account }: World = {}): Promise<SendRequest> {
  let accepted: SendRequest | undefined;
  await createMessage(
    {
      accountId: ACCOUNT,
      actor: "AC",
      now: () => NOW,
      settings: {
        account: async () => ({ geoMode: "sandbox", geoCountries: ["US"], ...account }) as AccountSettings,
        service: async (_account, id, { fresh } = {}) =>
          id === SERVICE ? (fresh ? (stored ?? cached) : cached) : undefined,
        sender: async (phoneNumber) => NUMBERS.find((number) => number.phoneNumber === phoneNumber),
        content: async (_account, id) => (id === CONTENT ? TEMPLATE : undefined),
        apiKey: async () => undefined,
      },
      accept: async (request) => {
        accepted = request;
        return {} as Message;
      },
    } as Partial<Ctx> as Ctx,
    input,
    { via: "api" },
  );
  return accepted!;
}

const viaService = (given: CreateMessage = {}) => ({ to: TO, body: "Hello", messagingServiceSid: MG, ...given });
const fromOnly = (given: CreateMessage = {}) => ({ to: TO, body: "Hello", from: US, ...given });
const tooLong = fromOnly({
  to: "+46701740606",
  from: SWEDISH,
  contentSid: HX,
  contentVariables: JSON.stringify({ 1: "a".repeat(1_600) }),
});
const empty = service({ pool: [] });
const swedish = service({ pool: [sender(SWEDISH, "SE")] });

test.each<[string, CreateMessage, number, World?]>([
  ["a recipient is required", fromOnly({ to: undefined }), 21604],
  ["an unparsable recipient is refused", fromOnly({ to: "+1asd" }), 21211],
  ["a short code cannot be a recipient", viaService({ to: "555" }), 21265, { cached: service() }],
  ["someone has to send", fromOnly({ from: undefined }), 21603],
  ["an empty From is none", fromOnly({ from: "" }), 21603],
  ["there has to be a text", fromOnly({ body: undefined }), 21602],
  ["an empty text is none", fromOnly({ body: "" }), 21602],
  ["1,601 characters are too many", fromOnly({ body: "a".repeat(1_601) }), 21617],
  ["an emoji counts as two of the 1,600", fromOnly({ body: "😀".repeat(801) }), 21617],
  ["a NUL cannot be stored", fromOnly({ body: "a\0b" }), 20001],
  ["half a surrogate pair cannot be stored", fromOnly({ body: "a\ud800b" }), 20001],
  ["eleven media files are too many", fromOnly({ mediaUrl: Array(11).fill("https://example.com/x.png") }), 21623],
  ["a media address must be one", fromOnly({ mediaUrl: ["x.png"] }), 21620],
  ["variables need content", fromOnly({ contentVariables: "{}" }), 21654],
  ["content is named by its SID", fromOnly({ contentSid: MG }), 21655],
  ["content is the account's own", fromOnly({ contentSid: toSid("HX", SERVICE) }), 21655],
  ["variables are a JSON object of texts", fromOnly({ contentSid: HX, contentVariables: '{"1":4}' }), 21656],
  ["a variable without a value of its own needs one", fromOnly({ contentSid: HX }), 21656],
  [
    "what variables make of a file's address must be one",
    fromOnly({ contentSid: HX, contentVariables: '{"1":"a b"}' }),
    21620,
  ],
  ["what variables make of the text has its length", tooLong, 21617],
  ["a callback must be a URL", fromOnly({ statusCallback: "example.com" }), 21609],
  ["a callback's host has no underscore", fromOnly({ statusCallback: "https://my_host.example.com" }), 21609],
  ["a validity of 0 s is refused", fromOnly({ validityPeriod: "0" }), 21624],
  ["a validity of 36,001 s is refused", fromOnly({ validityPeriod: "36001" }), 21624],
  ["a price must be one", fromOnly({ maxPrice: "cheap" }), 21627],
  ["a malformed service is refused", viaService({ messagingServiceSid: "MG123" }), 21705],
  ["an unknown service is not found", viaService(), 21701],
  ["an empty pool is told at once", viaService(), 21704, { cached: empty }],
  ["a schedule needs a service", fromOnly({ scheduleType: "fixed", sendAt: "2026-01-02T00:00:00Z" }), 35118],
  ["a From that is nobody's is refused", fromOnly({ from: "+14155559999" }), 21659],
  ["a From of another account is refused", fromOnly({ from: FOREIGN }), 21660],
  ["a From that cannot text is refused", fromOnly({ from: VOICE_ONLY }), 21661],
  ["a From that does not reach the recipient is refused", fromOnly({ from: SWEDISH }), 21612],
  ["a From that is no number is refused", fromOnly({ from: "Café" }), 21212],
  ["nobody texts himself", fromOnly({ to: US }), 21266],
  [
    "a country that is off is refused once the gate is live",
    fromOnly({ to: SWEDISH }),
    21408,
    { account: { geoMode: "live" } },
  ],
  ["tags are an object of texts", fromOnly({ tags: "[]" }), 20001],
  [
    "a service may ask to be told at once that nobody reaches the recipient",
    viaService(),
    21703,
    { cached: { ...swedish, synchronousValidation: true } },
  ],
])("%s", async (_rule, input, code, world) => {
  await expect(send(input, world)).rejects.toMatchObject({ name: "Refusal", code });
});

test("a text through a service leaves the sender open and takes what the service says", async () => {
  expect(await send(viaService(), { cached: service() })).toMatchObject({
    accountId: ACCOUNT,
    to: TO,
    country: "US",
    from: null,
    sender: null,
    failsWith: null,
    body: "Hello",
    smartEncoded: true,
    statusCallback: "https://example.com/service",
    validityPeriodSeconds: 600,
    origin: { via: "api", actor: "AC" },
  });
});

test("what the request says goes before what the service says", async () => {
  const asked = viaService({ statusCallback: "https://example.com/x", validityPeriod: "60", smartEncoded: "False" });
  expect(await send(asked, { cached: service() })).toMatchObject({
    statusCallback: "https://example.com/x",
    validityPeriodSeconds: 60,
    smartEncoded: false,
  });
});

test("a service's SID may stand in From", async () => {
  const request = await send({ to: TO, body: "Hello", from: MG }, { cached: service() });
  expect(request).toMatchObject({ service: { id: SERVICE }, from: null });
});

test("a number alone sends without its service", async () => {
  expect(await send(fromOnly())).toMatchObject({
    service: null,
    from: US,
    sender: { phoneNumber: US },
    statusCallback: null,
  });
});

test("a From outside the pool is accepted, and fails later", async () => {
  expect(await send(viaService({ from: SWEDISH }), { cached: service() })).toMatchObject({
    from: SWEDISH,
    sender: null,
    failsWith: 21711,
  });
});

test("a pool that does not reach the recipient is accepted, and fails later", async () => {
  expect(await send(viaService(), { cached: swedish })).toMatchObject({ failsWith: 21703 });
});

test.each<[string, CreateMessage]>([
  ["a sender added a moment ago is found before an empty pool is refused", viaService()],
  ["a From added a moment ago is found before it is held against the message", viaService({ from: US })],
])("%s", async (_rule, input) => {
  expect(await send(input, { cached: empty, stored: service() })).toMatchObject({ failsWith: null });
});

test("tags are kept as they came", async () => {
  expect(await send(fromOnly({ tags: '{"campaign":"Spring"}' }))).toMatchObject({ tags: { campaign: "Spring" } });
});

test("a template is filled in and kept with the request: media where phones take it, else text; nothing given beside it is read", async () => {
  const asked = {
    contentSid: HX,
    contentVariables: '{"1":"4"}',
    body: "unread",
    mediaUrl: ["https://example.com/unread"],
  };
  const template = { contentSid: HX, variables: { 1: "4" } };
  const media = { kept: false, urls: ["https://example.com/4.png"] };
  expect(await send(viaService(asked), { cached: service({ pool: [sender(US, "US", MMS)] }) })).toMatchObject({
    body: "Hello guest",
    media,
    template,
  });
  const swede = await send(fromOnly({ ...asked, to: "+46701740606", from: SWEDISH }));
  expect(swede).toMatchObject({ body: "Hello guest, your table 4 is ready", template });
  expect(swede.media).toBeUndefined();
});
