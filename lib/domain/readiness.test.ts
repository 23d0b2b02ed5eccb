import { describe, expect, test } from "vitest";
import { countryOf } from "@/lib/domain/phone-number";
import {
  describeSenders,
  findingsOf,
  type JudgedSender,
  type ReadinessInput,
  reachSentence,
  readinessOf,
  readinessSentence,
  SANDBOX_NOTE,
} from "@/lib/domain/readiness";

const sender = (phoneNumber: string, overrides: Partial<JudgedSender> = {}): JudgedSender => ({
  id: phoneNumber,
  phoneNumber,
  country: countryOf(phoneNumber) ?? "US",
  type: phoneNumber.startsWith("+1888") ? "toll-free" : "local",
  capabilities: { sms: true, mms: true, voice: true },
  registration: "none",
  carrierKind: "simulated",
  segmentsPerSecond: null,
  smsUrl: null,
  addedAt: new Date(0),
  ...overrides,
});

const TOLL_FREE = sender("+18885550100");
const TOLL_FREE_LATER = sender("+18885550101", { addedAt: new Date(1) });
const VERIFIED = { ...TOLL_FREE, registration: "verified" } as const;
const LONG_CODE = sender("+14155550100");
const REGISTERED = sender("+14155550101", { registration: "verified" });
const TORONTO = sender("+14165550100");
const LONDON = sender("+447700900100", { type: "mobile" });
const BERLIN = sender("+4917640690001", { type: "mobile" });
const VOICE = sender("+442079460000", { capabilities: { sms: false, mms: false, voice: true } });

const NAME = sender("ACME", {
  type: "alphanumeric",
  country: null,
  capabilities: { sms: true, mms: false, voice: false },
});
const SHORT_CODE = sender("12345", { type: "short-code", country: "US" });

const EVERYWHERE = ["US", "CA", "DE", "GB"];
const LIVE = { geoMode: "live", longCodeMode: "live", tollFreeMode: "live", alphaMode: "live" } as const;
const SANDBOX = {
  geoMode: "sandbox",
  longCodeMode: "sandbox",
  tollFreeMode: "sandbox",
  alphaMode: "sandbox",
} as const;

type Case = {
  pool: JudgedSender[];
  to?: string[];
  gates?: Partial<Pick<ReadinessInput["account"], "geoMode" | "longCodeMode" | "tollFreeMode" | "alphaMode">>;
  geoCountries?: string[];
  ownedNumbers?: number;
  mayAdminister?: boolean;
  service?: Partial<ReadinessInput["service"]>;
  simulatedMps?: number;
  campaign?: ReadinessInput["campaign"];
};

const judge = ({ pool, to = ["US"], gates = LIVE, geoCountries = EVERYWHERE, service, ...rest }: Case) =>
  readinessOf({
    pool,
    destinations: to,
    account: { friendlyName: "Acme", geoCountries, ...LIVE, ...gates },
    service: { friendlyName: "Reminders", useInboundWebhookOnNumber: true, inboundRequestUrl: null, ...service },
    ownedNumbers: pool.length,
    mayAdminister: true,
    simulatedMps: 10,
    ...rest,
  });

type Expected = { verdict: string; code?: number; says: string; fixes?: string[] };

const expectFinding = (found: unknown, { says, fixes, code, verdict }: Expected) => {
  const finding = found as { verdict: string; sentence: string; code?: number; fixes: { label: string }[] };
  expect(finding).toMatchObject({ verdict, sentence: expect.stringContaining(says) });
  expect(finding.code).toBe(code);
  if (fixes) expect(finding.fixes.map(({ label }) => label)).toEqual(fixes);
};

