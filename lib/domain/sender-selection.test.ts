import { describe, expect, test } from "vitest";
import { parseAddress } from "@/lib/domain/address";
import { chanceFrom } from "@/lib/domain/chance";
import { countryOf } from "@/lib/domain/phone-number";
import {
  compilePool,
  obstacleOf,
  type SelectionHistory,
  type Sender,
  selectSender,
  sentenceFor,
} from "@/lib/domain/sender-selection";

const sender = (phoneNumber: string, overrides: Partial<Sender> = {}): Sender => ({
  id: phoneNumber,
  phoneNumber,
  country: countryOf(phoneNumber),
  type: phoneNumber.startsWith("+1888") ? "toll-free" : "local",
  capabilities: { sms: true, mms: true, voice: true },
  addedAt: new Date(0),
  ...overrides,
});

const SF = sender("+14155550100");
const NY = sender("+12125550100");
const TORONTO = sender("+14165550100");
const TOLL_FREE = sender("+18885550100");
const LONDON = sender("+447700900100", { type: "mobile", capabilities: { sms: true, mms: false, voice: true } });
const BERLIN = sender("+4915123456789", { type: "mobile" });
const SHORT_US = sender("12345", { type: "short-code", country: "US" });
const VOICE = sender("+14155550199", { capabilities: { sms: false, mms: false, voice: true } });

const name = (text: string, overrides: Partial<Sender> = {}) =>
  sender(text, {
    type: "alphanumeric",
    country: null,
    capabilities: { sms: true, mms: false, voice: false },
    ...overrides,
  });
const ACME = name("ACME");
const ACME_DE = name("ACME DE", { forDestination: true, country: "DE" });
const ACME_ABROAD = name("ACME ABROAD", { forDestination: true });
const SHORT_DE = sender("54321", { type: "short-code", country: "DE" });
const WHATSAPP_US = sender("whatsapp:+14155550100", { type: "whatsapp", country: "US" });
const WHATSAPP_DE = sender("whatsapp:+4915123456789", { type: "whatsapp", country: "DE" });
const MESSENGER = sender("messenger:1047", { type: "messenger" });
const RCS = sender("rcs:acme_agent", { type: "rcs" });

const IDLE: SelectionHistory = { queuedSegments: () => 0, lastUsed: () => 0 };
const ON = { stickySender: true, areaCodeGeomatch: true };

type Case = {
  pool: Sender[];
  to: string;
  from?: string;
  hasMedia?: boolean;
  history?: Partial<SelectionHistory>;
  settings?: Partial<typeof ON>;
};

const choose = ({ pool, to, from, hasMedia = false, history, settings }: Case) =>
  selectSender(
    { to, country: parseAddress(to)?.country ?? null, hasMedia, ...(from ? { from } : {}) },
    compilePool(pool),
    { ...IDLE, ...history },
    { ...ON, ...settings },
  );

