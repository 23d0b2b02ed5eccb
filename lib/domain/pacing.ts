import type { SenderSettings, SenderType } from "@/lib/domain/settings";

/**
 * When a message may leave: one slot per segment, `mps` slots a second, first come first served.
 * @param freeAt when this sender's next slot opens (ms since epoch)
 * @param now ms since epoch
 * @param mps segments per second, > 0
 * @returns `sendAt` for this message and the sender's new `freeAt` (ms since epoch)
 */
export function nextSlot(freeAt: number, now: number, mps: number, segments: number) {
  const sendAt = Math.max(freeAt, now);
  return { sendAt, freeAt: sendAt + (segments * 1000) / mps };
}

/**
 * Segments a second that a sender of this kind may send to a country. A US long code has its campaign's rate once it has
 * a campaign; without one it is the long code's single segment.
 * @param senderCountry and `toCountry` ISO 3166-1 alpha-2; null: of no country
 * @source behaviour §1.5; Messenger as WhatsApp, our choice
 */
export function segmentsPerSecond(type: SenderType, senderCountry: string | null, toCountry: string | null): number {
  const fixed = FIXED_RATES[type];
  if (fixed !== undefined) return fixed;
  const northAmerican = isNorthAmerican(senderCountry) && isNorthAmerican(toCountry);
  if (type === "toll-free") return northAmerican ? 3 : 10;
  return northAmerican || toCountry === "CA" ? 1 : 10;
}

/**
 * Segments a second of one sender towards a country: its own rate, else the simulator's, else what its kind may do.
 * @param simulatedMps rate of a simulated sender without one of its own; undefined: as if a carrier took its messages
 * @source contracts, SENDER_MPS
 */
export function rateOf(
  sender: Pick<SenderSettings, "type" | "country" | "carrierKind" | "segmentsPerSecond">,
  toCountry: string | null,
  simulatedMps?: number,
): number {
  if (sender.segmentsPerSecond !== null) return sender.segmentsPerSecond;
  if (sender.carrierKind === "simulated" && simulatedMps !== undefined) return simulatedMps;
  return segmentsPerSecond(sender.type, sender.country, toCountry);
}

/** Seconds that so many segments take at this rate; undefined when nothing leaves. */
export const secondsToSend = (segments: number, mps: number): number | undefined =>
  mps > 0 ? segments / mps : undefined;

/** @source behaviour §1.5: ten hours at the allotted rate */
export const QUEUE_SECONDS = 36_000;

/** Segments that may wait for one sender; more is 21611, or 30001 through a service. @source behaviour §1.5 */
export const queueCapacity = (mps: number): number => QUEUE_SECONDS * mps;

/** Segments that wait for a sender whose next slot opens at `freeAt` (ms since epoch), rounded up. */
export const queuedSegments = (freeAt: number, now: number, mps: number): number =>
  Math.ceil((Math.max(0, freeAt - now) * mps) / 1000);

const isNorthAmerican = (country: string | null) => country === "US" || country === "CA";

/** Of those whose rate does not depend on the way. */
const FIXED_RATES: Readonly<Partial<Record<SenderType, number>>> = {
  "short-code": 100,
  alphanumeric: 10,
  rcs: 100,
  whatsapp: 80,
  messenger: 80,
};
