import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { updateAccountSettings } from "@/lib/operations/accounts";
import { createContent } from "@/lib/operations/content";
import { addOptOut } from "@/lib/operations/opt-outs";
import { createOwnedSender } from "@/lib/operations/owned-senders";
import { updateService } from "@/lib/operations/services";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, type TestAccount, testWorld } from "@/lib/testing/factories";
import { PNG, startMediaHost, testShelf } from "@/lib/testing/media";
import { testPipeline } from "@/lib/testing/pipeline";
import { sdkClient } from "@/lib/testing/sdk-client";
import { storeNumber, storeService } from "@/lib/testing/sending";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

/**
 * Everything a new message can be turned away for, and when its sender is told: in the answer of the request ("400 21211"),
 * or by a message that was accepted and fails ("failed 21610"). For a sender on its own and through a Messaging Service.
 * @source behaviour §1.4, §3.3
 */

const { open, url } = await testDatabase();
const db = open({ connectionsMax: 8, hot: true });
const media = testShelf({ dataDir: temporaryFolder() });
const pipeline = await testPipeline(db, url, { media });
const { settings, accept, newId } = pipeline;
const world = testWorld(db, { settings, accept, newId, media });
const baseUrl = await serveApi(world);
const host = await startMediaHost((request, response) => {
  const [, kind] = (request.url ?? "").split("/");
  if (kind === "gone") response.writeHead(404).end();
  else if (kind === "page") response.writeHead(200, { "Content-Type": "text/html" }).end("<html>");
  else if (kind === "large") response.writeHead(200, { "Content-Type": "image/png", "Content-Length": 9e6 }).end();
  else response.writeHead(200, { "Content-Type": "image/png" }).end(Buffer.concat([PNG, Buffer.alloc(3_000_000)]));
});
afterAll(async () => {
  await Promise.all([pipeline.stop(), host.close(), media.close()]);
});

const PHONE = "+14155550134";
const SILENCED = "+14155550135";
const GERMAN = "+4915155550134";
const BRITISH = "+447700900150";
const WHATSAPP = "whatsapp:+14155550177";
const NOBODY = "+14155559999";

/** An account with a number of its own and a service that has it. */
async function accountWith(change?: string) {
  const account = await createAccount(world);
  const { accountId } = account.ctx;
  if (change) await db.sql.query(`UPDATE account SET ${change} WHERE id = $1`, [accountId]);
  const number = await storeNumber(db, accountId);
  const serviceId = await storeService(db, accountId, [number.id]);
  return { account, from: number.phoneNumber, serviceId, messagingServiceSid: toSid("MG", serviceId) };
}

const owls = await accountWith();
const others = await accountWith();
const trial = await accountWith("type = 'Trial'");
const american = await accountWith();
await updateAccountSettings(american.account.ctx, { geoMode: "live", geoCountries: ["US"] });
const planner = await accountWith();
await db.sql.query("INSERT INTO scheduled_count VALUES ($1, 500000)", [planner.account.ctx.accountId]);

const { ctx } = owls.account;
const numberThat = async (change: string, phoneNumber?: string) => {
  const number = await storeNumber(db, ctx.accountId, phoneNumber ? { phoneNumber } : {});
  await db.sql.query(`UPDATE phone_number SET ${change} WHERE id = $1`, [number.id]);
  return number;
};
const serviceWith = async (...members: { id: string }[]) => {
  const ids = members.map(({ id }) => id);
  return storeService(db, ctx.accountId, ids);
};
const outside = await storeNumber(db, ctx.accountId);
const british = await numberThat("country = 'GB'", BRITISH);
const voiceOnly = await numberThat("sms = false, mms = false");
const textOnly = await numberThat("mms = false");
const full = await storeNumber(db, ctx.accountId);
await db.sql.query("UPDATE queue_pace SET free_at = now() + interval '11 hours' WHERE queue = $1", [full.id]);
await createOwnedSender(ctx, { address: WHATSAPP });
const shortCode = await createOwnedSender(ctx, { address: "24002", country: "US" });

const EMPTY = toSid("MG", await serviceWith());
const IN_BRITAIN = toSid("MG", await serviceWith(british));
const FULL = toSid("MG", await serviceWith(full));
const TEXT_ONLY = toSid("MG", await serviceWith(textOnly));
const unconverted = await serviceWith(await storeNumber(db, ctx.accountId));
await updateService(ctx, unconverted, { mmsConverter: false });
const strict = await serviceWith(await numberThat("country = 'GB'"));
const frank = await serviceWith(await storeNumber(db, ctx.accountId));
for (const id of [strict, frank]) await updateService(ctx, id, { synchronousValidation: true });
const template = await createContent(ctx, {
  friendlyName: "Table",
  language: "en",
  variables: {},
  types: { "twilio/text": { body: "Table {{1}} is ready" } },
});
const HX = toSid("HX", template.id);
for (const scope of [
  { sender: owls.from, serviceId: null },
  { sender: null, serviceId: owls.serviceId },
  { sender: null, serviceId: frank },
]) {
  await addOptOut(ctx, { recipient: SILENCED, reason: "Asked by phone", ...scope }, "api");
}

