import path from "node:path";
import { env } from "@/lib/env";
import { LockedError, takeLock } from "@/scripts/lock";
import { OperatorError } from "@/scripts/operator-error";
import { joinCluster, startCluster, stopCluster } from "@/scripts/postgres/cluster";
import { placeDatabase } from "@/scripts/postgres/place";
import { prepareDataFolder } from "@/scripts/start/data-folder";

const STOP_GRACE_MS = 10_000;

/**
 * Runs `use` with the URL of this installation's database: the one of DATABASE_URL, else the embedded one of DATA_DIR. The
 * latter is joined when a server runs it, else started for this time only.
 * @throws OperatorError when a server is just starting or stopping in DATA_DIR
 */
export async function withDatabase<T>(use: (url: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (DATABASE_URL) return use(DATABASE_URL);
  const running = await joinCluster(DATA_DIR);
  if (running) return use(running.url);
  prepareDataFolder(DATA_DIR);
  const release = lock(DATA_DIR);
  try {
    const cluster = await startCluster(DATA_DIR, placeDatabase(DATA_DIR), path.join(DATA_DIR, "log", "postgres.log"));
    try {
      return await use(cluster.url);
    } finally {
      await stopCluster(cluster, STOP_GRACE_MS);
    }
  } finally {
    release();
  }
}

function lock(dataDir: string): () => void {
  try {
    return takeLock(path.join(dataDir, "lock"));
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new OperatorError(
      `A server (process ${error.holder.pid}) is starting or stopping in ${dataDir}. Try again in a moment.`,
    );
  }
}
