import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { childEnv } from "@/lib/env";
import { freePort } from "@/scripts/ports";
import { isRunning, markOf, type ProcessMark } from "@/scripts/processes";

/** What a stop may take. */
const STOP_MAX_MS = 10_000;
const READY = "Ctrl-C stops everything";

test.describe.configure({ mode: "serial", timeout: 120_000 });

/** `npm start` on a folder of its own, as an operator would, beside the server that the other specs use. */
class Server {
  #npm: ChildProcess | undefined;
  output = "";

  constructor(
    readonly port: number,
    readonly dataDir: string = mkdtempSync(path.join(tmpdir(), "senderpool-start-")),
  ) {}

  /** Runs until it is ready or has ended. @returns its status when it has ended */
  run(): Promise<number | undefined> {
    this.output = "";
    const settings = {
      PORT: String(this.port),
      DATA_DIR: this.dataDir,
      PUBLIC_URL: "",
      DATABASE_URL: "",
      SECRET_KEY: "",
    };
    const npm = spawn("npm", ["start"], { env: childEnv(settings), stdio: ["ignore", "pipe", "pipe"], detached: true });
    this.#npm = npm;
    return new Promise((done) => {
      for (const stream of [npm.stdout, npm.stderr]) {
        stream.on("data", (chunk) => {
          this.output += chunk;
          if (this.output.includes(READY)) done(undefined);
        });
      }
      npm.on("close", (code) => done(code ?? -1));
    });
  }

  /** SIGTERM to npm, as a service manager sends it. @returns milliseconds until everything had ended */
  async stop(): Promise<number> {
    const processes = [this.supervisor, ...this.parts];
    const since = Date.now();
    this.#npm?.kill("SIGTERM");
    await expect.poll(() => processes.filter(isRunning), { timeout: STOP_MAX_MS }).toEqual([]);
    return Date.now() - since;
  }

  get supervisor(): ProcessMark {
    return this.#read("lock");
  }

  /** Gateway and console, in the order of their start. */
  get children(): ProcessMark[] {
    return this.#read("children.json");
  }

  get database(): ProcessMark {
    const mark = markOf(Number(readFileSync(path.join(this.dataDir, "pg/postmaster.pid"), "utf8").split("\n")[0]));
    if (!mark) throw new Error("The database does not run");
    return mark;
  }

  /** What runs at this moment of gateway, console and database. */
  get parts(): ProcessMark[] {
    try {
      return [...this.children, this.database].filter(isRunning);
    } catch {
      return []; // one of them is just being replaced
    }
  }

  async health(): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.port}/health`).catch(() => undefined);
    return response?.json();
  }

  #read<T>(file: string): T {
    return JSON.parse(readFileSync(path.join(this.dataDir, file), "utf8"));
  }
}

const WELL = { status: "ok", database: "ok", pipeline: "ok", carriers: "ok" };
let server: Server;

test.beforeAll(async () => {
  server = new Server(await freePort());
});

test.afterAll(async () => {
  if (existsSync(path.join(server.dataDir, "lock"))) await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

test("the first start makes everything and tells how to sign in, beside another server of the same checkout", async () => {
  expect(await server.run()).toBeUndefined();
  const credentials = JSON.parse(readFileSync(path.join(server.dataDir, "credentials.json"), "utf8"));
  expect(Object.keys(credentials)).toEqual(["consoleUrl", "apiUrl", "email", "password", "accountSid", "authToken"]);
  for (const value of Object.values(credentials)) expect(server.output).toContain(value);
  expect(server.output).toContain(`client.messaging.baseUrl = "http://localhost:${server.port}"`);
  expect(await server.health()).toEqual(WELL);
});

test("secrets are readable by their owner alone", () => {
  const modeOf = (file: string) => statSync(path.join(server.dataDir, file)).mode & 0o777;
  for (const file of ["credentials.json", "secret.key", "pg.password", "lock", "log/gateway.log"])
    expect([file, modeOf(file)]).toEqual([file, 0o600]);
  expect(modeOf("pg")).toBe(0o700);
  if (process.getuid?.() === 0) expect(modeOf(".")).toBe(0o711);
});

test("a second start on the same folder is refused, and so is one on the same port", async () => {
  const sameFolder = new Server(await freePort(), server.dataDir);
  expect(await sameFolder.run()).toBe(1);
  expect(sameFolder.output).toContain(`is in use by process ${server.supervisor.pid}`);
  const samePort = new Server(server.port);
  expect(await samePort.run()).toBe(1);
  expect(samePort.output).toContain(`Port ${server.port} on 127.0.0.1 is in use`);
  rmSync(samePort.dataDir, { recursive: true });
  expect(await server.health()).toEqual(WELL);
});

test("a gateway, a console or a database that is killed comes back by itself", async () => {
  for (const victim of server.parts) {
    process.kill(victim.pid, "SIGKILL");
    await expect.poll(() => isRunning(victim)).toBe(false);
    await expect.poll(() => server.parts.length, { timeout: 20_000 }).toBe(3);
    await expect.poll(() => server.health(), { timeout: 20_000 }).toEqual(WELL);
  }
});

test("after a supervisor was killed, its children end and the next start goes on with the database", async () => {
  const orphans = server.children;
  const { supervisor, database } = server;
  process.kill(supervisor.pid, "SIGKILL");
  await expect.poll(() => orphans.filter(isRunning), { timeout: STOP_MAX_MS }).toEqual([]);
  expect(await server.run()).toBeUndefined();
  expect(server.database).toEqual(database);
  expect(await server.health()).toEqual(WELL);
});

test("SIGTERM to npm stops everything within ten seconds, and gives folder and port back", async () => {
  expect(await server.stop()).toBeLessThan(STOP_MAX_MS);
  expect(existsSync(path.join(server.dataDir, "lock"))).toBe(false);
  expect(await server.run()).toBeUndefined();
  expect(await server.health()).toEqual(WELL);
});
