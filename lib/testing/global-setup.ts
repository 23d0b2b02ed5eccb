import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { takeLock } from "@/scripts/lock";
import { clusterUrl, joinCluster, startCluster, stopCluster } from "@/scripts/postgres/cluster";
import { placeDatabase } from "@/scripts/postgres/place";
import { deployMigrations, ensureClient } from "@/scripts/schema";

declare module "vitest" {
  interface ProvidedContext {
    /** Databases are made and dropped from here. */
    adminUrl: string;
    /** The migrated, empty database that test databases are copies of. */
    template: string;
  }
}

/** What a crash would lose is no loss here. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

const FOLDER = path.join(tmpdir(), "senderpool-test-");

/** Starts one PostgreSQL for the whole run, with one migrated database to copy. Vitest calls the function it returns at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const folder = mkdtempSync(FOLDER);
  chmodSync(folder, 0o711);
  takeLock(path.join(folder, "lock"));
  const [cluster] = await Promise.all([
    startCluster(folder, placeDatabase(folder), path.join(folder, "postgres.log"), { settings: FAST }),
    ensureClient(),
  ]);
  const stop = async () => {
    await stopCluster(cluster, 2_000);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await deployMigrations(cluster.url);
  } catch (error) {
    await stop();
    throw error;
  }
  const { password, pathname } = new URL(cluster.url);
  project.provide("adminUrl", clusterUrl(cluster.port, password, "postgres"));
  project.provide("template", pathname.slice(1));
  return stop;
}

/** Ends what a killed run left behind: its PostgreSQL would otherwise run for ever. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(path.basename(FOLDER)))) {
    const folder = path.join(tmpdir(), name);
    const lock = path.join(folder, "lock");
    if (!existsSync(lock)) continue; // it is just being made
    try {
      takeLock(lock);
      const left = await joinCluster(folder);
      if (left) await stopCluster(left, 2_000);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // A run that is going on, or another user's.
    }
  }
}
