import { expect, test } from "vitest";
import {
  ADVANCED_OPT_OUT_OFF,
  type AdvancedOptOut,
  DEFAULT_KEYWORDS,
  type KeywordSet,
} from "@/lib/domain/advanced-opt-out";
import { type Arrival, answersTo, readKeyword } from "@/lib/domain/opt-out";

const ALONE: Arrival = { senderType: "local", inService: false, country: "US", advanced: null };
const IN_POOL: Arrival = { ...ALONE, inService: true };
const TOLL_FREE: Arrival = { ...ALONE, senderType: "toll-free" };
const SHORT_CODE: Arrival = { ...ALONE, senderType: "short-code" };

const words = (stop: string[], start: string[], help: string[], of: string): KeywordSet => ({
  STOP: { keywords: stop, reply: `out, ${of}` },
  START: { keywords: start, reply: `in, ${of}` },
  HELP: { keywords: help, reply: `help, ${of}` },
});
const OWN: AdvancedOptOut = {
  enabled: true,
  standard: words(["stop", "leave"], ["start", "unstop", "join"], ["help"], "standard"),
  languages: [{ language: "French", ...words(["arrêt", "leave"], ["reprise"], ["aide"], "French") }],
  countries: [
    { country: "CA", languages: [{ language: "French", ...words(["arrêt", "assez"], [], [], "Canada") }] },
    { country: "DE", languages: [{ language: "German", ...words(["stopp"], ["weiter"], ["hilfe"], "Germany") }] },
  ],
};
const ADVANCED: Arrival = { ...IN_POOL, advanced: OWN };

test.each([
  ...DEFAULT_KEYWORDS.STOP.keywords.map((word) => [word, "STOP"] as const),
  ...DEFAULT_KEYWORDS.START.keywords.map((word) => [word, "START"] as const),
  ...DEFAULT_KEYWORDS.HELP.keywords.map((word) => [word, "HELP"] as const),
])("by default %s means %s", (word, type) => {
  expect(readKeyword(word, ALONE)).toMatchObject({ type, word, list: "default", optOutType: null });
  expect(readKeyword(word.toUpperCase(), ALONE)?.type).toBe(type);
});

test.each([
  ["blanks around it do not count", "  Stop\n", "stop"],
  ["nor does its case", "sToP", "stop"],
  ["full-width letters of a Japanese keyboard are the same letters", "ＳＴＯＰ", "stop"],
  ["a second word does", "STOP ALL", undefined],
  ["politeness does", "STOP PLEASE", undefined],
  ["punctuation does", "stop.", undefined],
  ["letters of another alphabet that look alike do", "ЅТОР", undefined],
  ["a letter without a width inside does", "ST​OP", undefined],
  ["a word inside a long text does", `${"Please ".repeat(200)}stop`, undefined],
  ["a name of a property is no word", "constructor", undefined],
  ["nothing is no word", "", undefined],
])("%s", (_rule, text, word) => {
  expect(readKeyword(text, ALONE)?.word).toBe(word);
});

