import { findCountry } from "@/lib/domain/countries";
import { countryOf, parseTo } from "@/lib/domain/phone-number";
import { ENDINGS } from "@/lib/domain/simulated-carrier";

/** The recipient of the documentation's own example; 555 333 is assigned to nobody. */
const ELSEWHERE = "+15553332222";

/** Of 555 0100 to 555 0199, which are set aside for fiction; Toronto's. @source NANPA, 555 line number guidelines */
const CANADA = "+14165550142";

/** Ends in no special outcome of the simulated carrier. */
const DIGITS = "555014277123456";

/**
 * A number in that country to try a send with. The simulated carrier plays its phone; it is made up, so with a real
 * carrier it must not be offered.
 * @param country ISO 3166-1 alpha-2
 */
export function simulatedHandset(country: string): string {
  if (country === "US") return ELSEWHERE;
  if (country === "CA") return CANADA;
  const found = findCountry(country);
  if (!found) return ELSEWHERE;
  const length = found.groups.reduce((sum, digits) => sum + digits, 0);
  const number = parseTo(`+${found.callingCode}${DIGITS.slice(0, length)}`);
  // Smaller countries share the calling code of a larger one and have prefixes of their own.
  return number && number.country === country ? number.e164 : ELSEWHERE;
}

/** The same phone with another ending, which the simulated carrier answers in its own way. */
export const withEnding = (e164: string, lastFour: string): string => e164.slice(0, -lastFour.length) + lastFour;

/** What the simulated carrier does with this recipient; undefined: it delivers. */
export const endingOf = (e164: string) => ENDINGS.find(({ lastFour }) => e164.endsWith(lastFour));

/** The country whose phone is tried first: the first destination that has one of its own. */
export const firstHandset = (destinations: readonly string[]): string => {
  const own = destinations.find((country) => countryOf(simulatedHandset(country)) === country);
  return simulatedHandset(own ?? "US");
};
