import { Fifo } from "@/lib/domain/fifo";
import { TimeQueue } from "@/lib/domain/time-queue";

/**
 * Items that wait for their time, and then for their party's turn: of the parties that have something due, each gives one
 * item in turn, in the order of its times. One that has thousands due delays the others by nothing.
 */
export class FairQueue<Item> {
  readonly #waiting = new TimeQueue<{ readonly party: string; readonly item: Item }>();
  /** What is due, by party, in the order of their turns: who gave an item goes to the end. */
  readonly #due = new Map<string, Fifo<Item>>();
  #dueCount = 0;

  get size(): number {
    return this.#waiting.size + this.#dueCount;
  }

  /** When the first item is due; 0 when one that was due is still here; undefined when there is none. */
  get nextAt(): number | undefined {
    return this.#dueCount > 0 ? 0 : this.#waiting.nextAt;
  }

  add(at: number, party: string, item: Item): void {
    this.#waiting.add(at, { party, item });
  }

  /** Takes an item that is due by `now` from the party whose turn it is. */
  take(now: number): Item | undefined {
    for (let next = this.#waiting.take(now); next; next = this.#waiting.take(now)) this.#makeDue(next.party, next.item);
    for (const [party, items] of this.#due) {
      this.#due.delete(party);
      const item = items.shift();
      if (items.size > 0) this.#due.set(party, items);
      this.#dueCount -= 1;
      return item;
    }
    return undefined;
  }

  clear(): void {
    this.#waiting.clear();
    this.#due.clear();
    this.#dueCount = 0;
  }

  #makeDue(party: string, item: Item): void {
    let items = this.#due.get(party);
    if (!items) {
      items = new Fifo();
      this.#due.set(party, items);
    }
    items.push(item);
    this.#dueCount += 1;
  }
}
