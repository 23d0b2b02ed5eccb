import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { OperatorError } from "@/scripts/operator-error";
import { type Cluster, joinCluster, startCluster, stopCluster } from "@/scripts/postgres/cluster";
import { placeDatabase } from "@/scripts/postgres/place";
import { isRunning } from "@/scripts/processes";
import { restartDelayMs, WELL_AFTER_MS } from "@/scripts/start/backoff";
import { turnForeignLog } from "@/scripts/start/log-files";

/** The database of a running server. */
export interface Database {
  url: string;
  /** For the operator; undefined when there is nothing to say. */
  note: string | undefined;
  stop(graceMs: number): Promise<void>;
}

export interface DatabaseHooks {
  ended(part: string, why: string, delayMs: number): void;
  failed(error: unknown): void;
}

const WATCH_MS = 500;
const LOG_CHECK_MS = 30_000;
const VERSION_MIN = 150_000;

/**
 * The database in DATA_DIR: joined when it runs already, else started, and started again on the same port whenever it ends.
 * @throws OperatorError when it does not come up
 */
export async function embeddedDatabase(dataDir: string, hooks: DatabaseHooks): Promise<Database> {
  const place = placeDatabase(dataDir);
  const logFile = path.join(dataDir, "log", "postgres.log");
  const joined = await joinCluster(dataDir);
  const first = joined ?? (await startCluster(dataDir, place, logFile));
  const keeper = keepRunning(first, () => startCluster(dataDir, place, logFile, { port: first.port }), hooks);
  const logs = setInterval(() => turnForeignLog(logFile), LOG_CHECK_MS);
  return {
    url: first.url,
    note:
      [place.note, joined && `joined the one that ran already (process ${joined.server.pid})`]
        .filter(Boolean)
        .join("; ") || undefined,
    async stop(graceMs) {
      clearInterval(logs);
      await stopCluster(await keeper.last(), graceMs);
    },
  };
}

/**
 * Your own PostgreSQL: nothing of it is started or stopped.
 * @throws OperatorError when it cannot be reached or is too old
 */
export async function externalDatabase(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string; server_version_num: string }>(
      "SELECT current_setting('server_version') AS server_version, current_setting('server_version_num') AS server_version_num",
    );
    const [{ server_version = "?", server_version_num = "0" } = {}] = rows;
    if (Number(server_version_num) < VERSION_MIN)
      throw new OperatorError(`PostgreSQL ${server_version} is too old; 15 or newer is needed.`);
    return { url, note: `PostgreSQL ${server_version} of DATABASE_URL`, stop: async () => undefined };
  } catch (error) {
    // It does not exist yet; the migrations make it.
    if ((error as pg.DatabaseError).code === "3D000") return { url, note: undefined, stop: async () => undefined };
    throw new OperatorError(`The database of DATABASE_URL cannot be used: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Watches a cluster and starts it again when it ends. @returns a way to stop watching, which gives the one that runs then */
function keepRunning(first: Cluster, start: () => Promise<Cluster>, { ended, failed }: DatabaseHooks) {
  const watching = new AbortController();
  let current = first;
  const watch = async () => {
    let failures = 0;
    let since = Date.now();
    while (!watching.signal.aborted) {
      if (isRunning(current.server)) {
        await sleep(WATCH_MS, undefined, { signal: watching.signal });
        continue;
      }
      failures = Date.now() - since >= WELL_AFTER_MS ? 1 : failures + 1;
      const delayMs = restartDelayMs(failures);
      ended("database", "gone", delayMs);
      await sleep(delayMs, undefined, { signal: watching.signal });
      since = Date.now();
      current = await start().catch((error) => {
        failed(error);
        return current;
      });
    }
  };
  const done = watch().catch(() => undefined); // the sleep that `last` cut short
  return {
    async last(): Promise<Cluster> {
      watching.abort();
      await done;
      return current;
    },
  };
}
