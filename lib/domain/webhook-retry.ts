import { parseConnectionOverrides, type RetryCause } from "@/lib/domain/connection-overrides";

/** A webhook that was tried. */
export type Tried = {
  /** As it was configured, with the overrides in its fragment. */
  readonly url: string;
  /** Tries before this one; of a replay, since it was asked for. */
  readonly triesBefore: number;
  /** It is kept at for {@link DURABLE_HOURS} hours, whatever its URL says. */
  readonly durable: boolean;
};

/** How the try went. */
export type TriedAnswer = {
  /** HTTP status; null when there was none. */
  readonly status: number | null;
  /** Null when it was a success. */
  readonly failure: { readonly code: number; readonly cause: RetryCause | undefined } | null;
};

/**
 * How long to wait for the next try, ms; null when this answer ends it.
 *
 * As the wire has it: as often and for what the URL's overrides say, by default once and only without a connection; a
 * second, then twice as long each time, give or take a fifth. Durable: after every failure but `410 Gone`, by which an
 * endpoint says that it wants no more, and a URL that cannot be called at all; five seconds, then three times as long
 * each time up to six hours, and up to a fifth more, twelve times.
 * @param chance from 0 to below 1: pauses vary, so that a host that comes back is not met by all at once
 * @source behaviour §4.4; RFC 9110 §15.5.11 (410); durable: our choice
 */
export function retryPause({ url, triesBefore, durable }: Tried, answer: TriedAnswer, chance: number): number | null {
  const { failure, status } = answer;
  if (!failure) return null;
  if (durable) {
    if (status === GONE || UNCALLABLE.has(failure.code) || triesBefore >= DURABLE_RETRIES) return null;
    return Math.round(Math.min(DURABLE_MS * 3 ** triesBefore, DURABLE_MS_MAX) * (1 + 0.2 * chance));
  }
  const read = parseConnectionOverrides(url);
  if (!failure.cause || !read.ok) return null;
  if (triesBefore >= read.overrides.retries || !read.overrides.retryOn.has(failure.cause)) return null;
  return Math.round(RETRY_MS * 2 ** triesBefore * (0.8 + 0.4 * chance));
}

/** At least; with the longest pauses it is a fifth more. */
export const DURABLE_HOURS = 28;

const RETRY_MS = 1_000;
const DURABLE_MS = 5_000;
const DURABLE_MS_MAX = 6 * 3_600_000;
const DURABLE_RETRIES = 12;

const GONE = 410;
/** No URL, or overrides that are out of their bounds. @source behaviour §3.6 */
const UNCALLABLE: ReadonlySet<number> = new Set([11100, 11243]);
