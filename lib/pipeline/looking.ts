import type { PipelineDeps } from "@/lib/pipeline/deps";

/** A look that could not be had is repeated after this. */
const RETRY_MS = 1_000;
/** Between two looks that only make use of room is three times what the last one took, and no more than this. */
const REST_MS_MAX = 30_000;

export type Looking = {
  /** Looks, and again after a look that is under way; resolves after one whole look, or when it cannot be had. */
  look(): Promise<void>;
  /** Looks when the last one is far enough behind: what is looked through again and again must not be all that is done. */
  lookSoon(): void;
  /** Whether the last look is so far behind that another one costs nothing. */
  isRested(): boolean;
  stop(): void;
};

/**
 * Has something looked through, one look at a time.
 * @param through  goes through it once; gives whether it must be gone through again
 */
export function createLooking(
  { elapsed, log }: Pick<PipelineDeps, "elapsed" | "log">,
  through: () => Promise<boolean>,
): Looking {
  let stopped = false;
  let asked = false;
  let askedSoon = false;
  let looking: Promise<void> | undefined;
  let restUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  function look(): Promise<void> {
    asked = true;
    looking ??= run()
      .catch((error) => {
        log.warn("callbacks.refill", { error });
        asked = true;
      })
      .finally(() => {
        looking = undefined;
        if (asked && !stopped) setTimeout(() => asked && look(), RETRY_MS);
        else if (askedSoon) lookSoon();
      });
    return looking;
  }

  async function run(): Promise<void> {
    while (asked && !stopped) {
      asked = false;
      const begun = elapsed();
      if (await through()) asked = true;
      restUntil = elapsed() + Math.min(3 * (elapsed() - begun), REST_MS_MAX);
    }
  }

  function lookSoon(): void {
    askedSoon = looking !== undefined;
    if (stopped || timer || looking) return;
    const waitMs = restUntil - elapsed();
    if (waitMs <= 0) {
      void look();
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      void look();
    }, waitMs);
  }

  return {
    look,
    lookSoon,
    isRested: () => elapsed() > restUntil + REST_MS_MAX,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
