import { areaCodeOf, overlaysOf } from "@/lib/domain/area-codes";
import { type AvailableNumber, isAreaCode } from "@/lib/domain/inventory";

/** Where in a number the digits that were typed must stand. */
export const DIGIT_MATCHES = ["starts", "contains", "ends"] as const;
export type DigitMatch = (typeof DIGIT_MATCHES)[number];

/**
 * Whether a number is what somebody who types into one box looks for: digits of the number, with or without its country
 * code, or the beginning of a place, region or postal code.
 */
export function matchesSearch(number: AvailableNumber, text: string, match: DigitMatch): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return true;
  if (/\p{L}/u.test(wanted)) {
    return [number.locality, number.region, number.postalCode].some((place) => place?.toLowerCase().startsWith(wanted));
  }
  const digits = wanted.replace(/\D/g, "");
  const whole = number.phoneNumber.slice(1);
  if (match === "contains") return whole.includes(digits);
  if (match === "ends") return whole.endsWith(digits);
  return whole.startsWith(digits) || nationalPart(number).startsWith(digits) || number.postalCode === wanted;
}

/** The area code that a search is for, if it is for one. */
export function searchedAreaCode(text: string, match: DigitMatch): string | undefined {
  const digits = text.replace(/\D/g, "");
  return match !== "ends" && isAreaCode(digits) ? digits : undefined;
}

/** Other area codes; `near` when they were chosen because they are close to the one that was asked for. */
export type OtherAreaCodes = { readonly near: boolean; readonly codes: readonly string[] };

/**
 * Area codes to offer in place of one that has nothing left: those laid over the same region first, then by distance.
 * Where none on sale shares its region, its place is not known, and they come in the order of `onSale`.
 * @param onSale one number of each area code that has some
 */
export function otherAreaCodes(areaCode: string, onSale: readonly AvailableNumber[], limit: number): OtherAreaCodes {
  const overlays = overlaysOf(areaCode);
  const codeOf = ({ phoneNumber }: AvailableNumber) => areaCodeOf(phoneNumber) ?? "";
  const others = onSale.filter((number) => codeOf(number) !== areaCode);
  const here = others.find((number) => overlays.includes(codeOf(number)));
  const ordered = here ? [...others].sort((a, b) => distance(here, a) - distance(here, b)) : others;
  return { near: here !== undefined, codes: ordered.slice(0, limit).map(codeOf) };
}

/** In degrees, with no regard to the curve: enough to order places. */
function distance(a: AvailableNumber, b: AvailableNumber): number {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return 360;
  return Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * Math.cos((a.latitude * Math.PI) / 180));
}

/** What is dialled within the country; only North America's is of one length, so elsewhere it is the whole. */
const nationalPart = ({ phoneNumber }: AvailableNumber) =>
  phoneNumber.startsWith("+1") ? phoneNumber.slice(2) : phoneNumber.slice(1);