describe("takes", () => {
  test.each<[string, Case, Sender, string]>([
    ["the request's own From", { pool: [SF, NY], to: "+14155550134", from: NY.phoneNumber }, NY, "from"],
    [
      "the sender the recipient knows",
      { pool: [SF, NY], to: "+14155550134", history: { stickySenderId: NY.id } },
      NY,
      "sticky",
    ],
    [
      "no known sender while sticky is off",
      { pool: [SF, NY], to: "+14155550134", history: { stickySenderId: NY.id }, settings: { stickySender: false } },
      SF,
      "area code",
    ],
    [
      "no known sender that left the pool",
      { pool: [SF], to: "+14155550134", history: { stickySenderId: NY.id } },
      SF,
      "area code",
    ],
    [
      "no known sender that cannot send media",
      { pool: [LONDON, SF], to: "+447700900555", hasMedia: true, history: { stickySenderId: LONDON.id } },
      SF,
      "us number",
    ],
    [
      "no known sender abroad once there is one of the country",
      { pool: [SF, LONDON], to: "+447700900555", history: { stickySenderId: SF.id } },
      LONDON,
      "country",
    ],
    [
      "a known sender abroad while there is none",
      { pool: [SF, BERLIN], to: "+447700900555", history: { stickySenderId: BERLIN.id } },
      BERLIN,
      "sticky",
    ],
    ["a sender of the recipient's country", { pool: [SF, LONDON], to: "+447700900555" }, LONDON, "country"],
    ["else a US number", { pool: [BERLIN, SF], to: "+447700900555" }, SF, "us number"],
    ["else any", { pool: [BERLIN], to: "+447700900555" }, BERLIN, "any"],
    ["a Canadian number for the US, if that is all", { pool: [LONDON, TORONTO], to: "+14155550134" }, TORONTO, "any"],
    ["a US number for Canada, if there is no Canadian", { pool: [LONDON, SF], to: "+16045550134" }, SF, "us number"],
    ["a US number for the Caribbean", { pool: [TORONTO, SF], to: "+18765550134" }, SF, "us number"],
    [
      "a toll-free number for Canada before a long code",
      { pool: [TORONTO, sender("+18885550101", { country: "CA" })], to: "+16045550134" },
      sender("+18885550101"),
      "toll-free first",
    ],
    ["a short code before numbers", { pool: [SF, TOLL_FREE, SHORT_US], to: "+14155550134" }, SHORT_US, "short code"],
    ["no short code of another country", { pool: [SHORT_US, LONDON], to: "+447700900555" }, LONDON, "country"],
    ["a long code of the recipient's area", { pool: [NY, SF], to: "+14155550134" }, SF, "area code"],
    ["or of an area code that overlays it", { pool: [NY, SF], to: "+16285550134" }, SF, "area code"],
    ["any US number when no area fits", { pool: [NY, SF], to: "+19075550134" }, NY, "country"],
    [
      "no heed of areas while geomatch is off",
      { pool: [NY, SF], to: "+14155550134", settings: { areaCodeGeomatch: false } },
      NY,
      "country",
    ],
    ["a sender that can text", { pool: [VOICE, NY], to: "+14155550134" }, NY, "country"],
    [
      "the one with the least waiting",
      { pool: [NY, SF], to: "+19075550134", history: { queuedSegments: (id) => (id === NY.id ? 2 : 1) } },
      SF,
      "country",
    ],
    [
      "on a tie the one idle for longest",
      { pool: [NY, SF], to: "+19075550134", history: { lastUsed: (id) => (id === NY.id ? 9 : 5) } },
      SF,
      "country",
    ],
    [
      "on another tie the oldest of the pool",
      {
        pool: [
          { ...NY, addedAt: new Date(2) },
          { ...SF, addedAt: new Date(1) },
        ],
        to: "+19075550134",
      },
      SF,
      "country",
    ],
    ["a name before a number of the country", { pool: [BERLIN, ACME], to: "+4915155550134" }, ACME, "name"],
    [
      "the name for the destination before the one for all, and that before the service's own",
      { pool: [ACME, ACME_ABROAD, ACME_DE], to: "+4915155550134" },
      ACME_DE,
      "destination name",
    ],
    [
      "the name for all where there is none for the destination",
      { pool: [ACME, ACME_ABROAD, ACME_DE], to: "+33612345678" },
      ACME_ABROAD,
      "name",
    ],
    [
      "the service's own where the others are for elsewhere",
      { pool: [ACME, ACME_DE], to: "+33612345678" },
      ACME,
      "name",
    ],
    [
      "a short code of the country before a name",
      { pool: [ACME_DE, SHORT_DE], to: "+4915155550134" },
      SHORT_DE,
      "short code",
    ],
    ["a number where names are not shown", { pool: [ACME, SF], to: "+14155550134" }, SF, "area code"],
    [
      "a number for media, which names cannot carry",
      { pool: [ACME, BERLIN], to: "+4915155550134", hasMedia: true },
      BERLIN,
      "country",
    ],
    [
      "a number while the name is paused",
      { pool: [{ ...ACME, paused: true }, BERLIN], to: "+4915155550134" },
      BERLIN,
      "country",
    ],
    [
      "a number the recipient knows before a name",
      { pool: [ACME, BERLIN], to: "+4915155550134", history: { stickySenderId: BERLIN.id } },
      BERLIN,
      "sticky",
    ],
    [
      "no name by its having been known",
      { pool: [ACME, ACME_DE], to: "+4915155550134", history: { stickySenderId: ACME.id } },
      ACME_DE,
      "destination name",
    ],
    ["RCS before everything else", { pool: [SHORT_US, SF, RCS], to: "+14155550134" }, RCS, "rcs"],
    [
      "RCS before a number the recipient knows, which is another channel",
      { pool: [SF, RCS], to: "+14155550134", history: { stickySenderId: SF.id } },
      RCS,
      "rcs",
    ],
    [
      "only WhatsApp for WhatsApp, from the recipient's country",
      { pool: [SF, BERLIN, WHATSAPP_US, WHATSAPP_DE], to: "whatsapp:+4915155550134" },
      WHATSAPP_DE,
      "country",
    ],
    ["else any of the channel", { pool: [SF, WHATSAPP_US], to: "whatsapp:+4915155550134" }, WHATSAPP_US, "channel"],
    [
      "the WhatsApp sender the recipient knows",
      {
        pool: [WHATSAPP_US, sender("whatsapp:+12125550100", { type: "whatsapp", country: "US" })],
        to: "whatsapp:+14155550134",
        history: { stickySenderId: "whatsapp:+12125550100" },
      },
      sender("whatsapp:+12125550100"),
      "sticky",
    ],
    ["a page for Messenger", { pool: [SF, MESSENGER], to: "messenger:2048" }, MESSENGER, "country"],
    ["an agent for RCS", { pool: [SF, RCS], to: "rcs:+14155550134" }, RCS, "channel"],
    ["a name that the request gives", { pool: [BERLIN, ACME], to: "+4915155550134", from: "ACME" }, ACME, "from"],
    [
      "of a name that stands there for each destination, the one that fits",
      {
        pool: [
          name("OWL", { id: "france", forDestination: true, country: "FR" }),
          name("OWL", { id: "all", forDestination: true }),
        ],
        to: "+4915155550134",
        from: "OWL",
      },
      name("all"),
      "from",
    ],
    ["a US number for a recipient of no country", { pool: [BERLIN, SF], to: "+80012345678" }, SF, "us number"],
  ])("%s", (_rule, given, expected, rule) => {
    expect(choose(given)).toMatchObject({ ok: true, senderId: expected.phoneNumber, rule });
  });
});