describe("for a destination", () => {
  test.each<[string, Case, Expected]>([
    [
      "names alone do not reach the US",
      { pool: [NAME] },
      {
        verdict: "blocked",
        code: 21703,
        says: "The US and Canada do not accept alphanumeric senders. Nothing in this pool can reach them (21703).",
      },
    ],
    ["a name is used where it is shown", { pool: [NAME, LONDON], to: ["GB"] }, { verdict: "ok", says: "from ACME." }],
    [
      "a name waits for its registration where that is wanted",
      { pool: [NAME], to: ["IN"], geoCountries: ["IN"] },
      {
        verdict: "blocked",
        code: 30040,
        says: "India wants ACME registered before use. Until then messages may be blocked (30040).",
        fixes: ["Mark as registered", "Use a number"],
      },
    ],
    [
      "a registered one does not",
      { pool: [{ ...NAME, registration: "verified" }], to: ["IN"], geoCountries: ["IN"] },
      { verdict: "ok", says: "Reached from ACME." },
    ],
    ["a short code reaches its country", { pool: [SHORT_CODE, LONG_CODE] }, { verdict: "ok", says: "from 12345." }],
    [
      "an empty pool reaches nobody",
      { pool: [] },
      { verdict: "blocked", code: 21704, says: "no sender yet", fixes: ["Add a sender"] },
    ],
    [
      "a pool whose senders are all paused reaches nobody",
      { pool: [{ ...TOLL_FREE, paused: true }] },
      { verdict: "blocked", code: 21703, says: "is paused", fixes: ["Resume it"] },
    ],
    [
      "an unverified toll-free number is blocked by carriers",
      { pool: [TOLL_FREE] },
      {
        verdict: "blocked",
        code: 30032,
        says: "must be verified before they may text the US and Canada",
        fixes: ["Start verification", "Use another sender", "Mark as verified"],
      },
    ],
    [
      "one in review too",
      { pool: [{ ...TOLL_FREE, registration: "pending" }] },
      { verdict: "blocked", code: 30032, says: "in review", fixes: ["View verification", "Use another sender"] },
    ],
    [
      "a rejected one too",
      { pool: [{ ...TOLL_FREE, registration: "rejected" }] },
      { verdict: "blocked", code: 30032, says: "was rejected", fixes: ["Correct it", "Use another sender"] },
    ],
    ["a verified one is fine", { pool: [VERIFIED] }, { verdict: "ok", says: "Reached from +1 888 555 0100." }],
    [
      "an unverified toll-free number is fine abroad",
      { pool: [TOLL_FREE], to: ["DE"] },
      { verdict: "ok", says: "a US number is used: +1 888 555 0100" },
    ],
    [
      "US long codes need a campaign for the US",
      { pool: [LONG_CODE] },
      {
        verdict: "blocked",
        code: 30034,
        says: "Messages to the US will come back undelivered with 30034. Other countries work now.",
        fixes: ["Register brand and campaign", "Add toll-free instead", "Mark as registered"],
      },
    ],
    ["they need none for Canada", { pool: [LONG_CODE], to: ["CA"] }, { verdict: "ok", says: "+1 415 555 0100" }],
    [
      "a number whose campaign is in review waits",
      { pool: [{ ...LONG_CODE, registration: "pending" }] },
      { verdict: "blocked", code: 30035, says: "join the campaign after review" },
    ],
    [
      "the service's campaign in review is shown",
      { pool: [{ ...LONG_CODE, registration: "pending" }], campaign: "in-review" },
      {
        verdict: "blocked",
        code: 30035,
        says: "join the campaign after review",
        fixes: ["View campaign", "Use another sender"],
      },
    ],
    [
      "a rejected one is corrected",
      { pool: [{ ...LONG_CODE, registration: "rejected" }], campaign: "rejected" },
      { verdict: "blocked", code: 30034, says: "was rejected", fixes: ["Correct it", "Add toll-free instead"] },
    ],
    [
      "a suspended campaign lets nothing out",
      { pool: [{ ...LONG_CODE, registration: "suspended" }] },
      { verdict: "blocked", code: 30033, says: "Suspended: nothing leaves to the US" },
    ],
    [
      "a registered long code is fine",
      { pool: [REGISTERED] },
      { verdict: "ok", says: "Reached from +1 415 555 0101." },
    ],
    [
      "one unregistered among several is a warning",
      { pool: [REGISTERED, LONG_CODE] },
      { verdict: "warn", code: 30034, says: "need a registered A2P campaign" },
    ],
    [
      "foreign numbers never reach the US",
      { pool: [LONDON, BERLIN] },
      {
        verdict: "blocked",
        code: 21703,
        says: "reachable only from US or Canadian numbers",
        fixes: ["Buy a US number", "Remove United States from destinations"],
      },
    ],
    ["nor Canada", { pool: [LONDON], to: ["CA"] }, { verdict: "blocked", code: 21703, says: "Canadian recipients" }],
    ["a Canadian number reaches the US", { pool: [TORONTO] }, { verdict: "ok", says: "one from Canada is used" }],
    [
      "a voice-only number texts nobody",
      { pool: [VOICE], to: ["GB"] },
      { verdict: "blocked", code: 21703, says: "No sender in this pool can text United Kingdom" },
    ],
    [
      "a number of the country comes first",
      { pool: [REGISTERED, BERLIN], to: ["DE"] },
      { verdict: "ok", says: "+49 " },
    ],
    [
      "without one a US number is used",
      { pool: [LONDON, REGISTERED], to: ["DE"] },
      { verdict: "ok", says: "No sender of its own, so a US number is used: +1 415 555 0101." },
    ],
    ["without that any", { pool: [LONDON], to: ["DE"] }, { verdict: "ok", says: "so one from United Kingdom is used" }],
    [
      "in Canada toll-free goes before long codes",
      { pool: [{ ...VERIFIED, country: "CA" }, TORONTO], to: ["CA"] },
      { verdict: "ok", says: "Toll-free first: 1 toll-free number." },
    ],
    [
      "a country that is switched off is refused",
      { pool: [BERLIN], to: ["DE"], geoCountries: ["US"] },
      {
        verdict: "blocked",
        code: 21408,
        says: "Sending to Germany is off for this account",
        fixes: ["Turn on Germany", "Remove Germany from destinations"],
      },
    ],
    [
      "who may not turn it on gets a request to pass on",
      { pool: [BERLIN], to: ["DE"], geoCountries: ["US"], mayAdminister: false },
      {
        verdict: "blocked",
        code: 21408,
        says: "off for this account",
        fixes: ["Copy request for an admin", "Remove Germany from destinations"],
      },
    ],
    [
      "a country that is off is told before an empty pool, as a request is",
      { pool: [], to: ["DE"], geoCountries: ["US"] },
      { verdict: "blocked", code: 21408, says: "off for this account" },
    ],
  ])("%s", (_rule, given, expected) => {
    expectFinding(judge(given).destinations[0], expected);
  });
});

