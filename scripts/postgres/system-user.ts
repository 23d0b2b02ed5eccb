import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "@/scripts/operator-error";

/** A system user, by number. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/**
 * Who runs PostgreSQL, which refuses to run as root: the system user `postgres`, made when it is missing.
 * @returns undefined when we are not root: then it runs as ourselves
 * @throws OperatorError when the user is missing and cannot be made
 */
export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return lookUp();
  } catch {
    try {
      execFileSync(
        "useradd",
        ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
        { stdio: "pipe" },
      );
      return lookUp();
    } catch (error) {
      throw new OperatorError(
        "PostgreSQL cannot run as root, and the system user `postgres` could not be made. Make it, or start as another user.",
        {
          cause: error,
        },
      );
    }
  }
}

function lookUp(): SystemUser {
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
  return { uid: id("-u"), gid: id("-g") };
}

/**
 * Whether `user` may use `target` and pass every folder above it, judged by their modes.
 * @param bits  what is wanted of the target itself: 1 = pass, 5 = read and run
 */
export function canReach(user: SystemUser, target: string, bits: 1 | 5): boolean {
  if (!grants(user, target, bits)) return false;
  const parent = path.dirname(target);
  return parent === target || canReach(user, parent, 1);
}

function grants({ uid, gid }: SystemUser, target: string, bits: number): boolean {
  const stat = statSync(target);
  const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0;
  return ((stat.mode >> shift) & bits) === bits;
}
