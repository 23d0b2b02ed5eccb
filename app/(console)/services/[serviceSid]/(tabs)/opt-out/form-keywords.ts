import { type KeywordSet, type LanguageSet, OPT_OUT_TYPES, type OptOutType } from "@/lib/domain/advanced-opt-out";

/** Everything of a service's own keywords but whether they are on. */
type Sets = {
  readonly standard: KeywordSet;
  readonly languages: readonly LanguageSet[];
  readonly countries: readonly { readonly country: string; readonly languages: readonly LanguageSet[] }[];
};

/** Keywords as one line of a form. */
export const spell = (keywords: readonly string[]): string => keywords.join(", ");

/** A line of a form as keywords; blanks and commas too many do no harm. */
const wordsOf = (line: string): string[] => line.split(/[,;\n]/).flatMap((word) => word.trim() || []);

/** `standard.STOP.keywords`, `languages.French.HELP.reply`, `countries.CA.French.STOP.keywords`. */
const NAME = /^(standard|languages\.([\w ]+)|countries\.([A-Z]{2})\.([\w ]+))\.(STOP|START|HELP)\.(keywords|reply)$/;

/** The sets a form holds: each of its fields is named after its place in the settings. Other fields are left out. */
export function setsOf(fields: Readonly<Record<string, unknown>>): Sets {
  const languages = new Set<string>();
  const countries = new Map<string, Set<string>>();
  for (const name of Object.keys(fields)) {
    const [, , language, country, countryLanguage] = NAME.exec(name) ?? [];
    if (language) languages.add(language);
    if (country && countryLanguage) countries.set(country, (countries.get(country) ?? new Set()).add(countryLanguage));
  }
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : "");
  const read = (at: string, type: OptOutType) => ({
    keywords: wordsOf(text(`${at}.${type}.keywords`)),
    reply: text(`${at}.${type}.reply`),
  });
  const setAt = (at: string): KeywordSet => ({
    STOP: read(at, OPT_OUT_TYPES[0]),
    START: read(at, OPT_OUT_TYPES[1]),
    HELP: read(at, OPT_OUT_TYPES[2]),
  });
  return {
    standard: setAt("standard"),
    languages: [...languages].map((language) => ({ language, ...setAt(`languages.${language}`) })),
    countries: [...countries].map(([country, its]) => ({
      country,
      languages: [...its].map((language) => ({ language, ...setAt(`countries.${country}.${language}`) })),
    })),
  };
}
