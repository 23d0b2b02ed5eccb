import {
  type NumberType as LibraryType,
  type ParseError,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";
import { findCountry } from "@/lib/domain/countries";
import { findInInventory } from "@/lib/domain/inventory";
import type { NumberType } from "@/lib/domain/settings";

/** Why a text is no valid number. @source OpenAPI (lookups_v2, validation_errors) */
export type LookupFault =
  | "TOO_SHORT"
  | "TOO_LONG"
  | "INVALID_BUT_POSSIBLE"
  | "INVALID_COUNTRY_CODE"
  | "INVALID_LENGTH"
  | "NOT_A_NUMBER";

/** What numbering plans alone tell of a number. */
export type LookedUp = {
  /** E.164 where it can be told, else what was asked. */
  readonly phoneNumber: string;
  readonly callingCode: string | null;
  readonly country: string | null;
  readonly nationalFormat: string | null;
  readonly faults: readonly LookupFault[];
  /** `mobile`, `landline`, `tollFree` …; null where the plan does not tell it. */
  readonly lineType: string | null;
};

/** Longer than any number with its punctuation. */
const LENGTH_MAX = 40;

/** @source libphonenumber's types, in the words of the wire */
const LINE_TYPES: Readonly<Partial<Record<Exclude<LibraryType, undefined>, string>>> = {
  MOBILE: "mobile",
  FIXED_LINE: "landline",
  TOLL_FREE: "tollFree",
  PREMIUM_RATE: "premium",
  SHARED_COST: "sharedCost",
  VOIP: "fixedVoip",
  PERSONAL_NUMBER: "personal",
  PAGER: "pager",
  UAN: "uan",
  VOICEMAIL: "voicemail",
};

/** Numbers of the simulated carrier are no lines: nothing rings at the other end. */
const OURS: Readonly<Record<NumberType, string>> = {
  local: "nonFixedVoip",
  mobile: "mobile",
  "toll-free": "tollFree",
};

const FAULTS: Readonly<Record<string, LookupFault>> = {
  NOT_A_NUMBER: "NOT_A_NUMBER",
  INVALID_COUNTRY: "INVALID_COUNTRY_CODE",
  TOO_SHORT: "TOO_SHORT",
  TOO_LONG: "TOO_LONG",
  INVALID_LENGTH: "INVALID_LENGTH",
};

/**
 * Reads a number as its country's numbering plan has it. A number that the simulated carrier sells is valid, though the
 * plans have set it aside for fiction.
 * @param country where a number without a plus is from, ISO 3166-1 alpha-2
 * @source libphonenumber's metadata
 */
export function lookUp(text: string, country = "US"): LookedUp {
  const from = findCountry(country.toUpperCase());
  if (!from) return invalid(text, "INVALID_COUNTRY_CODE");
  if (text.length > LENGTH_MAX) return invalid(text.slice(0, LENGTH_MAX), "TOO_LONG");
  const parsed = parse(text, from.code);
  if (typeof parsed === "string") return invalid(text, parsed);
  const ours = findInInventory(parsed.number);
  if (!ours && !parsed.isValid()) {
    const length = validatePhoneNumberLength(parsed.number);
    return invalid(parsed.number, (length && FAULTS[length]) ?? "INVALID_BUT_POSSIBLE");
  }
  const type = parsed.getType();
  return {
    phoneNumber: parsed.number,
    callingCode: parsed.countryCallingCode,
    country: ours?.country ?? parsed.country ?? null,
    nationalFormat: parsed.formatNational(),
    faults: [],
    lineType: ours ? OURS[ours.type] : ((type && LINE_TYPES[type]) ?? null),
  };
}

type Parsed = ReturnType<typeof parsePhoneNumberWithError>;

function parse(text: string, country: string): Parsed | LookupFault {
  try {
    return parsePhoneNumberWithError(text, {
      defaultCountry: country as Parsed["country"] & string,
      extract: false,
    });
  } catch (error) {
    return FAULTS[(error as ParseError).message] ?? "NOT_A_NUMBER";
  }
}

const invalid = (phoneNumber: string, fault: LookupFault): LookedUp => ({
  phoneNumber,
  callingCode: null,
  country: null,
  nationalFormat: null,
  faults: [fault],
  lineType: null,
});
