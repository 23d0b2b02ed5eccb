import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { endGroup, markOf, type ProcessMark } from "@/scripts/processes";

const GRACE_MS = 3_000;

/** The children of this supervisor, kept in a file so that the next one can end those that outlived it. */
export class ChildRegister {
  readonly #file: string;
  readonly #marks = new Map<number, ProcessMark>();

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, "children.json");
  }

  /** Ends what a supervisor that was killed left running. @returns how many processes were ended */
  async endOrphans(): Promise<number> {
    const marks = this.#read();
    await Promise.all(marks.map((mark) => endGroup(mark, GRACE_MS)));
    rmSync(this.#file, { force: true });
    return marks.length;
  }

  add(pid: number): void {
    const mark = markOf(pid);
    if (mark) this.#marks.set(pid, mark);
    this.#write();
  }

  remove(pid: number): void {
    this.#marks.delete(pid);
    this.#write();
  }

  #write(): void {
    writeFileSync(this.#file, JSON.stringify([...this.#marks.values()]), { mode: 0o600 });
  }

  #read(): ProcessMark[] {
    if (!existsSync(this.#file)) return [];
    try {
      const marks = JSON.parse(readFileSync(this.#file, "utf8")) as ProcessMark[];
      return marks.filter((mark) => markOf(mark.pid)?.started === mark.started);
    } catch {
      return [];
    }
  }
}
