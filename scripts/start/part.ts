import { type ChildProcess, spawn } from "node:child_process";
import { get } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { childEnv } from "@/lib/env";
import { OperatorError } from "@/scripts/operator-error";
import { markOf, signalGroup } from "@/scripts/processes";
import { ROOT, TETHER } from "@/scripts/run-node";
import { restartDelayMs, WELL_AFTER_MS } from "@/scripts/start/backoff";

export interface PartHooks {
  line(part: string, line: string): void;
  /** It ended without being asked to, and will be started again in `delayMs`. */
  ended(part: string, why: string, delayMs: number): void;
  started(pid: number): void;
  gone(pid: number): void;
}

/** A first start that fails this often will not succeed later either. */
const FIRST_TRIES = 3;
const PROBE_PAUSE_MS = 50;
/** The first page of a console in `dev` is compiled when it is asked for. */
const READY_TIMEOUT_MS = 120_000;
const KEPT_LINES = 20;

/** A Node program that runs as long as the server does: started again whenever it ends. */
export class Part {
  #child: ChildProcess | undefined;
  #stopping = false;
  #failures = 0;
  #restart: NodeJS.Timeout | undefined;
  readonly #lastLines: string[] = [];

  constructor(
    readonly name: string,
    private readonly args: readonly string[],
    private readonly env: Record<string, string | undefined>,
    private readonly hooks: PartHooks,
  ) {}

  start(): void {
    // Its own group: Ctrl-C in the terminal reaches the supervisor alone, and whatever the part starts ends with it.
    const child = spawn(process.execPath, ["--import", TETHER, ...this.args], {
      cwd: ROOT,
      env: childEnv(this.env),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    this.#child = child;
    const since = Date.now();
    const { pid } = child;
    if (pid !== undefined) this.hooks.started(pid);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", (line) => this.#keep(line));
    }
    child.on("error", (error) => this.#keep(String(error)));
    child.on("exit", (code, signal) => {
      if (pid !== undefined) {
        signalGroup(pid, "SIGKILL"); // what it started, if it did not end it itself
        this.hooks.gone(pid);
      }
      if (this.#stopping) return;
      this.#failures = Date.now() - since >= WELL_AFTER_MS ? 1 : this.#failures + 1;
      const delayMs = restartDelayMs(this.#failures);
      this.hooks.ended(this.name, signal ?? `status ${code}`, delayMs);
      this.#restart = setTimeout(() => this.start(), delayMs);
    });
  }

  /**
   * Waits until it answers at `url` with a status below 500.
   * @throws OperatorError with its last lines when it ends three times before, or does not answer in time
   */
  async ready(url: string, signal: AbortSignal): Promise<void> {
    for (const deadline = Date.now() + READY_TIMEOUT_MS; ; await sleep(PROBE_PAUSE_MS)) {
      signal.throwIfAborted();
      if (this.#failures >= FIRST_TRIES || Date.now() > deadline) {
        throw new OperatorError(`The ${this.name} does not start:\n${this.#lastLines.join("\n")}`);
      }
      const status = await probe(url, signal);
      if (status > 0 && status < 500) return;
    }
  }

  /** Ends it, in order within `graceMs` or else at once. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    signalGroup(child.pid, "SIGTERM");
    const patience = new AbortController();
    await Promise.race([ended, sleep(graceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    if (markOf(child.pid)) signalGroup(child.pid, "SIGKILL");
    await ended;
  }

  #keep(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > KEPT_LINES) this.#lastLines.shift();
    this.hooks.line(this.name, line);
  }
}

/**
 * The status that `url` answers with; 0 when it does not answer. The connection is closed at once: a server that is asked to
 * stop would wait for one that is kept.
 */
function probe(url: string, signal: AbortSignal): Promise<number> {
  return new Promise((done) => {
    const request = get(url, { agent: false, timeout: READY_TIMEOUT_MS, signal }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => done(0));
  });
}
