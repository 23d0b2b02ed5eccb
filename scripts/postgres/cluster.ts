import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { OperatorError } from "@/scripts/operator-error";
import { freePort } from "@/scripts/ports";
import { binary } from "@/scripts/postgres/binaries";
import { type DatabasePlace, makeOwnFolder } from "@/scripts/postgres/place";
import { markOf, type ProcessMark, waitForEnd } from "@/scripts/processes";

/** A PostgreSQL of ours that answers. */
export interface Cluster {
  /** The product's database in it. */
  url: string;
  port: number;
  server: ProcessMark;
}

const NAME = "senderpool";
/** Recovery after a crash replays at most `max_wal_size` (1 GB by default). */
const READY_TIMEOUT_MS = 60_000;
/** A killed server leaves its backends and shared memory behind for a moment; until they are gone it cannot start again. */
const LEFTOVER_RETRIES = 20;
const LEFTOVER_PAUSE_MS = 250;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  timezone: "UTC",
  log_timezone: "UTC",
  jit: "off",
};

export const clusterUrl = (port: number, password: string, database: string = NAME): string =>
  `postgresql://${NAME}:${password}@127.0.0.1:${port}/${database}`;

/** The password of `dataDir`'s database, made with it. */
const passwordFile = (dataDir: string) => path.join(dataDir, "pg.password");

/**
 * The running cluster of `dataDir`, if there is one: `pg/postmaster.pid` names its process and port, and it must accept our
 * password and serve this very folder. Waits while it starts or recovers.
 */
export async function joinCluster(dataDir: string): Promise<Cluster | undefined> {
  const cluster = path.join(dataDir, "pg");
  for (const deadline = Date.now() + READY_TIMEOUT_MS; Date.now() < deadline; await sleep(50)) {
    const named = readPostmaster(cluster);
    if (!named) return undefined;
    if (named.ready) {
      const found = { url: clusterUrl(named.port, readPassword(dataDir)), port: named.port, server: named.server };
      return (await serves(found, cluster)) ? found : undefined;
    }
  }
  return undefined;
}

/**
 * Starts `dataDir`'s cluster, making it first when it is new, and waits until it answers.
 * @param logFile  its messages are added there
 * @param settings  PostgreSQL settings on top of ours
 * @throws OperatorError with the last lines of its log when it does not come up
 */
export async function startCluster(
  dataDir: string,
  place: DatabasePlace,
  logFile: string,
  { port, settings = {} }: { port?: number; settings?: Record<string, string> } = {},
): Promise<Cluster> {
  if (!existsSync(path.join(place.cluster, "PG_VERSION"))) await initialise(dataDir, place, logFile);
  const chosen = port ?? (await freePort());
  for (let attempt = 0; ; attempt++) {
    const logged = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    const server = await launch(dataDir, place, logFile, chosen, { ...SETTINGS, ...settings });
    if (server) {
      await createDatabase(clusterUrl(chosen, readPassword(dataDir), "postgres"));
      return { url: clusterUrl(chosen, readPassword(dataDir)), port: chosen, server };
    }
    const messages = readFileSync(logFile, "utf8").slice(logged);
    if (attempt >= LEFTOVER_RETRIES || !/lock file|still in use|already in use/.test(messages)) {
      throw new OperatorError(
        `PostgreSQL did not start; ${logFile} ends with:\n${messages.trimEnd().split("\n").slice(-8).join("\n")}`,
      );
    }
    await sleep(LEFTOVER_PAUSE_MS);
  }
}

/** Stops a cluster: open sessions are ended and a checkpoint is written; after `graceMs` it is stopped at once and recovers at its next start. */
export async function stopCluster({ server }: Cluster, graceMs: number): Promise<void> {
  if (signal(server, "SIGINT") && !(await waitForEnd(server, graceMs))) {
    signal(server, "SIGQUIT");
    await waitForEnd(server, 2_000);
  }
}

