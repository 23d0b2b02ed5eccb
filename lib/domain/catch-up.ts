import { nextSlot, type Pace } from "@/lib/domain/pacing";

/** Who misses its slot by less is on time: it left its place in memory a little late. */
const LATE_MS = 1_000;

/**
 * Departures from queues that are behind, since nobody was there at their messages' slots: instead of all at once, they
 * leave one after the other at the queue's rate, and so do those after them, until one is on time again.
 */
export class CatchUp {
  readonly #freeAt = new Map<string, number>();

  /** Whether no queue is behind. */
  get isDone(): boolean {
    return this.#freeAt.size === 0;
  }

  isLate(at: number, now: number): boolean {
    return at < now - LATE_MS;
  }

  /**
   * @param at its slot, ms since epoch, not before those of the queue's messages that were asked for already
   * @returns when it leaves
   */
  departure({ queue, mps }: Pick<Pace, "queue" | "mps">, at: number, segments: number, now: number): number {
    const freeAt = this.#freeAt.get(queue) ?? 0;
    if (freeAt <= at && !this.isLate(at, now)) {
      this.#freeAt.delete(queue);
      return at;
    }
    const slot = nextSlot(Math.max(freeAt, at), now, mps, segments);
    this.#freeAt.set(queue, slot.freeAt);
    return slot.sendAt;
  }
}
