import type { Log } from "@/lib/pipeline/deps";
import { isUnavailable } from "@/lib/store/unavailable";

export type Round = {
  /** Looks at once, or again if it is just looking. */
  wake(): void;
  /** Ms since it last came through. */
  silentMs(): number;
  /** Resolves when what it is doing is done. */
  stop(): Promise<void>;
};

/**
 * Does the same over and over: as long as there is something to do, then again after a pause or when woken. What fails is
 * tried again after the pause.
 * @param run  gives how much it did; 0: nothing is left
 */
export function startRound(
  { name, everyMs, run }: { name: string; everyMs: number; run: () => Promise<number> },
  { log, elapsed }: { log: Log; elapsed: () => number },
): Round {
  let stopped = false;
  let woken = false;
  let wake = () => {};
  let finishedAt = elapsed();
  const running = loop();

  async function loop(): Promise<void> {
    while (!stopped) {
      woken = false;
      try {
        while (!stopped && (await run()) > 0);
        finishedAt = elapsed();
      } catch (error) {
        if (!stopped) log[isUnavailable(error) ? "warn" : "error"](`${name}.failed`, { error });
      }
      if (!woken && !stopped) await pause();
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    wake() {
      woken = true;
      wake();
    },
    silentMs: () => elapsed() - finishedAt,
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