type Asked = Partial<Parameters<ReturnType<typeof sdkClient>["messages"]["create"]>[0]> & { fallbackFrom?: string };
type Case = readonly [
  what: string,
  asked: Asked & { readonly by?: typeof owls; readonly auth?: TestAccount },
  /** With `from`; null where that cannot be asked. */
  alone: string | null,
  /** With `messagingServiceSid`; null where that cannot be asked. */
  pooled: string | null,
];

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const picture = (kind: string, count = 1) =>
  Array.from({ length: count }, (_, index) => `${host.url}/${kind}/${index}`);
const fixed = { scheduleType: "fixed", sendAt: inMinutes(10) } as const;

// biome-ignore format: a case is a line
const CASES: readonly Case[] = [
  // Who asks
  ["a wrong token", { auth: { ...owls.account, authToken: "0".repeat(32) } }, "401 20003", "401 20003"],
  ["an account nobody has", { auth: { ...owls.account, sid: `AC${"0".repeat(32)}` } }, "401 20003", "401 20003"],

  // Whom to
  ["no To", { to: "" }, "400 21604", "400 21604"],
  ["a To that is no number", { to: "+1asd" }, "400 21211", "400 21211"],
  ["a To that is a short code", { to: "24002" }, "400 21265", "400 21265"],
  ["a To that charges its callers", { to: "+19005550134" }, "400 21268", "400 21268"],
  ["To and From are one", { to: owls.from, from: owls.from }, "400 21266", null],
  ["To and From are one, on WhatsApp", { to: WHATSAPP, from: WHATSAPP }, "400 63031", null],
  ["a country that is off", { to: GERMAN, by: american }, "400 21408", "400 21408"],
  ["a recipient who said STOP", { to: SILENCED }, "400 21610", "failed 21610"],
  ["a recipient who said STOP, where the service is to tell at once", { to: SILENCED, messagingServiceSid: toSid("MG", frank) }, null, "400 21610"],

  // Who sends
  ["nobody who sends", { from: "" }, "400 21603", null],
  ["a From that is no sender", { from: "Café" }, "400 21212", null],
  ["a From that is no sender, beside a service", { from: "Café", messagingServiceSid: owls.messagingServiceSid }, null, "400 21212"],
  ["a From that could be anybody's name", { from: "INFO", to: GERMAN }, "400 21212", null],
  ["a From that is a name, on trial", { from: "Owls", to: GERMAN, by: trial }, "400 21267", null],
  ["a From that is nobody's", { from: NOBODY }, "400 21659", null],
  ["a From that is another account's", { from: others.from }, "400 21660", null],
  ["a From outside the pool", { from: outside.phoneNumber, messagingServiceSid: owls.messagingServiceSid }, null, "failed 21711"],
  ["a From that is nobody's, beside a service", { from: NOBODY, messagingServiceSid: owls.messagingServiceSid }, null, "failed 21711"],
  ["a From that is voice only", { from: voiceOnly.phoneNumber }, "400 21661", null],
  ["a From that does not reach the recipient", { from: BRITISH }, "400 21612", null],
  ["a From that does not reach the recipient, in the pool", { from: BRITISH, messagingServiceSid: IN_BRITAIN }, null, "failed 21612"],
  ["a From that is a short code of another country", { from: shortCode.address, to: GERMAN }, "400 21659", null],
  ["a From on another channel", { from: WHATSAPP }, "400 21910", null],
  ["a From on a channel where nobody has it", { from: "whatsapp:+14155550178", to: `whatsapp:${PHONE}` }, "400 63007", null],
  ["a From without MMS, with media", { from: textOnly.phoneNumber, mediaUrl: picture("heavy") }, "400 21621", null],
  ["a From without MMS, with media, in the pool", { from: textOnly.phoneNumber, messagingServiceSid: TEXT_ONLY, mediaUrl: picture("heavy") }, null, "failed 21621"],
  ["a From whose queue is full", { from: full.phoneNumber }, "400 21611", null],
  ["a service whose only queue is full", { messagingServiceSid: FULL }, null, "failed 30001"],
  ["a service that is no SID", { messagingServiceSid: "MG123" }, null, "400 21705"],
  ["a service that is not there", { messagingServiceSid: `MG${"0".repeat(32)}` }, null, "404 21701"],
  ["a service of another account", { messagingServiceSid: others.messagingServiceSid }, null, "404 21701"],
  ["a service without senders", { messagingServiceSid: EMPTY }, null, "400 21704"],
  ["a service without a sender for the recipient", { messagingServiceSid: IN_BRITAIN }, null, "failed 21703"],
  ["a service without a sender for the recipient, which is to tell at once", { messagingServiceSid: toSid("MG", strict) }, null, "400 21703"],
  ["a service without a sender on the channel", { to: `whatsapp:${PHONE}` }, "400 21910", "failed 21703"],
  ["a service without MMS, with media", { messagingServiceSid: TEXT_ONLY, mediaUrl: picture("heavy") }, null, "failed 21703"],
  ["a FallbackFrom beside From", { fallbackFrom: outside.phoneNumber, from: owls.from, messagingServiceSid: owls.messagingServiceSid }, null, "400 21664"],
  ["a FallbackFrom that is nobody's", { fallbackFrom: NOBODY }, "400 21664", "400 21665"],
  ["a FallbackFrom of another account", { fallbackFrom: others.from }, "400 21664", "400 21665"],
  ["a FallbackFrom on a channel", { fallbackFrom: WHATSAPP }, "400 21664", "400 21665"],
  ["a FallbackFrom for a pool without RCS", { fallbackFrom: outside.phoneNumber }, "400 21664", "400 21667"],

  // What is sent
  ["nothing to send", { body: "" }, "400 21602", "400 21602"],
  ["1,601 characters", { body: "a".repeat(1_601) }, "400 21617", "400 21617"],
  ["eleven files", { mediaUrl: picture("heavy", 11) }, "400 21623", "400 21623"],
  ["a file without an address", { mediaUrl: ["owl.png"] }, "400 21620", "400 21620"],
  ["a file on this machine", { mediaUrl: ["file:///etc/passwd"] }, "400 21620", "400 21620"],
  ["variables without a template", { contentVariables: "{}" }, "400 21654", "400 21654"],
  ["a template that is no SID", { contentSid: "HX123" }, "400 21655", "400 21655"],
  ["a template that is not there", { contentSid: `HX${"0".repeat(32)}` }, "400 21655", "400 21655"],
  ["variables that are no object", { contentSid: HX, contentVariables: "[1]" }, "400 21656", "400 21656"],
  ["a variable that is left open", { contentSid: HX }, "400 21656", "400 21656"],
  ["a file that is gone", { mediaUrl: picture("gone") }, "failed 11200", "failed 11200"],
  ["a file of a type that messages do not carry", { mediaUrl: picture("page") }, "failed 12300", "failed 12300"],
  ["a file that is too large", { mediaUrl: picture("large") }, "failed 11751", "failed 11751"],
  ["files that are too large together", { mediaUrl: picture("heavy", 2) }, "failed 30019", "failed 30019"],
  ["media for a country without MMS", { to: GERMAN, mediaUrl: picture("heavy") }, "400 21612", null],
  ["media for a country without MMS, and no converter", { to: GERMAN, messagingServiceSid: toSid("MG", unconverted), mediaUrl: picture("heavy") }, null, "failed 30011"],
  ["short links without a domain", { body: "See https://example.com/a", shortenUrls: true }, "400 20001", "failed 30106"],

  // How and when
  ["a StatusCallback that is no URL", { statusCallback: "example.com" }, "400 21609", "400 21609"],
  ["a StatusCallback whose host has an underscore", { statusCallback: "https://my_host.example.com/" }, "400 21609", "400 21609"],
  ["a ValidityPeriod of nothing", { validityPeriod: 0 }, "400 21624", "400 21624"],
  ["a ValidityPeriod over ten hours", { validityPeriod: 36_001 }, "400 21624", "400 21624"],
  ["a MaxPrice that is none", { maxPrice: Number.NaN }, "400 21627", "400 21627"],
  ["a time without SendAt", { scheduleType: "fixed" }, "400 35111", "400 35111"],
  ["a SendAt in four minutes", { scheduleType: "fixed", sendAt: inMinutes(4) }, "400 35118", "400 35114"],
  ["a SendAt in 36 days", { scheduleType: "fixed", sendAt: inMinutes(36 * 1_440) }, "400 35118", "400 35114"],
  ["a schedule without a service", fixed, "400 35118", null],
  ["a SendAt without ScheduleType", { sendAt: inMinutes(10) }, "400 35126", "400 35126"],
  ["a ScheduleType that is none", { ...fixed, scheduleType: "optimize" as "fixed" }, "400 35126", "400 35126"],
  ["the 500,001st scheduled message", { ...fixed, by: planner }, null, "400 35125"],
];

