import path from "node:path";
import { type Env, env } from "@/lib/env";
import { type LogFields, type LogLevel, logLine } from "@/lib/log";
import { LockedError, takeLock } from "@/scripts/lock";
import { OperatorError } from "@/scripts/operator-error";
import { freePort, whyUnusable } from "@/scripts/ports";
import { ROOT } from "@/scripts/run-node";
import { deployMigrations, ensureClient, pendingMigrations } from "@/scripts/schema";
import { ensureAccount } from "@/scripts/start/account";
import { ensureBuild, GATEWAY, GATEWAY_FLAGS, NEXT } from "@/scripts/start/build";
import { readCredentials, welcome } from "@/scripts/start/credentials";
import { ensureSecretKey, prepareDataFolder } from "@/scripts/start/data-folder";
import { type Database, embeddedDatabase, externalDatabase } from "@/scripts/start/database";
import { LogFile } from "@/scripts/start/log-files";
import { ChildRegister } from "@/scripts/start/orphans";
import { Part, type PartHooks } from "@/scripts/start/part";
import type { Screen } from "@/scripts/start/screen";

/** `dev` runs the sources and reloads what changes; `start` runs a build of them. */
export type Mode = "start" | "dev";

/** Together with the 2 s after which a process is killed, below the 10 s that a stop may take. */
const PARTS_GRACE_MS = 4_000;
const DATABASE_GRACE_MS = 3_000;

/** One server: its folder, database, gateway and console, from the first start to the clean stop. */
export class Supervisor {
  readonly #env: Env = env();
  readonly #children = new ChildRegister(this.#env.DATA_DIR);
  readonly #aborter = new AbortController();
  readonly #logs = new Map<string, LogFile>();
  readonly #parts: Part[] = [];
  #database: Database | undefined;
  #release: () => void = () => undefined;
  #ready = false;

  /** @param version  of this product */
  constructor(
    private readonly mode: Mode,
    private readonly screen: Screen,
    private readonly version: string,
  ) {}

