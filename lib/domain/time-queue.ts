type Entry<Item> = { readonly at: number; readonly order: number; readonly item: Item };

/** Items that wait for their time. Those of one time come out in the order they went in. */
export class TimeQueue<Item> {
  /** A binary heap: the parent of entry i is at (i - 1) >> 1 and is never later. */
  readonly #heap: Entry<Item>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the first item is due, in the unit the items were added with; undefined when there is none. */
  get nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  add(at: number, item: Item): void {
    const entry = { at, order: this.#added++, item };
    let index = this.#heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.#heap[above];
      if (!parent || !precedes(entry, parent)) break;
      this.#heap[index] = parent;
      index = above;
    }
    this.#heap[index] = entry;
  }

  /** Takes the first item if it is due by `now`. */
  take(now: number): Item | undefined {
    const first = this.#heap[0];
    if (!first || first.at > now) return undefined;
    const last = this.#heap.pop();
    if (last && this.#heap.length > 0) this.#sink(last);
    return first.item;
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #sink(entry: Entry<Item>): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [one, other] = [this.#heap[left], this.#heap[left + 1]];
      if (!one) break;
      const useOther = other && precedes(other, one);
      const child = useOther ? other : one;
      if (!precedes(child, entry)) break;
      this.#heap[index] = child;
      index = useOther ? left + 1 : left;
    }
    this.#heap[index] = entry;
  }
}

const precedes = <Item>(one: Entry<Item>, other: Entry<Item>) =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