test.each<[string, string, Arrival, object | undefined]>([
  ["a number of its own keeps its own list", "stop", ALONE, { scopes: ["sender"] }],
  ["a number in a service stands for the service", "stop", IN_POOL, { scopes: ["service"] }],
  ["START opens what was closed before the number joined, too", "start", IN_POOL, { scopes: ["sender", "service"] }],
  ["a short code alone leaves it to the application", "stop", SHORT_CODE, undefined],
  ["one in a service stands for it", "stop", { ...SHORT_CODE, inService: true }, { scopes: ["service"] }],
  ["a channel leaves it to the application", "stop", { ...IN_POOL, senderType: "whatsapp" }, undefined],
  [
    "but not where the service has words of its own",
    "leave",
    { ...ADVANCED, senderType: "whatsapp" },
    { optOutType: "STOP" },
  ],
  ["the toll-free network keeps its list by number", "stop", { ...TOLL_FREE, inService: true }, { scopes: ["sender"] }],
  ["it knows one word to leave", "cancel", TOLL_FREE, undefined],
  ["it knows UNSTOP", "unstop", TOLL_FREE, { type: "START", list: "network" }],
  ["it does not know YES", "yes", TOLL_FREE, undefined],
  ["help there is ours", "info", TOLL_FREE, { type: "HELP", list: "default", networkReply: null }],
  ["a service's own words replace the usual ones", "cancel", ADVANCED, undefined],
  ["they hold for short codes", "leave", { ...ADVANCED, senderType: "short-code" }, { optOutType: "STOP" }],
  [
    "of two lists the recipient's country decides",
    "arrêt",
    { ...ADVANCED, country: "CA" },
    { list: "country", reply: "out, Canada" },
  ],
  ["elsewhere the language does", "ARRÊT", ADVANCED, { list: "language", language: "French", reply: "out, French" }],
  ["accents may be composed of two characters", "arre\u0302t", ADVANCED, { list: "language" }],
  ["a word of a language wins over the standard ones", "leave", ADVANCED, { list: "language" }],
  ["what a country does not know, the standard words do", "join", { ...ADVANCED, country: "DE" }, { list: "standard" }],
  ["another country's words mean nothing", "stopp", ADVANCED, undefined],
])("%s", (_rule, text, arrival, expected) => {
  const read = readKeyword(text, arrival);
  if (expected) expect(read).toMatchObject(expected);
  else expect(read).toBeUndefined();
});

const TOLL_FREE_ADVANCED: Arrival = { ...ADVANCED, senderType: "toll-free" };
test.each<[string, string, object]>([
  [
    "STOP closes the number and the service",
    "stop",
    { scopes: ["sender", "service"], optOutType: "STOP", reply: null },
  ],
  [
    "START opens both, and both answer",
    "start",
    { scopes: ["sender", "service"], optOutType: "START", reply: "in, standard" },
  ],
  ["a word of the service's own cannot undo the network's list", "join", { scopes: ["service"], networkReply: null }],
  ["nor fill it", "leave", { scopes: ["service"], networkReply: null, reply: "out, French" }],
])("on a toll-free number of a service with its own words %s", (_rule, text, expected) => {
  expect(readKeyword(text, TOLL_FREE_ADVANCED)).toMatchObject(expected);
});

const answers = (text: string, arrival: Arrival, before: boolean) => {
  const keyword = readKeyword(text, arrival);
  return keyword && answersTo(keyword, before);
};
const { STOP, START, HELP } = DEFAULT_KEYWORDS;
test.each<[string, string, Arrival, boolean, string[]]>([
  ["STOP is confirmed", "stop", ALONE, false, [STOP.reply]],
  ["a second STOP is not", "stop", ALONE, true, []],
  ["START is confirmed", "start", ALONE, true, [START.reply]],
  ["START of someone who never left is not", "yes", ALONE, false, []],
  ["HELP is given", "help", ALONE, false, [HELP.reply]],
  ["HELP is not given to someone who left", "help", ALONE, true, []],
  ["a service's own START is always confirmed", "join", ADVANCED, false, ["in, standard"]],
])("%s", (_rule, text, arrival, before, expected) => {
  expect(answers(text, arrival, before)).toEqual(expected);
});

test("the toll-free network answers in its own words, with the word that was sent", () => {
  expect(answers("STOP", TOLL_FREE, false)).toEqual([
    'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. Text back "unstop" to receive messages again.',
  ]);
  expect(answers("UNSTOP", TOLL_FREE_ADVANCED, true)).toEqual([
    'NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.',
    "in, standard",
  ]);
});

test("what is off is never asked: its default is the usual list", () => {
  expect(ADVANCED_OPT_OUT_OFF).toMatchObject({ enabled: false, standard: DEFAULT_KEYWORDS });
});
