import { travelsAsMms } from "@/lib/domain/media";
import type { Direction } from "@/lib/domain/message-status";
import type { NumberType } from "@/lib/domain/settings";

/** @source behaviour §10.6 */
export const PRICE_UNIT = "USD";

/** Prices are counted in hundred-thousandths of a dollar, so that sums are exact. */
const PER_DOLLAR = 100_000;

/** A segment of an outbound text, by the recipient's country. Round figures near public list prices. */
const OUTBOUND: Readonly<Record<string, number>> = {
  US: 750,
  CA: 750,
  GB: 4_000,
  DE: 8_000,
  FR: 7_000,
  NL: 8_500,
  ES: 7_000,
  IT: 8_000,
  SE: 5_500,
  IE: 8_000,
  AU: 4_500,
  BR: 4_000,
  MX: 4_500,
  IN: 6_500,
  JP: 7_500,
  SG: 4_500,
};
const OUTBOUND_ELSEWHERE = 7_500;
const OUTBOUND_MEDIA = 2_000;
const INBOUND = 750;
const INBOUND_MEDIA = 1_000;

/**
 * What a message costs, as the wire writes it: a negative number of dollars with five decimals, `-0.00750`. Text is paid by
 * the segment, MMS by the message.
 * @param country the other party's, ISO 3166-1 alpha-2
 * @source behaviour §10.6
 */
export function priceOf(message: {
  readonly direction: Direction;
  readonly to: string;
  readonly country: string | null;
  readonly segments: number;
  readonly numMedia: number;
}): string {
  const { direction, country, segments } = message;
  const isInbound = direction === "inbound";
  if (travelsAsMms(message)) return dollars(-(isInbound ? INBOUND_MEDIA : OUTBOUND_MEDIA));
  const each = isInbound ? INBOUND : (OUTBOUND[country ?? ""] ?? OUTBOUND_ELSEWHERE);
  return dollars(-each * segments);
}

/** What a segment to a country costs in dollars, `0.00750`. */
export const outboundPriceOf = (country: string): string => dollars(OUTBOUND[country] ?? OUTBOUND_ELSEWHERE);

/** What a segment that comes in costs in dollars. */
export const INBOUND_PRICE = dollars(INBOUND);

/** What a number costs a month in dollars with two decimals, `1.15`. */
export function monthlyPriceOf(country: string, type: NumberType): string {
  if (type === "toll-free") return "2.15";
  return country === "US" || country === "CA" ? "1.15" : type === "mobile" ? "6.00" : "1.50";
}

/** Five decimals, exact. */
function dollars(hundredThousandths: number): string {
  const amount = Math.abs(hundredThousandths);
  const decimals = String(amount % PER_DOLLAR).padStart(5, "0");
  return `${hundredThousandths < 0 ? "-" : ""}${Math.floor(amount / PER_DOLLAR)}.${decimals}`;
}