describe("fails", () => {
  test.each<[string, Case, number]>([
    ["with 21704 in an empty pool", { pool: [], to: "+14155550134" }, 21704],
    ["with 21704 in an empty pool even with From", { pool: [], to: "+14155550134", from: SF.phoneNumber }, 21704],
    ["with 21711 for a From outside the pool", { pool: [SF], to: "+14155550134", from: NY.phoneNumber }, 21711],
    ["with 21703 for the US from foreign numbers", { pool: [LONDON, BERLIN], to: "+14155550134" }, 21703],
    ["with 21703 for media from numbers without MMS", { pool: [LONDON], to: "+447700900555", hasMedia: true }, 21703],
    [
      "with 21612 for a From that does not reach the recipient",
      { pool: [LONDON], to: "+14155550134", from: LONDON.phoneNumber },
      21612,
    ],
    [
      "with 21621 for a From without MMS",
      { pool: [LONDON], to: "+447700900555", from: LONDON.phoneNumber, hasMedia: true },
      21621,
    ],
    ["with 21703 for the US from names", { pool: [ACME, ACME_DE], to: "+14155550134" }, 21703],
    ["with 21703 where the only name is for another country", { pool: [ACME_DE], to: "+33612345678" }, 21703],
    ["with 21703 for WhatsApp from numbers", { pool: [SF], to: "whatsapp:+14155550134" }, 21703],
    ["with 21703 for a number from WhatsApp", { pool: [WHATSAPP_US], to: "+14155550134" }, 21703],
    ["with 21703 from a short code of another country", { pool: [SHORT_US], to: "+4915155550134" }, 21703],
    [
      "with 21659 for a From that is a short code of another country",
      { pool: [SHORT_US], to: "+4915155550134", from: "12345" },
      21659,
    ],
    [
      "with 21612 for a From that is a name where none are shown",
      { pool: [ACME], to: "+14155550134", from: "ACME" },
      21612,
    ],
    [
      "with 21621 for a From that is a name, with media",
      { pool: [ACME], to: "+4915155550134", from: "ACME", hasMedia: true },
      21621,
    ],
    [
      "with 21910 for a From of another channel",
      { pool: [SF], to: "whatsapp:+14155550134", from: SF.phoneNumber },
      21910,
    ],
    ["with 21661 for a From without SMS", { pool: [VOICE], to: "+14155550134", from: VOICE.phoneNumber }, 21661],
  ])("%s", (_rule, given, code) => {
    expect(choose(given)).toMatchObject({ ok: false, code });
  });
});

