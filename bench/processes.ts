import { type ChildProcess, fork, type Serializable } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@/scripts/run-node";

/** Clock ticks of /proc a second. @source Linux, proc(5): USER_HZ is 100 on every supported platform */
const TICKS_PER_SECOND = 100;

/** CPU time a process has used, in µs; 0 where /proc does not tell. */
export function cpuOf(pid: number): number {
  const stat = readProc(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1_000_000) / TICKS_PER_SECOND;
}

/** CPU time of a process, its children and those it has waited for, in µs. */
export function cpuOfTree(pid: number): number {
  const stat = readProc(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ended = ((Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * 1_000_000) / TICKS_PER_SECOND;
  return cpuOf(pid) + ended + childrenOf(pid).reduce((sum, child) => sum + cpuOfTree(child), 0);
}

/** Memory in use, in MB. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readProc(pid, "status"))?.[1] ?? 0) / 1024;

function childrenOf(pid: number): number[] {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return [];
  return readdirSync(tasks).flatMap((task) =>
    readProc(pid, `task/${task}/children`).split(" ").filter(Boolean).map(Number),
  );
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** A program of this folder in a process of its own, asked and answering over its channel. */
export type Helper = {
  readonly pid: number;
  ask<Answer>(question: Serializable): Promise<Answer>;
  end(): void;
};

export function startHelper(file: string): Helper {
  const child: ChildProcess = fork(path.join(ROOT, "bench", file), { execArgv: ["--import", "tsx"], cwd: ROOT });
  return {
    pid: child.pid ?? 0,
    ask: (question) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`${file} ended with status ${code}`));
        child.once("exit", ended);
        child.once("message", (answer) => {
          child.off("exit", ended);
          resolve(answer as never);
        });
        child.send(question);
      }),
    end: () => void child.kill(),
  };
}

/** The helper's side: answers each question in turn. */
export function answering<Question, Answer extends Serializable>(
  answer: (question: Question) => Promise<Answer>,
): void {
  process.on("message", (question) => {
    void answer(question as Question).then((said) => process.send?.(said));
  });
}
