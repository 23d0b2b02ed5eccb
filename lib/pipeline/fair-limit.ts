import { Fifo } from "@/lib/domain/fifo";

export type FairLimit = {
  /** Runs `job` as soon as there is room for it; what it rejects with is its own affair. */
  run(key: string, job: () => Promise<void>): void;
  readonly inFlight: number;
  readonly waiting: number;
  /** Begins nothing more. */
  stop(): void;
};

type Line = { inFlight: number; readonly waiting: Fifo<() => Promise<void>> };

/**
 * Lets so many jobs run at once, and of those of one key at most `perKey`, so that a key whose jobs take long holds up only
 * itself. Keys that wait take turns.
 */
export function createFairLimit({ total, perKey }: { total: number; perKey: number }): FairLimit {
  const lines = new Map<string, Line>();
  /** Keys that have a job waiting and room for it, each once. */
  let turns = new Fifo<string>();
  let inFlight = 0;
  let waiting = 0;

  function pump(): void {
    while (inFlight < total) {
      const key = turns.shift();
      const line = key === undefined ? undefined : lines.get(key);
      if (key === undefined || !line) return;
      const job = line.waiting.shift();
      if (!job) continue;
      inFlight += 1;
      waiting -= 1;
      line.inFlight += 1;
      if (line.waiting.size > 0 && line.inFlight < perKey) turns.push(key);
      job().then(...bothWays(() => ended(key, line)));
    }
  }

  function ended(key: string, line: Line): void {
    inFlight -= 1;
    line.inFlight -= 1;
    if (line.waiting.size > 0) {
      // With all its places taken it was out of turn.
      if (line.inFlight === perKey - 1) turns.push(key);
    } else if (line.inFlight === 0) {
      lines.delete(key);
    }
    pump();
  }

  return {
    run(key, job) {
      const line = lines.get(key) ?? { inFlight: 0, waiting: new Fifo() };
      lines.set(key, line);
      line.waiting.push(job);
      waiting += 1;
      if (line.waiting.size === 1 && line.inFlight < perKey) turns.push(key);
      pump();
    },
    get inFlight() {
      return inFlight;
    },
    get waiting() {
      return waiting;
    },
    stop() {
      turns = new Fifo();
      lines.clear();
      waiting = 0;
    },
  };
}

const bothWays = (run: () => void) => [run, run] as const;