test("every sender that was not considered is rejected with a reason", () => {
  const pool = [SF, NY, LONDON, VOICE, TORONTO];
  const selection = choose({ pool, to: "+14155550134" });
  expect(selection).toMatchObject({
    considered: [SF.id],
    rejected: [
      { senderId: LONDON.id, reason: "out of reach" },
      { senderId: VOICE.id, reason: "no sms" },
      { senderId: TORONTO.id, reason: "other country" },
      { senderId: NY.id, reason: "other area" },
    ],
  });
});

test("two messages to one destination share nothing but the pool", () => {
  const pool = compilePool([SF, NY]);
  const to = (number: string, hasMedia = false) => ({ to: number, country: "US", hasMedia });
  expect(selectSender(to("+14155550134"), pool, IDLE, ON)).toMatchObject({ senderId: SF.id });
  expect(selectSender(to("+12125550134"), pool, IDLE, ON)).toMatchObject({ senderId: NY.id });
  expect(selectSender(to("+14155550134", true), pool, IDLE, ON)).toMatchObject({ senderId: SF.id });
});

test("traffic spreads evenly over equal senders", () => {
  const senders = Array.from({ length: 5 }, (_, index) => sender(`+190755501${10 + index}`));
  const pool = compilePool(senders);
  const queued = new Map<string, number>();
  for (let sent = 0; sent < 100; sent++) {
    const history = { queuedSegments: (id: string) => queued.get(id) ?? 0, lastUsed: () => 0 };
    const selection = selectSender({ to: "+14155550134", country: "US", hasMedia: false }, pool, history, ON);
    if (selection.ok) queued.set(selection.senderId, (queued.get(selection.senderId) ?? 0) + 1);
  }
  expect([...queued.values()]).toEqual([20, 20, 20, 20, 20]);
});

test.each([
  ["a number with SMS reaches its own country", LONDON, "GB", undefined],
  ["a foreign number does not reach Canada", LONDON, "CA", "out of reach"],
  ["a Canadian number reaches the US", TORONTO, "US", undefined],
  ["a US number reaches abroad", SF, "DE", undefined],
] as const)("%s", (_rule, from, country, expected) => {
  expect(obstacleOf(from, { to: "", country, hasMedia: false })).toBe(expected);
});

test.each([
  ["country", 1, "it is the only sender for United States"],
  ["country", 4, "it is the least busy of 4 senders for United States"],
  ["area code", 2, "it is the least busy of 2 senders of the recipient's area (415)"],
  ["sticky", 1, "this recipient has been texted from it before (sticky sender)"],
] as const)("the rule %s among %i is told in a sentence", (rule, candidates, sentence) => {
  expect(sentenceFor(rule, { to: "+14155550134", country: "US", candidates })).toBe(sentence);
});