function signal({ pid }: ProcessMark, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Makes the cluster beside its final place and moves it there whole, so that a start cut short leaves none by halves. */
async function initialise(dataDir: string, { home, cluster, user }: DatabasePlace, logFile: string): Promise<void> {
  const draft = `${cluster}.new`;
  const password = passwordFile(dataDir);
  const handed = `${draft}.password`;
  rmSync(draft, { recursive: true, force: true });
  makeOwnFolder(draft, user);
  writeFileSync(password, randomBytes(24).toString("hex"), { mode: 0o600 });
  writeFileSync(handed, readFileSync(password), { mode: 0o600 });
  if (user) chownSync(handed, user.uid, user.gid);
  const log = openSync(logFile, "a", 0o600);
  try {
    const flags = [
      "--auth=scram-sha-256",
      `--username=${NAME}`,
      `--pwfile=${handed}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
    ];
    const initdb = spawn(binary(home, "initdb"), [`--pgdata=${draft}`, ...flags], {
      ...user,
      cwd: "/",
      stdio: ["ignore", log, log],
    });
    const status = await new Promise((done, failed) => initdb.on("error", failed).on("exit", done));
    if (status !== 0) throw new OperatorError(`The database could not be made; see ${logFile}`);
  } finally {
    closeSync(log);
    rmSync(handed, { force: true });
  }
  rmSync(cluster, { recursive: true, force: true });
  renameSync(draft, cluster);
}

/** @returns the server once it accepts our password; undefined when it ended first */
async function launch(
  dataDir: string,
  { home, cluster, user }: DatabasePlace,
  logFile: string,
  port: number,
  settings: Record<string, string>,
): Promise<ProcessMark | undefined> {
  const log = openSync(logFile, "a", 0o600);
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  // Its own group: Ctrl-C in the terminal must reach the supervisor alone, which stops the database last.
  const postgres = spawn(binary(home, "postgres"), ["-D", cluster, ...flags], {
    ...user,
    cwd: "/",
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  let failure: Error | undefined;
  postgres.on("error", (error) => {
    failure = error;
  });
  postgres.unref();
  const address = clusterUrl(port, readPassword(dataDir), "postgres");
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (failure) throw failure;
    const server = postgres.pid === undefined ? undefined : markOf(postgres.pid);
    if (postgres.exitCode !== null || postgres.signalCode !== null) return undefined;
    if (server && readPostmaster(cluster)?.ready && (await answers(address))) return server;
    await sleep(20);
  }
  return undefined;
}

/**
 * What `postmaster.pid` says, if its process is alive and a PostgreSQL; a file left by a crash may name a stranger by now.
 * @source postgresql.org/docs/18/storage-file-layout.html and src/include/utils/pidfile.h: pid, folder, start, port, …, status
 */
function readPostmaster(cluster: string): { server: ProcessMark; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
    const server = markOf(Number(lines[0]));
    if (!server || !isPostgres(server.pid)) return undefined;
    return { server, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform !== "linux") return true;
  return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres";
}

async function serves({ url }: Cluster, cluster: string): Promise<boolean> {
  const rows = await query(
    url.replace(/[^/]+$/, "postgres"),
    "SELECT setting FROM pg_settings WHERE name = 'data_directory'",
  ).catch(() => []);
  return rows[0]?.setting !== undefined && realpathSync(rows[0].setting) === realpathSync(cluster);
}

const answers = (url: string): Promise<boolean> =>
  query(url, "SELECT 1").then(
    () => true,
    () => false,
  );

async function createDatabase(url: string): Promise<void> {
  const known = await query(url, "SELECT 1 FROM pg_database WHERE datname = $1", [NAME]);
  if (known.length === 0) await query(url, `CREATE DATABASE ${NAME}`);
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

function readPassword(dataDir: string): string {
  return readFileSync(passwordFile(dataDir), "utf8").trim();
}