describe("in sandbox", () => {
  test.each<[string, Case, number | undefined]>([
    ["an unverified toll-free number is told and delivered", { pool: [TOLL_FREE] }, 30032],
    ["an unregistered long code too", { pool: [LONG_CODE] }, 30034],
    ["a suspended campaign too", { pool: [{ ...LONG_CODE, registration: "suspended" }] }, 30033],
    ["a country that is off too", { pool: [BERLIN], to: ["DE"], geoCountries: ["US"] }, 21408],
  ])("%s", (_rule, given, code) => {
    const [verdict] = judge({ ...given, gates: SANDBOX }).destinations;
    expect(verdict).toMatchObject({ verdict: "warn", code, wouldBlockLive: true, note: SANDBOX_NOTE });
    expect(verdict?.fixes.at(-1)).toEqual({ kind: "sandbox-settings", label: "Sandbox settings" });
  });

  test.each<[string, Case, number]>([
    ["a pool out of reach stays blocked", { pool: [LONDON] }, 21703],
    ["an empty pool stays blocked", { pool: [] }, 21704],
  ])("%s", (_rule, given, code) => {
    const [verdict] = judge({ ...given, gates: SANDBOX }).destinations;
    expect(verdict).toMatchObject({ verdict: "blocked", code, wouldBlockLive: false });
  });

  test("a gate that is live counts before one that is not", () => {
    const given = { pool: [TOLL_FREE, LONG_CODE], gates: { ...SANDBOX, longCodeMode: "live" } } satisfies Case;
    const [verdict] = judge(given).destinations;
    expect(verdict).toMatchObject({ verdict: "warn", code: 30034, wouldBlockLive: true });
    expect(verdict?.note).toContain("1 of the 2 senders");
  });
});

