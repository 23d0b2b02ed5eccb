import { findCountry } from "@/lib/domain/countries";

/** What a text can ask for; as the webhook's `OptOutType` writes it. @source behaviour §4.2 */
export const OPT_OUT_TYPES = ["STOP", "START", "HELP"] as const;
export type OptOutType = (typeof OPT_OUT_TYPES)[number];

/** Words that mean one thing, as {@link normalise} writes them, and what is answered to them. */
export type Keywords = { readonly keywords: readonly string[]; readonly reply: string };
export type KeywordSet = Readonly<Record<OptOutType, Keywords>>;
export type LanguageSet = KeywordSet & { readonly language: string };

/**
 * A service's own keywords and answers. What is edited while it is off is kept and does nothing.
 * @source behaviour §5.3
 */
export type AdvancedOptOut = {
  readonly enabled: boolean;
  readonly standard: KeywordSet;
  readonly languages: readonly LanguageSet[];
  /** For recipients of one country, in one language or more. */
  readonly countries: readonly { readonly country: string; readonly languages: readonly LanguageSet[] }[];
};

/** @source behaviour §5.1 (words, and the texts for long codes) */
export const DEFAULT_KEYWORDS: KeywordSet = {
  STOP: {
    keywords: ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"],
    reply:
      "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  },
  START: {
    keywords: ["start", "yes", "unstop"],
    reply:
      "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
  },
  HELP: { keywords: ["help", "info"], reply: "Reply STOP to unsubscribe. Msg&Data Rates May Apply." },
};

export const ADVANCED_OPT_OUT_OFF: AdvancedOptOut = {
  enabled: false,
  standard: DEFAULT_KEYWORDS,
  languages: [],
  countries: [],
};

/** Words that always mean this and can be neither removed nor given another meaning. @source behaviour §5.3 */
const RESERVED: Readonly<Record<OptOutType, readonly string[]>> = {
  STOP: ["stop"],
  START: ["start", "unstop"],
  HELP: ["help"],
};

/** @source behaviour §5.3 */
export const LANGUAGES = (
  "Afrikaans, Arabic, Bengali, Chinese, Croatian, Czech, Danish, Dutch, English, Estonian, Finnish, French, German, Greek, " +
  "Hebrew, Hindi, Hungarian, Italian, Japanese, Korean, Latvian, Lithuanian, Malay, Malaysian, Norwegian, Polish, " +
  "Portuguese, Russian, Slovak, Slovene, Spanish, Southern Ndebele, Southern Sotho, Swati, Swedish, Tamil, Tswana, Tsonga, " +
  "Venda, Xhosa, Zulu"
).split(", ");

const KEYWORDS_MAX = 30;
const KEYWORD_LENGTH_MAX = 40;
/** @source behaviour §7.1 (a campaign's opt-in, opt-out and help messages) */
export const REPLY_LENGTH_MAX = 320;
/** Every country has a place; what is read for each text that comes in stays small. */
const COUNTRIES_MAX = 50;

/**
 * A text or keyword as it is compared: without blanks around it, whatever its case, and in one spelling of accents and of
 * full-width letters, which phones set to Japanese send.
 * @source behaviour §5.1; Unicode UAX #15 (NFKC)
 */
export const normalise = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** A place in the settings, and what is wrong there. */
export type SettingsProblem = { readonly at: string; readonly message: string };

/**
 * What keeps settings from being saved; empty when nothing does. Keywords must be normalised.
 * @returns `at`: `standard.STOP.keywords`, `languages.French.HELP.reply`, `countries.FR.French.STOP.keywords` …
 * @source behaviour §5.3
 */
export function problemsOf({ standard, languages, countries }: AdvancedOptOut): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const add = (at: string, message: string) => void problems.push({ at, message });

  for (const type of OPT_OUT_TYPES) {
    const missing = RESERVED[type].filter((word) => !standard[type].keywords.includes(word));
    if (missing.length > 0) add(`standard.${type}.keywords`, `Keep ${spelled(missing)}: it always works.`);
  }
  checkSets([{ at: "standard", set: standard }], add);
  checkSets(
    languages.map((set) => ({ at: `languages.${set.language}`, set })),
    add,
  );
  checkLanguages("languages", languages, add);

  if (countries.length > COUNTRIES_MAX) add("countries", `Use at most ${COUNTRIES_MAX} countries.`);
  for (const twice of repeated(countries.map(({ country }) => country))) add("countries", `${twice} is there twice.`);
  for (const { country, languages: own } of countries) {
    const at = `countries.${country}`;
    if (!findCountry(country)) add("countries", `“${country}” is no country.`);
    if (own.length === 0) add(at, "Give the country at least one language.");
    checkLanguages(at, own, add);
    checkSets(
      own.map((set) => ({ at: `${at}.${set.language}`, set })),
      add,
    );
  }
  return problems;
}

type Add = (at: string, message: string) => void;

/** Sets that are read together: a word may stand in one of them only, once. */
function checkSets(sets: readonly { readonly at: string; readonly set: KeywordSet }[], add: Add): void {
  const seen = new Set<string>();
  for (const { at, set } of sets) {
    for (const type of OPT_OUT_TYPES) {
      const { keywords, reply } = set[type];
      const place = `${at}.${type}`;
      if (keywords.length > KEYWORDS_MAX) add(`${place}.keywords`, `Use at most ${KEYWORDS_MAX} keywords.`);
      if (keywords.length > 0 && reply === "") add(`${place}.reply`, "Write what is answered to these keywords.");
      if (reply.length > REPLY_LENGTH_MAX) add(`${place}.reply`, `Use at most ${REPLY_LENGTH_MAX} characters.`);
      for (const word of keywords) {
        if (word === "" || word.length > KEYWORD_LENGTH_MAX) {
          add(`${place}.keywords`, `A keyword has 1 to ${KEYWORD_LENGTH_MAX} characters.`);
        }
        if (seen.has(word)) add(`${place}.keywords`, `“${word}” is used twice.`);
        seen.add(word);
        const owner = OPT_OUT_TYPES.find((other) => RESERVED[other].includes(word));
        if (owner && owner !== type) add(`${place}.keywords`, `“${word}” always means ${owner}.`);
      }
    }
  }
}

function checkLanguages(at: string, sets: readonly LanguageSet[], add: Add): void {
  for (const twice of repeated(sets.map(({ language }) => language))) add(at, `${twice} is there twice.`);
  for (const { language } of sets) {
    if (!LANGUAGES.includes(language)) add(at, `“${language}” is not one of the languages.`);
  }
}

const repeated = (values: readonly string[]) => new Set(values.filter((value, place) => values.indexOf(value) < place));

const spelled = (words: readonly string[]) => words.map((word) => word.toUpperCase()).join(" and ");
