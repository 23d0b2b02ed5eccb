import { findCountry } from "@/lib/domain/countries";
import type { Registration } from "@/lib/domain/settings";

/** A name that messages come from, as a service has it. @source behaviour §2.7 */
export type AlphaSender = {
  readonly id: string;
  readonly accountId: string;
  readonly serviceId: string;
  readonly name: string;
  /** Made for destinations: it comes before the service's own. */
  readonly forDestination: boolean;
  /** ISO 3166-1 alpha-2 of the only country it is used for; null: every one that takes names. */
  readonly country: string | null;
  /** Where a country wants names registered before they are used. */
  readonly registration: Registration;
  readonly pausedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** @source behaviour §2.7 (OpenAPI): 1–11 letters, digits, spaces, - + _ &; not digits only, nor blanks at its ends */
const NAME = /^(?! )(?=.*[A-Za-z])[A-Za-z0-9 \-+_&]{1,11}(?<! )$/;

/** Names that could be anybody's; carriers refuse them. @source behaviour §2.7 (30042), §3.3 (21212) */
const GENERIC: ReadonlySet<string> = new Set(
  "alert alerts auth code inform info message msg mms notice notify otp sms text verify".split(" "),
);

/** Whether a text is a name that can send. */
export const isAlphaSender = (text: string): boolean => NAME.test(text) && !GENERIC.has(text.toLowerCase());

/** What a country's networks do with names: refuse them, want them registered first, or show them as they come. */
export type AlphaSupport = "none" | "preregister" | "dynamic";

/** A recipient of no country is shown no name. @param country ISO 3166-1 alpha-2 @source behaviour §2.7 (country table) */
export function alphaSupport(country: string | null): AlphaSupport {
  const callingCode = country === null ? undefined : findCountry(country)?.callingCode;
  if (country === null || callingCode === undefined) return "none";
  if (callingCode === "1") return NONE_IN_NANP.has(country) ? "none" : "dynamic";
  return NONE.has(callingCode) ? "none" : PREREGISTER.has(callingCode) ? "preregister" : "dynamic";
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const NONE_IN_NANP = words("US CA PR GU DO KY");
const NONE = words(
  "27 32 36 51 52 53 54 55 56 57 58 60 64 82 86 93 98 502 503 504 505 506 507 593 594 595 598 674 852 886",
);
const PREREGISTER = words(
  "7 20 62 63 66 84 90 91 92 94 95 212 213 216 224 225 229 231 233 234 237 242 243 245 249 250 251 254 255 256 258 260 268 374 375 880 962 963 964 965 966 968 971 972 974 977 994 996",
);
