import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { childEnv } from "@/lib/env";
import { freePort } from "@/scripts/ports";
import { ROOT } from "@/scripts/run-node";
import { GATEWAY_FLAGS } from "@/scripts/start/build";

/** One line of the simulated carrier's ledger: what it took. */
export type LedgerLine = { readonly id: string; readonly attempt: number; readonly to: string; readonly body: string };

export type TestLedger = {
  readonly address: string;
  readonly lines: LedgerLine[];
  close(): void;
};

/** The carrier's memory outside every gateway: it keeps a line, then answers it. */
export async function startLedger(): Promise<TestLedger> {
  const lines: LedgerLine[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    const entries = createInterface({ input: socket }).on("error", () => {});
    entries.on("line", (line) => {
      lines.push(JSON.parse(line) as LedgerLine);
      if (socket.writable) socket.write("kept\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export type TestGateway = {
  readonly port: number;
  readonly process: ChildProcess;
  /** Its output so far. */
  log(): string;
  /** The name it was last granted. */
  id(): number;
  /** Resolves when it answers its health page with 200. */
  healthy(timeoutMs?: number): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Ends it like a power failure would. */
  kill(): Promise<void>;
  /** Asks it to end. @returns its exit status */
  stop(): Promise<number | null>;
};

/** Starts a gateway of its own process. @param program made by `bundleGateway` */
export async function startGateway(
  program: string,
  variables: Record<string, string>,
  port?: number,
): Promise<TestGateway> {
  const chosen = port ?? (await freePort());
  const child = spawn(process.execPath, [...GATEWAY_FLAGS, program], {
    cwd: ROOT,
    env: childEnv({ HOST: "127.0.0.1", PORT: String(chosen), LOG_LEVEL: "info", ...variables }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output = (output + chunk).slice(-100_000)));
  const exited = once(child, "exit");
  return {
    port: chosen,
    process: child,
    log: () => output,
    id: () => Number([...output.matchAll(/"lease.granted","gatewayId":(\d+)/g)].at(-1)?.[1]),
    async healthy(timeoutMs = 20_000) {
      for (const deadline = Date.now() + timeoutMs; ; await sleep(20)) {
        if (await isHealthy(chosen)) return;
        if (Date.now() > deadline) throw new Error(`The gateway is not well:\n${output.slice(-4_000)}`);
      }
    },
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
      return child.exitCode;
    },
  };
}

function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host: "127.0.0.1", port, path: "/health", timeout: 1_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(false));
    asked.end();
  });
}

export type Answered = { readonly sid: string; readonly body: string };

export type TestLoad = {
  /** What was answered 201. */
  readonly accepted: Answered[];
  /** How often each other status was answered; 0 stands for a connection that broke. */
  readonly refused: Map<number, number>;
  stop(): Promise<void>;
};

/**
 * Customers that send one message after the other, each with a text of its own, and go on whatever happens.
 * @param ports   of the gateways, taken in turn
 * @param pauseMs between two messages of one customer
 */
export function startLoad({
  ports,
  accountSid,
  authToken,
  form,
  customers,
  pauseMs,
}: {
  ports: () => readonly number[];
  accountSid: string;
  authToken: string;
  form: Readonly<Record<string, string>>;
  customers: number;
  pauseMs: number;
}): TestLoad {
  const accepted: Answered[] = [];
  const refused = new Map<number, number>();
  const agent = new Agent({ keepAlive: true });
  let stopped = false;
  let made = 0;

  async function customer(): Promise<void> {
    while (!stopped) {
      made += 1;
      const body = `tag ${made}`;
      const all = ports();
      const port = all[made % all.length];
      const { status, sid } = port === undefined ? { status: 0, sid: "" } : await send(port, body);
      if (status === 201) accepted.push({ sid, body });
      else refused.set(status, (refused.get(status) ?? 0) + 1);
      await sleep(status === 201 ? pauseMs : 50);
    }
  }

  function send(port: number, body: string): Promise<{ status: number; sid: string }> {
    return new Promise((resolve) => {
      const posted = request(
        {
          agent,
          host: "127.0.0.1",
          port,
          method: "POST",
          path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
          auth: `${accountSid}:${authToken}`,
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          timeout: 15_000,
        },
        async (response) => {
          let text = "";
          try {
            for await (const chunk of response.setEncoding("utf8")) text += chunk;
            const status = response.statusCode ?? 0;
            resolve({ status, sid: status === 201 ? (JSON.parse(text) as { sid: string }).sid : "" });
          } catch {
            resolve({ status: 0, sid: "" });
          }
        },
      );
      posted.on("timeout", () => posted.destroy());
      posted.on("error", () => resolve({ status: 0, sid: "" }));
      posted.end(new URLSearchParams({ ...form, Body: body }).toString());
    });
  }

  const running = Promise.all(Array.from({ length: customers }, customer));
  return {
    accepted,
    refused,
    async stop() {
      stopped = true;
      await running;
      agent.destroy();
    },
  };
}