  /**
   * Brings everything up, in order, and shows how far it is.
   * @throws OperatorError when something must be changed first; any other error with the words of the part that failed.
   *   `stop` must follow in either case
   */
  async start(): Promise<void> {
    this.screen.print(this.screen.style(`Senderpool ${this.version}`, "bold"));
    await this.#claim();
    await this.screen.phase("database", () => this.#startDatabase());
    await this.screen.phase("migrations", (detail) => this.#migrate(detail));
    await this.screen.phase("account", () => ensureAccount(this.#databaseUrl(), this.#env));
    if (this.mode === "start") await this.screen.phase("build", (detail) => this.#build(detail));
    const consolePort = await freePort();
    const gateway = this.#launch("gateway", this.#gatewayArguments(), {
      ...this.#shared(),
      CONSOLE_PORT: String(consolePort),
    });
    const console = this.#launch("console", [NEXT, this.mode, "-p", String(consolePort), "-H", "127.0.0.1"], {
      ...this.#shared(),
      SENDERPOOL_GATEWAY_PORT: String(this.#env.PORT),
    });
    await this.screen.phase("gateway", () =>
      gateway.ready(`${this.#gatewayAddress()}/health`, this.#aborter.signal).then(() => undefined),
    );
    await this.screen.phase("console", () =>
      console.ready(`http://127.0.0.1:${consolePort}/sign-in`, this.#aborter.signal).then(() => undefined),
    );
    this.#ready = true;
    this.#event("info", "server.ready", { url: this.#env.PUBLIC_URL });
    this.#welcome();
  }

  /** Ends gateway and console in order, then the database, and gives DATA_DIR back. Never throws. */
  async stop(): Promise<void> {
    this.#aborter.abort();
    await Promise.allSettled(this.#parts.map((part) => part.stop(PARTS_GRACE_MS)));
    await this.#database
      ?.stop(DATABASE_GRACE_MS)
      .catch((error) => this.#event("error", "database.stop_failed", { error }));
    this.#release();
  }

  /** Makes DATA_DIR ours, ends what a killed supervisor left in it, and makes sure that the port is free. */
  async #claim(): Promise<void> {
    const { DATA_DIR, HOST, PORT, DATABASE_URL, SECRET_KEY_GIVEN } = this.#env;
    if (DATABASE_URL && !SECRET_KEY_GIVEN)
      throw new OperatorError("With DATABASE_URL, SECRET_KEY is required: the same on every server of that database.");
    prepareDataFolder(DATA_DIR);
    try {
      this.#release = takeLock(path.join(DATA_DIR, "lock"));
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      throw new OperatorError(
        `${DATA_DIR} is in use by process ${error.holder.pid}, running since ${error.holder.since}. Stop it, or set another DATA_DIR.`,
      );
    }
    const orphans = await this.#children.endOrphans();
    if (orphans > 0)
      this.screen.print(`Ended ${orphans} ${orphans === 1 ? "process" : "processes"} of a server that was killed.`);
    const why = await whyUnusable(HOST, PORT);
    if (why === "EADDRINUSE")
      throw new OperatorError(`Port ${PORT} on ${HOST} is in use. Stop what listens there, or set another PORT.`);
    if (why) throw new OperatorError(`Nothing can listen on ${HOST}:${PORT} (${why}). Set another HOST or PORT.`);
    if (!SECRET_KEY_GIVEN) ensureSecretKey(DATA_DIR);
  }

  async #startDatabase(): Promise<string | undefined> {
    const { DATABASE_URL, DATA_DIR } = this.#env;
    this.#database = DATABASE_URL
      ? await externalDatabase(DATABASE_URL)
      : await embeddedDatabase(DATA_DIR, {
          ended: (part, why, delayMs) => this.#partEnded(part, why, delayMs),
          failed: (error) => this.#event("error", "database.start_failed", { error }),
        });
    this.#aborter.signal.throwIfAborted();
    return this.#database.note;
  }

  async #migrate(detail: (text: string) => void): Promise<string | undefined> {
    const options = { signal: this.#aborter.signal, onLine: (line: string) => this.#log("build").add(line) };
    if (await ensureClient(options)) detail("client generated");
    const pending = await pendingMigrations(this.#databaseUrl());
    if (pending.length === 0) return undefined;
    detail(`${pending.length} to apply`);
    await deployMigrations(this.#databaseUrl(), options);
    return `${pending.length} applied`;
  }

  async #build(detail: (text: string) => void): Promise<string | undefined> {
    const built = await ensureBuild(detail, {
      signal: this.#aborter.signal,
      onLine: (line) => this.#log("build").add(line),
    });
    return built ? undefined : "up to date";
  }

  #launch(name: string, args: readonly string[], variables: Record<string, string | undefined>): Part {
    const hooks: PartHooks = {
      line: (part, line) => {
        this.#log(part).add(line);
        if (this.#ready) this.screen.partLine(part, line);
      },
      ended: (part, why, delayMs) => this.#partEnded(part, why, delayMs),
      started: (pid) => this.#children.add(pid),
      gone: (pid) => this.#children.remove(pid),
    };
    const part = new Part(name, args, variables, hooks);
    this.#parts.push(part);
    part.start();
    return part;
  }

  #gatewayArguments(): string[] {
    if (this.mode === "start") return [...GATEWAY_FLAGS, GATEWAY];
    return [
      path.join(ROOT, "node_modules/tsx/dist/cli.mjs"),
      "watch",
      "--clear-screen=false",
      path.join(ROOT, "lib/gateway/main.ts"),
    ];
  }

  /** What gateway and console are told alike. */
  #shared(): Record<string, string | undefined> {
    const { PORT, HOST, DATA_DIR, SECRET_KEY } = this.#env;
    return {
      NODE_ENV: this.mode === "start" ? "production" : "development",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(PORT),
      HOST,
      DATA_DIR,
      SECRET_KEY,
      DATABASE_URL: this.#databaseUrl(),
    };
  }

  /** How we reach the gateway ourselves; an address that means "all of them" is none to connect to. */
  #gatewayAddress(): string {
    const { HOST, PORT } = this.#env;
    const host = HOST === "0.0.0.0" ? "127.0.0.1" : HOST === "::" ? "::1" : HOST;
    return `http://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
  }

  #databaseUrl(): string {
    if (!this.#database) throw new Error("The database is not up");
    return this.#database.url;
  }

  #welcome(): void {
    const { DATA_DIR, PUBLIC_URL } = this.#env;
    const credentials = readCredentials(DATA_DIR);
    const lines = credentials ? welcome(PUBLIC_URL, credentials) : `  Console      ${PUBLIC_URL}`;
    this.screen.print(`\n${lines}\n\n  Logs are in ${path.join(DATA_DIR, "log")}; Ctrl-C stops everything.\n`);
  }

  #partEnded(part: string, why: string, delayMs: number): void {
    this.#event("warn", "part.ended", { part, why, restart_in_ms: delayMs });
  }

  #event(level: LogLevel, event: string, fields: LogFields): void {
    const line = logLine(level, event, fields, new Date());
    this.#log("supervisor").add(line);
    if (level !== "info") this.screen.partLine("server", line);
  }

  #log(name: string): LogFile {
    const known = this.#logs.get(name) ?? new LogFile(path.join(this.#env.DATA_DIR, "log", `${name}.log`));
    this.#logs.set(name, known);
    return known;
  }
}
