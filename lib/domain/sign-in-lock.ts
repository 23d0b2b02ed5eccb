/** Tries to sign in that have not led to a session, as counted for one key (an address, or an address with an e-mail). */
export type Tries = { readonly count: number /** ms since epoch */; readonly lastAt: number };

const FIRST_WAIT_MS = 40_000;
const WAIT_MS_MAX = 15 * 60_000;
/** After this long without a try, the slate is clean. */
export const FORGET_AFTER_MS = 60 * 60_000;

/**
 * How long this key must wait before its next try: nothing for the first `free` tries, then 40 s, doubling up to 15 min.
 * @param free  tries that cost nothing
 * @param now   ms since epoch
 * @returns ms, 0 when a try is allowed now
 */
export function waitBeforeTry(tries: Tries | undefined, free: number, now: number): number {
  if (!tries || tries.count < free || now - tries.lastAt >= FORGET_AFTER_MS) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries.count - free), WAIT_MS_MAX);
  return Math.max(0, tries.lastAt + wait - now);
}

/** The count with one more try. It is counted before the password is looked at, so that tries at once cannot slip through. */
export function countTry(tries: Tries | undefined, now: number): Tries {
  const known = tries && now - tries.lastAt < FORGET_AFTER_MS ? tries.count : 0;
  return { count: known + 1, lastAt: now };
}
