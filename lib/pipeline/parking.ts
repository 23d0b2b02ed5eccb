import { TimeQueue } from "@/lib/domain/time-queue";

/** A message whose oldest webhook waits for its time; its webhooks are rows, and what is newer waits behind them. */
export type Parked = { readonly messageId: string; readonly host: string };

/** Messages by their names alone, about 200 bytes each: in all, and for one host. */
const PARKED_MAX = 100_000;
const PARKED_PER_HOST_MAX = 20_000;

/** Which messages wait for a try that is some time off: what need not be in memory, but must not be overtaken. */
export class Parking {
  readonly #waiting = new TimeQueue<Parked>();
  readonly #byHost = new Map<string, Set<string>>();
  #size = 0;

  /** When the first may leave, ms since epoch. */
  get nextAt(): number | undefined {
    return this.#waiting.nextAt;
  }

  get size(): number {
    return this.#size;
  }

  has({ messageId, host }: Parked): boolean {
    return this.#byHost.get(host)?.has(messageId) ?? false;
  }

  /** @returns false when there is no room */
  park(parked: Parked, until: Date): boolean {
    const ofHost = this.#byHost.get(parked.host) ?? new Set();
    if (this.#size >= PARKED_MAX || ofHost.size >= PARKED_PER_HOST_MAX) return false;
    this.#byHost.set(parked.host, ofHost.add(parked.messageId));
    this.#size += 1;
    this.#waiting.add(until.getTime(), parked);
    return true;
  }

  /** Lets one that is parked leave at this time already. */
  hurry(parked: Parked, at: Date): void {
    this.#waiting.add(at.getTime(), parked);
  }

  /** Lets go up to `limit` whose time has come, in the order of their times. */
  leave(now: number, limit: number): Parked[] {
    const left: Parked[] = [];
    while (left.length < limit) {
      const parked = this.#waiting.take(now);
      if (!parked) break;
      const ofHost = this.#byHost.get(parked.host);
      // One that was hurried is in the queue twice.
      if (!ofHost?.delete(parked.messageId)) continue;
      if (ofHost.size === 0) this.#byHost.delete(parked.host);
      this.#size -= 1;
      left.push(parked);
    }
    return left;
  }

  clear(): void {
    this.#waiting.clear();
    this.#byHost.clear();
    this.#size = 0;
  }
}
