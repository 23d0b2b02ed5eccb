export type Batcher<Item, Result> = {
  /** Puts an item into the next batch. @returns its result, or the error of its batch */
  add(item: Item): Promise<Result>;
  /** Items that wait or are being run. */
  readonly size: number;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Lets many share one round trip: while a batch runs, the next one gathers.
 * @param run      gives one result an item, in their order
 * @param itemsMax  bound of a batch
 * @param delayMs  how long the first item of a batch waits for company; 0: until this turn of the event loop ends
 */
export function createBatcher<Item, Result>({
  run,
  itemsMax,
  delayMs,
}: {
  run: (items: readonly Item[]) => Promise<readonly Result[]>;
  itemsMax: number;
  delayMs: number;
}): Batcher<Item, Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let armed = false;

  function arm(): void {
    if (armed || running > 0 || waiting.length === 0) return;
    armed = true;
    if (delayMs > 0 && waiting.length < itemsMax) setTimeout(flush, delayMs);
    else setImmediate(flush);
  }

  function flush(): void {
    armed = false;
    const batch = waiting.splice(0, itemsMax);
    running = batch.length;
    run(batch.map(({ item }) => item))
      .then(
        (results) => {
          for (const [index, { resolve, reject }] of batch.entries()) {
            if (index < results.length) resolve(results[index] as Result);
            else reject(new Error("A batch gave fewer results than it had items"));
          }
        },
        (error) => {
          for (const { reject } of batch) reject(error);
        },
      )
      .finally(() => {
        running = 0;
        arm();
      });
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        arm();
      });
    },
    get size() {
      return waiting.length + running;
    },
  };
}