describe("a sender that is set aside", () => {
  const isAside =
    (...senders: Sender[]) =>
    (senderId: string) =>
      senders.some(({ id }) => id === senderId);

  test.each<[string, Case, Sender]>([
    [
      "is passed over for a busier one",
      {
        pool: [SF, NY],
        to: "+12125550134",
        history: { isAside: isAside(NY), queuedSegments: (id) => (id === SF.id ? 9 : 0) },
        settings: { areaCodeGeomatch: false },
      },
      SF,
    ],
    [
      "is passed over whichever stands first",
      {
        pool: [NY, SF],
        to: "+13105550134",
        history: { isAside: isAside(NY), queuedSegments: (id) => (id === SF.id ? 9 : 0) },
      },
      SF,
    ],
    [
      "is passed over by those who know it",
      { pool: [SF, NY], to: "+13105550134", history: { stickySenderId: NY.id, isAside: isAside(NY) } },
      SF,
    ],
    ["is taken where no other is left", { pool: [SF], to: "+14155550134", history: { isAside: isAside(SF) } }, SF],
    [
      "is, among others like it, the least busy one",
      {
        pool: [SF, NY],
        to: "+13105550134",
        history: { isAside: isAside(SF, NY), queuedSegments: (id) => (id === SF.id ? 9 : 0) },
      },
      NY,
    ],
  ])("%s", (_rule, given, expected) => {
    expect(choose(given)).toMatchObject({ ok: true, senderId: expected.id });
  });
});

describe("whatever the pool, the message and the past", () => {
  const ALL = [SF, NY, TORONTO, TOLL_FREE, LONDON, BERLIN, SHORT_US, SHORT_DE, VOICE, ACME, ACME_DE, ACME_ABROAD];
  const EVERYBODY = [...ALL, WHATSAPP_US, WHATSAPP_DE, MESSENGER, RCS];
  const RECIPIENTS = [
    "+14155550134",
    "+16045550134",
    "+4915155550134",
    "+33612345678",
    "+919876543210",
    "+27821234567",
    "+80012345678",
    "whatsapp:+4915155550134",
    "whatsapp:+14155550134",
    "messenger:2048",
    "rcs:+14155550134",
  ];
  const drawn = (seed: number) => {
    const chance = chanceFrom(seed);
    const rolled = new Map<string, number>();
    const roll = (what: string) => {
      const known = rolled.get(what) ?? chance();
      rolled.set(what, known);
      return known;
    };
    const pool = EVERYBODY.filter(({ id }) => roll(`in ${id}`) < 0.4).map((one) => ({
      ...one,
      paused: roll(`paused ${one.id}`) < 0.1,
      addedAt: new Date(Math.floor(roll(`added ${one.id}`) * 5)),
    }));
    const to = RECIPIENTS[Math.floor(roll("to") * RECIPIENTS.length)]!;
    const known = EVERYBODY[Math.floor(roll("known") * EVERYBODY.length)]!;
    return {
      pool,
      to,
      hasMedia: roll("media") < 0.3,
      ...(roll("asks") < 0.2 && { from: known.phoneNumber }),
      history: {
        ...(roll("knows") < 0.5 && { stickySenderId: known.id }),
        queuedSegments: (id: string) => Math.floor(roll(`queued ${id}`) * 4),
        lastUsed: (id: string) => Math.floor(roll(`used ${id}`) * 4),
        isAside: (id: string) => roll(`aside ${id}`) < 0.1,
      },
    } satisfies Case;
  };
  const SEEDS = Array.from({ length: 3_000 }, (_, seed) => seed);

  test("the same state and seed make the same choice", () => {
    for (const seed of SEEDS) expect(choose(drawn(seed))).toEqual(choose(drawn(seed)));
  });

  test("nobody is chosen who cannot carry the message, and nobody paused unless the request names them", () => {
    for (const seed of SEEDS) {
      const given = drawn(seed);
      const selection = choose(given);
      if (!selection.ok) continue;
      const country = parseAddress(given.to)?.country ?? null;
      const chosen = given.pool.find(({ id }) => id === selection.senderId)!;
      expect(obstacleOf(chosen, { ...given, country })).toBeUndefined();
      if (!given.from) expect(chosen.paused).toBe(false);
    }
  });

  test("each sender of the pool is considered or rejected, once, unless a rule looked at one alone", () => {
    for (const seed of SEEDS) {
      const given = drawn(seed);
      const selection = choose(given);
      if (given.from || given.pool.length === 0 || (selection.ok && selection.rule === "sticky")) continue;
      const told = [
        ...(selection.ok ? selection.considered : []),
        ...selection.rejected.map(({ senderId }) => senderId),
      ];
      expect(told.toSorted()).toEqual(given.pool.map(({ id }) => id).toSorted());
    }
  });
});
