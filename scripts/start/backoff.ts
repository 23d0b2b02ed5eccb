const FIRST_MS = 200;
const LONGEST_MS = 5_000;
/** Whoever ran this long was well; its next end counts as a first one. */
export const WELL_AFTER_MS = 10_000;

/**
 * How long to wait before a part that ended is started again.
 * @param failures  ends in a row, this one included, ≥ 1
 * @returns milliseconds, doubling from 200 to 5,000
 */
export const restartDelayMs = (failures: number): number => Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
