/** The burst that is let through at once: as many requests as fit in this time. */
const BURST_MS = 1_000;

/**
 * How often something may happen, told by one number: when the next one would be due if they came evenly. Up to a second's
 * worth may come at once.
 * @param dueAt  of the one before; 0 for the first
 * @param perSecond > 0
 * @returns the new `dueAt`, or how long to wait (ms): then it is not counted
 * @source ITU-T I.371 §A (generic cell rate algorithm, virtual scheduling)
 */
export function nextRequest(dueAt: number, now: number, perSecond: number): { dueAt: number } | { waitMs: number } {
  const everyMs = 1_000 / perSecond;
  const from = Math.max(dueAt, now);
  const waitMs = from + everyMs - now - Math.max(BURST_MS, everyMs);
  return waitMs > 0 ? { waitMs } : { dueAt: from + everyMs };
}
