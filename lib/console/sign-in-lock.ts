import { countTry, FORGET_AFTER_MS, type Tries, waitBeforeTry } from "@/lib/domain/sign-in-lock";

/** Somebody mistyping a password. */
const FREE_TRIES = 5;
/** A whole team behind one address, on Monday morning. */
const FREE_TRIES_OF_ADDRESS = 50;
/** Keys kept at most; above it the oldest go. A flood of made-up e-mails is held by the limit of its address. */
const KEYS_MAX = 10_000;

/**
 * Slows down whoever guesses passwords, per e-mail from one address and per address. Kept in this process's memory: a
 * second console counts for itself, and a restart forgets.
 */
export class SignInLock {
  readonly #tries = new Map<string, Tries>();

  constructor(readonly now: () => number) {}

  /** Counts a try. @returns ms to wait before the next one, 0 when this one may go ahead */
  take(email: string, address: string): number {
    const keys = [
      { key: `${address} ${email}`, free: FREE_TRIES },
      { key: address, free: FREE_TRIES_OF_ADDRESS },
    ];
    const now = this.now();
    const wait = Math.max(...keys.map(({ key, free }) => waitBeforeTry(this.#tries.get(key), free, now)));
    if (wait > 0) return wait;
    for (const { key } of keys) this.#remember(key, countTry(this.#tries.get(key), now));
    return 0;
  }

  /** The password was right: this e-mail starts afresh, and the address is spared this one try, not those before it. */
  forgive(email: string, address: string): void {
    this.#tries.delete(`${address} ${email}`);
    const tries = this.#tries.get(address);
    if (tries) this.#tries.set(address, { ...tries, count: tries.count - 1 });
  }

  #remember(key: string, tries: Tries): void {
    this.#tries.delete(key);
    this.#tries.set(key, tries);
    for (const [oldest, { lastAt }] of this.#tries) {
      if (this.#tries.size <= KEYS_MAX && tries.lastAt - lastAt < FORGET_AFTER_MS) break;
      this.#tries.delete(oldest);
    }
  }
}
