import { expect, test } from "vitest";
import {
  ADVANCED_OPT_OUT_OFF,
  type AdvancedOptOut,
  type KeywordSet,
  LANGUAGES,
  problemsOf,
} from "@/lib/domain/advanced-opt-out";

const EMPTY: KeywordSet = {
  STOP: { keywords: [], reply: "" },
  START: { keywords: [], reply: "" },
  HELP: { keywords: [], reply: "" },
};
const { standard } = ADVANCED_OPT_OUT_OFF;
const french = { language: "French", ...EMPTY, STOP: { keywords: ["arrêt"], reply: "Au revoir" } };
const withStop = (keywords: string[], reply = "Bye"): KeywordSet => ({ ...standard, STOP: { keywords, reply } });

test("41 languages are known", () => {
  expect(new Set(LANGUAGES).size).toBe(41);
});

test.each<[string, Partial<AdvancedOptOut>]>([
  ["the defaults", {}],
  ["a language with some of its groups empty", { languages: [french] }],
  [
    "one word in two countries",
    {
      countries: [
        { country: "FR", languages: [french] },
        { country: "CA", languages: [french] },
      ],
    },
  ],
  [
    "one word in a language and a country",
    { languages: [french], countries: [{ country: "FR", languages: [french] }] },
  ],
])("%s can be saved", (_rule, given) => {
  expect(problemsOf({ ...ADVANCED_OPT_OUT_OFF, ...given })).toEqual([]);
});

test.each<[string, Partial<AdvancedOptOut>, string, string]>([
  [
    "the reserved word is gone",
    { standard: withStop(["cancel"]) },
    "standard.STOP.keywords",
    "Keep STOP: it always works.",
  ],
  [
    "a reserved word means something else",
    { standard: withStop(["stop", "unstop"]) },
    "standard.START.keywords",
    "“unstop” is used twice.",
  ],
  [
    "a language gives it another meaning",
    { languages: [{ ...french, START: { keywords: ["stop"], reply: "Oui" } }] },
    "languages.French.START.keywords",
    "“stop” always means STOP.",
  ],
  [
    "words without an answer",
    { standard: withStop(["stop"], "") },
    "standard.STOP.reply",
    "Write what is answered to these keywords.",
  ],
  [
    "an answer is too long",
    { standard: withStop(["stop"], "x".repeat(321)) },
    "standard.STOP.reply",
    "Use at most 320 characters.",
  ],
  [
    "a keyword is too long",
    { standard: withStop(["stop", "x".repeat(41)]) },
    "standard.STOP.keywords",
    "A keyword has 1 to 40 characters.",
  ],
  [
    "there are too many",
    { standard: withStop(["stop", ...Array.from({ length: 30 }, (_, n) => `w${n}`)]) },
    "standard.STOP.keywords",
    "Use at most 30 keywords.",
  ],
  [
    "a language is unknown",
    { languages: [{ ...french, language: "Owlish" }] },
    "languages",
    "“Owlish” is not one of the languages.",
  ],
  [
    "a language stands twice",
    { languages: [french, { ...french, STOP: { keywords: ["assez"], reply: "x" } }] },
    "languages",
    "French is there twice.",
  ],
  [
    "a country has no language",
    { countries: [{ country: "FR", languages: [] }] },
    "countries.FR",
    "Give the country at least one language.",
  ],
  ["a country is none", { countries: [{ country: "ZZ", languages: [french] }] }, "countries", "“ZZ” is no country."],
  [
    "a country stands twice",
    {
      countries: [
        { country: "FR", languages: [french] },
        { country: "FR", languages: [french] },
      ],
    },
    "countries",
    "FR is there twice.",
  ],
  [
    "a word stands in two languages of a country",
    { countries: [{ country: "CA", languages: [french, { ...french, language: "English" }] }] },
    "countries.CA.English.STOP.keywords",
    "“arrêt” is used twice.",
  ],
])("where %s nothing is saved", (_rule, given, at, message) => {
  expect(problemsOf({ ...ADVANCED_OPT_OUT_OFF, ...given })).toContainEqual({ at, message });
});
