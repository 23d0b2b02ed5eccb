/** @source contracts, GET /health */
export type Health = {
  readonly status: "ok" | "down";
  readonly database: "ok" | "down";
  readonly pipeline: "ok" | "down";
  readonly carriers: "ok" | "down";
};

/** Tells whether a part works, by resolving to true. What throws, or takes too long, is down. */
export type Probe = () => Promise<boolean> | boolean;

export type HealthMonitor = {
  /** What the last look found; answered from memory, so it costs nothing and never waits. */
  current(): Health;
  /** Looks at every part at once. A part that is still being looked at is down once its time is over. */
  look(): Promise<void>;
  stop(): void;
};

const EVERY_MS = 1_000;
/** A probe that takes longer is answered with "down". */
const TIMEOUT_MS = 900;

/**
 * Watches the parts of a gateway, so that /health answers at once even while the database hangs.
 * @param probes  one a part; until the first look is done all count as down
 */
export function watchHealth(probes: Readonly<Record<"database" | "pipeline" | "carriers", Probe>>): HealthMonitor {
  let found = { database: false, pipeline: false, carriers: false };

  async function look(): Promise<void> {
    const [database, pipeline, carriers] = await Promise.all([
      inTime(probes.database),
      inTime(probes.pipeline),
      inTime(probes.carriers),
    ]);
    found = { database, pipeline, carriers };
  }

  void look();
  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();
  return {
    look,
    stop: () => clearInterval(timer),
    current() {
      const { database, pipeline, carriers } = found;
      return {
        status: word(database && pipeline && carriers),
        database: word(database),
        pipeline: word(pipeline),
        carriers: word(carriers),
      };
    },
  };
}

const word = (works: boolean) => (works ? "ok" : "down");

async function inTime(probe: Probe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS, false);
  });
  try {
    return await Promise.race([probe(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
