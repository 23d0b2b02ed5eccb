import { areaCodeOf, nanpCountry } from "@/lib/domain/area-codes";
import { countryOfCallingCode, findCountry } from "@/lib/domain/countries";

export type PhoneNumber = {
  /** A plus and 4 to 15 digits. */
  readonly e164: string;
  /** ISO 3166-1 alpha-2; null for a calling code that belongs to no country (satellites, international freephone). */
  readonly country: string | null;
  /** Without the plus. */
  readonly callingCode: string;
};

/** @source ITU-T E.164 §6.2.1: 15 digits, and the plus */
const E164_LENGTH_MAX = 16;

/** Longer than any number with its punctuation; what is longer is not looked at. */
const INPUT_LENGTH_MAX = 40;

/**
 * Reads a recipient or sender: E.164, or a North American number in its usual writing (10 digits, or 11 from 1).
 * Judged by possible length, not by what is assigned: `+15553332222` is a number.
 * @returns undefined when it cannot be a number (21211, 21212)
 * @source contracts, API; behaviour §10.4
 */
export function parseTo(input: string): PhoneNumber | undefined {
  if (input.length > INPUT_LENGTH_MAX) return undefined;
  const text = input.trim().replace(/[\s().\-/]/g, "");
  if (!/^\+?\d+$/.test(text)) return undefined;
  const e164 = withPlus(text);
  if (e164 === undefined || e164.length > E164_LENGTH_MAX) return undefined;
  const callingCode = callingCodeOf(e164);
  if (callingCode === undefined || !lengthsOf(callingCode).has(e164.length - 1 - callingCode.length)) return undefined;
  return { e164, country: countryOf(e164), callingCode };
}

/**
 * The country of an E.164 number, null when no country can be told. An unassigned +1 area code counts as the United
 * States. A few map lookups, so that the way of every message can afford it.
 */
export function countryOf(e164: string): string | null {
  const areaCode = areaCodeOf(e164);
  if (areaCode !== undefined) return nanpCountry(areaCode);
  const callingCode = callingCodeOf(e164);
  if (callingCode === undefined) return null;
  if (SHARED.has(callingCode)) {
    for (let end = LONGEST_PREFIX + 1; end > callingCode.length + 1; end--) {
      const country = WITHIN_SHARED.get(e164.slice(1, end));
      if (country !== undefined) return country;
    }
  }
  return countryOfCallingCode(callingCode)?.code ?? null;
}

/** For people: `+1 415 555 0134`. Anything that is not E.164 (a short code, a sender ID) is returned as it is. */
export function formatNumber(e164: string): string {
  const callingCode = callingCodeOf(e164);
  if (callingCode === undefined) return e164;
  const national = e164.slice(1 + callingCode.length);
  const groups = findCountry(countryOf(e164) ?? "")?.groups ?? [];
  const fits = groups.reduce((sum, length) => sum + length, 0) === national.length;
  return [`+${callingCode}`, ...(fits ? cut(national, groups) : cutEvenly(national))].join(" ");
}

/** For texts that must not tell the number: `+1415555XXXX`. @source behaviour §3.1 (21408) */
export const maskLastFour = (e164: string): string => `${e164.slice(0, -4)}XXXX`;

/** Three to six digits without a plus. */
export const isShortCode = (text: string): boolean => /^\d{3,6}$/.test(text);

/** Calling codes of services, with their possible lengths; they belong to no country. @source libphonenumber's metadata */
const NON_GEOGRAPHIC: ReadonlyMap<string, ReadonlySet<number>> = new Map([
  ["800", new Set([8])],
  ["808", new Set([8])],
  ["870", new Set([9, 12])],
  ["878", new Set([12])],
  ["881", new Set([9, 10])],
  ["882", new Set([7, 8, 9, 10, 11, 12])],
  ["883", new Set([8, 9, 10, 11, 12])],
  ["888", new Set([11])],
  ["979", new Set([9])],
]);

/**
 * Prefixes, calling code included, that belong to the smaller country of a shared calling code.
 * @source libphonenumber's metadata
 */
const WITHIN_SHARED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    KZ: "77 733622",
    VA: "3906698",
    GG: "441481 447781 447839 4479111 4479117",
    JE: "441534 447509 4477003 4477007 4477008 447797 447829 447937",
    IM: "441624 4474576 447524 447624",
    SJ: "4779",
    CC: "6189162",
    CX: "6189164",
    EH: "2125288 2125289",
    YT: "262269 262639 2627093 2629398 2629478 2629769",
    TA: "2908",
    AX: "35818",
    BQ: "5993 5994 5997",
  }).flatMap(([country, prefixes]) => prefixes.split(" ").map((prefix) => [prefix, country] as const)),
);

const SHARED: ReadonlySet<string> = new Set(["7", "39", "44", "47", "61", "212", "262", "290", "358", "599"]);
const LONGEST_PREFIX = Math.max(...[...WITHIN_SHARED.keys()].map((prefix) => prefix.length));

/** No calling code is the beginning of another, so the first that fits is the one. @source ITU-T E.164 §6.2.1 */
function callingCodeOf(e164: string): string | undefined {
  if (!e164.startsWith("+")) return undefined;
  for (let end = 2; end <= 4; end++) {
    const code = e164.slice(1, end);
    if (countryOfCallingCode(code) || NON_GEOGRAPHIC.has(code)) return code;
  }
  return undefined;
}

const lengthsOf = (callingCode: string): ReadonlySet<number> =>
  countryOfCallingCode(callingCode)?.lengths ?? NON_GEOGRAPHIC.get(callingCode) ?? new Set();

function withPlus(text: string): string | undefined {
  if (text.startsWith("+")) return text;
  if (text.length === 10) return `+1${text}`;
  return text.length === 11 && text.startsWith("1") ? `+${text}` : undefined;
}

function cut(digits: string, groups: readonly number[]): string[] {
  const ends = groups.map((_, index) => groups.slice(0, index + 1).reduce((sum, length) => sum + length, 0));
  return groups.map((length, index) => digits.slice((ends[index] ?? 0) - length, ends[index]));
}

/** Groups of three; a single digit left over joins the last group. */
const cutEvenly = (digits: string): string[] => digits.match(/\d{3}(?=\d{2})|\d{2,4}$|\d+$/g) ?? [digits];
