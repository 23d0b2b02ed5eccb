import type { Message } from "@/lib/domain/message";
import type { Held } from "@/lib/pipeline/deps";

/** How many messages one gateway holds in memory, about 2 kB each; more wait in `message_due`. */
const HELD_MAX = 50_000;

/** What this gateway holds in memory, under one name. */
export type Holding = {
  readonly size: number;
  /** How many more may come. */
  readonly room: number;
  get(id: string): Held | undefined;
  /** @returns undefined when it is held already: by two ways at once it would be sent twice */
  add(message: Message, options?: { viaDue?: boolean; begun?: boolean }): Held | undefined;
  letGo(id: string): void;
  /**
   * Counts ids as held that may be stored at any moment, until the returned function is called.
   * @param ids growing
   */
  expect(ids: readonly string[]): () => void;
  /** An id that is not above any message a successor must find by its range. */
  oldestOpenId(): string;
};

const SETTLED = Promise.resolve();

export function createHolding(newId: () => string): Holding {
  const held = new Map<string, Held>();
  const expected = new Set<string>();

  return {
    get size() {
      return held.size;
    },
    get room() {
      return Math.max(0, HELD_MAX - held.size);
    },
    get: (id) => held.get(id),
    add(message, { viaDue = false, begun = false } = {}) {
      if (held.has(message.id)) return undefined;
      const entry: Held = { message: { ...message }, begun, viaDue, settled: SETTLED };
      held.set(message.id, entry);
      return entry;
    },
    letGo(id) {
      held.delete(id);
    },
    expect(ids) {
      const [lowest] = ids;
      if (lowest === undefined) return () => {};
      expected.add(lowest);
      return () => void expected.delete(lowest);
    },
    oldestOpenId() {
      let oldest = newId();
      for (const id of expected) if (id < oldest) oldest = id;
      for (const [id, { viaDue }] of held) if (!viaDue && id < oldest) oldest = id;
      return oldest;
    },
  };
}