test("verdicts come worst first, then in the order the destinations were given", () => {
  const { destinations, blockedFor } = judge({ pool: [TOLL_FREE], to: ["DE", "US", "GB", "CA"] });
  expect(destinations.map(({ country }) => country)).toEqual(["US", "CA", "DE", "GB"]);
  expect(blockedFor).toEqual(["US", "CA"]);
});

test.each<[string, Case, string]>([
  ["all green", { pool: [VERIFIED] }, "Nothing stands in the way."],
  ["nothing reached", { pool: [LONDON], to: ["US", "CA"] }, "No message can leave yet."],
  [
    "some not reached",
    { pool: [LONDON], to: ["US", "CA", "GB"] },
    "Nothing reaches United States and Canada yet. Other countries work.",
  ],
  ["a warning", { pool: [TOLL_FREE], gates: SANDBOX }, "Messages go out. One thing to look at first."],
])("%s is said in one sentence", (_rule, given, sentence) => {
  expect(readinessSentence(judge(given))).toBe(sentence);
});

test.each<[string, Case, string]>([
  ["an empty pool", { pool: [] }, "No sender yet, so every request is refused with 21704."],
  [
    "a pool of several kinds",
    { pool: [LONG_CODE, REGISTERED, VERIFIED], to: ["US", "DE"] },
    "United States: 2 long codes, 1 toll-free number (1 not registered). Germany: 2 long codes, 1 toll-free number.",
  ],
  [
    "a pool of which nobody is registered",
    { pool: [TOLL_FREE] },
    "United States: 1 toll-free number (not registered).",
  ],
  [
    "a pool with a name",
    { pool: [LONG_CODE, NAME], to: ["US", "DE"] },
    "United States: 1 long code (not registered). Germany: alphanumeric ACME.",
  ],
  ["a country out of reach", { pool: [LONDON], to: ["US"] }, "United States: not reached."],
])("%s says whom it reaches", (_case, given, sentence) => {
  expect(reachSentence(judge(given), given.pool)).toBe(sentence);
});

test("findings about destinations and about the service come together, worst first", () => {
  const found = findingsOf(judge({ pool: [TOLL_FREE, TOLL_FREE_LATER], to: ["DE", "US"] }));
  expect(found.map((one) => ("country" in one ? one.country : one.key))).toEqual([
    "US",
    "several toll-free",
    "DE",
    "senders",
    "replies",
    "carrier",
  ]);
});