const ways = CASES.flatMap(([what, asked, alone, pooled]) =>
  [["alone", alone, asked] as const, ["through a service", pooled, asked] as const].flatMap(([way, answer, given]) =>
    answer === null ? [] : [[what, way, answer, given] as const],
  ),
);

test.each(ways)("%s, %s: %s", async (_what, way, answer, { by = owls, auth = by.account, ...asked }) => {
  const pooled = way === "through a service";
  const sender = pooled ? { messagingServiceSid: by.messagingServiceSid } : { from: by.from };
  const { messages } = sdkClient(baseUrl, auth);
  const hasContent = "mediaUrl" in asked || "contentSid" in asked || "contentVariables" in asked;
  const text = hasContent ? {} : { body: "Hoo" };
  const create = messages.create({ to: PHONE, ...text, ...sender, ...asked } as Parameters<typeof messages.create>[0]);
  const [status, code] = answer.split(" ");
  if (status !== "failed") {
    await expect(create).rejects.toMatchObject({ status: Number(status), code: Number(code) });
    return;
  }
  const accepted = await create;
  expect(accepted).toMatchObject({ status: pooled ? "accepted" : "queued", errorCode: null });
  await expect
    .poll(() => messages(accepted.sid).fetch(), { timeout: 10_000 })
    .toMatchObject({ status: "failed", errorCode: Number(code), dateSent: null, price: null });
});

