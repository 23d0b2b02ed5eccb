import { appendFileSync, copyFileSync, existsSync, renameSync, statSync, truncateSync } from "node:fs";

const SIZE_MAX = 10 * 1024 * 1024;
/** Older ones: .1 is the newest. With the current one at most 60 MB a part. */
const OLDER_KEPT = 5;

/** A log that never outgrows its bounds. A full disk costs lines, nothing else. */
export class LogFile {
  #size: number;

  constructor(
    readonly path: string,
    private readonly sizeMax = SIZE_MAX,
  ) {
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  add(line: string): void {
    const text = `${line}\n`;
    try {
      if (this.#size > 0 && this.#size + text.length > this.sizeMax) this.#turn();
      appendFileSync(this.path, text, { mode: 0o600 });
      this.#size += text.length;
    } catch {
      // Losing a line must not stop what it tells of.
    }
  }

  #turn(): void {
    makeRoom(this.path);
    renameSync(this.path, `${this.path}.1`);
    this.#size = 0;
  }
}

/**
 * Bounds a log that another process holds open for appending, as PostgreSQL does its own: its content is copied away and cut
 * off. What is written between the two is lost.
 */
export function turnForeignLog(path: string, sizeMax = SIZE_MAX): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= sizeMax) return;
  makeRoom(path);
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
}

function makeRoom(path: string): void {
  for (let age = OLDER_KEPT - 1; age >= 1; age--) {
    if (existsSync(`${path}.${age}`)) renameSync(`${path}.${age}`, `${path}.${age + 1}`);
  }
}
