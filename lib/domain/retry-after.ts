/** So often a message is handed over at the carrier's own pace; then the pauses grow. */
const PATIENT_ATTEMPTS = 10;
/** The longest pause that is not the carrier's own. */
const PAUSE_MS_MAX = 60_000;
const PAUSE_MS_MIN = 100;

/**
 * How long a message waits before it is handed over again: as long as asked, ten times; then twice as long each time, up to a
 * minute. A carrier that is away for hours, or never answers, is asked hundreds of times and not tens of thousands.
 * @param askedMs  by the carrier, or what is usual where it said nothing
 * @param attempt  how often the message was handed over, from 1
 */
export function retryAfterMs(askedMs: number, attempt: number): number {
  const doublings = Math.min(Math.max(0, attempt - PATIENT_ATTEMPTS), 20);
  const grown = Math.max(askedMs, PAUSE_MS_MIN) * 2 ** doublings;
  return Math.max(askedMs, Math.min(grown, PAUSE_MS_MAX));
}
