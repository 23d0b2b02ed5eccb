import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { OperatorError } from "@/scripts/operator-error";
import { binary, copyPostgres, installedPostgres, type PostgresHome } from "@/scripts/postgres/binaries";
import { canReach, databaseUser, type SystemUser } from "@/scripts/postgres/system-user";

/** Where the embedded database lives and who runs it. */
export interface DatabasePlace {
  home: PostgresHome;
  /** The cluster itself; `DATA_DIR/pg` is it or leads to it. */
  cluster: string;
  /** Set when we are root and PostgreSQL must run as somebody else. */
  user: SystemUser | undefined;
  /** One line for the operator when something lies elsewhere than expected. */
  note: string | undefined;
}

/** For what user `postgres` cannot reach from where it was installed. */
const ELSEWHERE = "/var/lib/senderpool";

/**
 * Decides where binaries and cluster are: in `node_modules` and `dataDir`, except that for root, where user `postgres`
 * cannot reach them (a project under /root), they go to /var/lib/senderpool/<hash> and `dataDir/pg` links there.
 * @param dataDir  absolute and existing
 * @throws OperatorError when there is no PostgreSQL for this platform or no user to run it
 */
export function placeDatabase(dataDir: string): DatabasePlace {
  const installed = installedPostgres();
  const user = databaseUser();
  const link = path.join(dataDir, "pg");
  if (!user) return { home: installed.home, cluster: link, user, note: undefined };

  const elsewhere = path.join(ELSEWHERE, createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 12));
  const homeReached = canReach(user, realpathSync(binary(installed.home, "postgres")), 5);
  const dataReached = canReach(user, realpathSync(dataDir), 1);
  const cluster = dataReached ? link : path.join(elsewhere, "pg");
  const home = homeReached ? installed.home : path.join(elsewhere, "postgresql");
  if (!homeReached || !dataReached) mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  if (!homeReached) copyPostgres(installed, home);
  if (!dataReached) linkElsewhere(link, cluster);
  const moved = [homeReached ? "" : "PostgreSQL's programs", dataReached ? "" : "the database"]
    .filter(Boolean)
    .join(" and ");
  const note = moved ? `user postgres cannot reach this folder, so ${elsewhere} holds ${moved}` : undefined;
  return { home, cluster, user, note };
}

/** Makes a folder that the database's user owns and nobody else reads. */
export function makeOwnFolder(folder: string, user: SystemUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
}

/**
 * Makes `link` lead to `target`. A cluster that lies at `target` without this link belonged to a DATA_DIR that was deleted:
 * it is kept aside, as the password to it is gone and a fresh folder must start fresh.
 */
function linkElsewhere(link: string, target: string): void {
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === target) return;
  if (existsSync(link))
    throw new OperatorError(
      `User postgres cannot reach ${link}. Move it to ${target}, or make the folders above it passable.`,
    );
  if (existsSync(target)) renameSync(target, `${target}.${Date.now()}`);
  symlinkSync(target, link);
}