/** Codes of the two sections that the table cannot show, and why. */
// biome-ignore format: a code is a line
const NOT_HERE: Readonly<Record<number, string>> = {
  20404: "another account's SID in the path: idor.db.test.ts",
  21210: "senders are owned, never borrowed, so none is unverified",
  21264: "as 21210",
  21401: "buying a number: 21421 says it, phone-numbers.db.test.ts",
  21406: "a fallback URL may stand alone on a number: our choice",
  21407: "every number for sale is what it says it is",
  21421: "buying a number: phone-numbers.db.test.ts",
  21422: "buying a number: phone-numbers.db.test.ts",
  21451: "buying a number: phone-numbers.db.test.ts",
  21452: "buying a number: phone-numbers.db.test.ts",
  21601: "an inbound message to no number: simulator.db.test.ts",
  21605: "of an endpoint that is gone",
  21606: "a sender that was given back before its message's time: due.ts fails it so; at once it is 21659 to 21661",
  21607: "of trial sandboxes that are gone",
  21608: "nobody verifies recipients: a trial account sends to all",
  21614: "no directory of landlines: the carrier tells, 30006",
  21616: "numbers are E.164, so none is ambiguous",
  21618: "carriers say 30007",
  21619: "said as 21602: our choice",
  21622: "every account may send MMS",
  21626: "no parameter of this product",
  21635: "as 21614",
  21652: "unused",
  21653: "unused",
  21657: "a sender that is none is 21212",
  21658: "a parameter that is too long has a code of its own",
  21662: "of other regions", 21663: "of other regions", 21668: "of other regions",
  21666: "FallbackFrom with neither: 21603 comes first",
  21702: "a service that is there can send",
  21900: "of India's registry", 21901: "of India's registry",
  21902: "no parameter of this product",
  30006: "the carrier's answer: simulator.db.test.ts",
  35115: "said as 35114", 35116: "said as 35114", 35117: "said as 35114",
};

test("every code that the behaviour lists for a new message is in the table, or has a reason not to be", () => {
  const text = readFileSync(path.resolve("docs/behaviour.md"), "utf8");
  const section = (number: string) => text.split(`### ${number} `)[1]?.split("\n###")[0] ?? "";
  const rows = (number: string) =>
    section(number)
      .split("\n")
      .filter((line) => line.startsWith("| "));
  const cells = [
    ...rows("1.4").flatMap((row) => row.split("|").slice(2, 4)),
    ...rows("3.3").map((row) => row.split("|")[1] ?? ""),
  ];
  const listed = new Set(cells.flatMap(codesIn));
  expect(listed.size).toBeGreaterThan(60);
  const shown = new Set(CASES.flatMap(([, , ...answers]) => answers.flatMap((answer) => codesIn(answer ?? ""))));
  expect([...listed].filter((code) => !shown.has(code) && !(code in NOT_HERE))).toEqual([]);
  expect(Object.keys(NOT_HERE).filter((code) => shown.has(Number(code)))).toEqual([]);
});

/** Codes in a cell of a table, ranges included: `35111-35126`. */
function codesIn(cell: string): number[] {
  return [...cell.matchAll(/\b(\d{5})(?:[-–](\d{5}))?\b/g)].flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index),
  );
}