describe("for the service", () => {
  const check = (given: Case, key: string) => judge(given).checks.find((one) => one.key === key);

  test.each<[string, Case, string, Expected | undefined]>([
    [
      "who sends from a name is told that nobody can answer it",
      { pool: [NAME, VERIFIED], to: ["US", "GB"] },
      "one-way names",
      {
        verdict: "ok",
        says: "ACME is used where allowed; other kinds of sender text United States. Names cannot receive: STOP by reply will not work there",
      },
    ],
    ["who has none is not", { pool: [VERIFIED] }, "one-way names", undefined],
    [
      "who owns no number is led to buy one",
      { pool: [], ownedNumbers: 0 },
      "senders",
      { verdict: "blocked", code: 21704, says: "You own no numbers yet.", fixes: ["Buy a number"] },
    ],
    [
      "who owns some is led to add one",
      { pool: [], ownedNumbers: 3 },
      "senders",
      {
        verdict: "blocked",
        code: 21704,
        says: "Without a sender every request is refused with 21704. You can add one any time.",
        fixes: ["Add a sender"],
      },
    ],
    [
      "a pool is counted by kind",
      { pool: [LONG_CODE, REGISTERED, TOLL_FREE] },
      "senders",
      {
        verdict: "ok",
        says: "2 long codes, 1 toll-free number",
      },
    ],
    [
      "a mixed pool is explained",
      { pool: [LONG_CODE, TOLL_FREE] },
      "mixed pool",
      { verdict: "ok", says: "Each destination gets one kind of sender", fixes: ["Show why"] },
    ],
    ["a pool of one kind is not", { pool: [LONG_CODE, REGISTERED] }, "mixed pool", undefined],
    [
      "several toll-free numbers are one too many, and the oldest stays",
      { pool: [TOLL_FREE_LATER, TOLL_FREE] },
      "several toll-free",
      {
        verdict: "warn",
        says: "Carriers may block traffic spread over several toll-free numbers. One is enough.",
        fixes: ["Keep only +1 888 555 0100", "Keep all"],
      },
    ],
    ["one toll-free number is fine", { pool: [TOLL_FREE, LONG_CODE] }, "several toll-free", undefined],
    [
      "senders without a webhook are counted",
      { pool: [LONG_CODE, { ...REGISTERED, smsUrl: "https://acme.test/in" }] },
      "replies",
      { verdict: "ok", says: "1 of 2 senders has no webhook: its replies are stored, nobody is told." },
    ],
    [
      "one alone is not counted",
      { pool: [LONG_CODE] },
      "replies",
      { verdict: "ok", says: "The sender has no webhook: its replies are stored, nobody is told." },
    ],
    [
      "replies that are dropped are a warning",
      { pool: [LONG_CODE], service: { useInboundWebhookOnNumber: false } },
      "replies",
      { verdict: "warn", says: "Replies are not stored, not logged and cannot be found later." },
    ],
    [
      "the service's webhook is named",
      { pool: [], service: { useInboundWebhookOnNumber: false, inboundRequestUrl: "https://acme.test/in" } },
      "replies",
      { verdict: "ok", says: "https://acme.test/in" },
    ],
    [
      "the simulator is named",
      { pool: [LONG_CODE] },
      "carrier",
      { verdict: "ok", says: "nothing leaves this machine" },
    ],
    [
      "a carrier is named",
      { pool: [{ ...LONG_CODE, carrierKind: "smpp" }] },
      "carrier",
      { verdict: "ok", says: "messages are real" },
    ],
  ])("%s", (_rule, given, key, expected) => {
    if (expected) expectFinding(check(given, key), expected);
    else expect(check(given, key)).toBeUndefined();
  });

  test("checks come worst first", () => {
    const verdicts = judge({ pool: [TOLL_FREE, TOLL_FREE_LATER] }).checks.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(["warn", "ok", "ok", "ok"]);
  });
});

describe("the rate towards a destination", () => {
  test.each<[string, Case, number, number]>([
    ["is one sender's", { pool: [VERIFIED] }, 10, 3],
    ["adds up over those that take turns", { pool: [REGISTERED, LONG_CODE] }, 20, 2],
    ["leaves out who does not", { pool: [REGISTERED, BERLIN], to: ["DE"] }, 10, 10],
    ["is the number's own where it has one", { pool: [{ ...VERIFIED, segmentsPerSecond: 2.5 }] }, 2.5, 2.5],
    ["is the table's with a carrier", { pool: [{ ...VERIFIED, carrierKind: "smpp" }] }, 3, 3],
    ["is none where nobody reaches", { pool: [LONDON] }, 0, 0],
  ])("%s", (_rule, given, mps, liveMps) => {
    const [verdict] = judge(given).destinations;
    expect(verdict).toMatchObject({ segmentsPerSecond: mps, liveSegmentsPerSecond: liveMps });
  });
});

test("senders are described by kind, in the order of their first member", () => {
  expect(describeSenders([TOLL_FREE, LONG_CODE, REGISTERED, LONDON])).toBe(
    "1 toll-free number, 2 long codes, 1 mobile number",
  );
});
