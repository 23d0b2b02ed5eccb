import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, markOf, type ProcessMark } from "@/scripts/processes";

/** Who holds a lock: a process, and since when (ISO 8601). */
export interface Holder extends ProcessMark {
  since: string;
}

/** A lock that somebody else holds. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  constructor(readonly holder: Holder) {
    super(`Held by process ${holder.pid} since ${holder.since}`);
  }
}

/**
 * Takes `file` as a lock for this process. One whose process is gone is taken over.
 * @returns a function that gives it back
 * @throws LockedError while a living process holds it
 */
export function takeLock(file: string): () => void {
  const mine = markOf(process.pid);
  if (!mine) throw new Error("This process cannot see itself");
  const content = JSON.stringify({ ...mine, since: new Date().toISOString() } satisfies Holder);
  const draft = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    while (!placed(draft, file)) {
      const found = read(file);
      const holder = found && parse(found);
      if (holder && isRunning(holder)) throw new LockedError(holder);
      if (found !== undefined) setAside(file, found);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (read(file) === content) rmSync(file, { force: true });
  };
}

/** Like `takeLock`, but waits for its turn. @param onWait  called once, before the first wait */
export async function waitForLock(
  file: string,
  onWait: (holder: Holder) => void = () => undefined,
): Promise<() => void> {
  for (let told = false; ; told = true) {
    try {
      return takeLock(file);
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      if (!told) onWait(error.holder);
      await sleep(200);
    }
  }
}

/** A link appears whole or not at all, unlike a file that is opened and then written. */
function placed(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes a dead process's lock, and puts back what another process has meanwhile placed there. */
function setAside(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== dead) placed(aside, file);
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function parse(content: string): Holder | undefined {
  try {
    const holder = JSON.parse(content) as Holder;
    return typeof holder.pid === "number" && typeof holder.started === "string" ? holder : undefined;
  } catch {
    return undefined;
  }
}
