import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { storeCustomer } from "@/bench/customer";
import type { LoadOrder, LoadResult } from "@/bench/load";
import { cpuOf, cpuOfTree, memoryOf, startHelper } from "@/bench/processes";
import type { SinkReport } from "@/bench/sink";
import { toSid } from "@/lib/domain/sid";
import { type Db, openDb } from "@/lib/store/db";
import { startGateway, type TestGateway } from "@/lib/testing/torture";
import { startCluster, stopCluster } from "@/scripts/postgres/cluster";
import { placeDatabase } from "@/scripts/postgres/place";
import { ROOT } from "@/scripts/run-node";
import { deployMigrations } from "@/scripts/schema";
import { bundleGateway } from "@/scripts/start/build";

/** Above any rate that is reached here, so that pace costs its work but no time. */
const SENDER_MPS = 10_000;
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 3;
const DRAIN_SECONDS_MAX = 60;
const TOKEN = randomBytes(16).toString("hex");

type Row = {
  readonly name: string;
  readonly load: LoadResult;
  readonly sink: SinkReport;
  readonly callbacks: number;
  readonly allDonePerSecond: number;
  /** µs a message. */
  readonly cpu: Readonly<Record<"gateway" | "postgres" | "load" | "sink", number>>;
  readonly memoryMb: number;
};

/**
 * `npm run bench [-- SECONDS]`: one gateway with its own PostgreSQL (fsync on), a load and an endpoint for callbacks, each a
 * process of its own, all on this machine. Measures, never judges.
 */
async function main(): Promise<void> {
  const seconds = Number(process.argv[2] ?? 5);
  const folder = mkdtempSync(path.join(tmpdir(), "senderpool-bench-"));
  chmodSync(folder, 0o711);
  const program = path.join(ROOT, ".build", `${path.basename(folder)}.mjs`);
  const secretKey = randomBytes(32).toString("hex");
  process.env.SECRET_KEY = secretKey;
  const [cluster] = await Promise.all([
    startCluster(folder, placeDatabase(folder), path.join(folder, "postgres.log")),
    bundleGateway(program),
  ]);
  const [load, sink, bare] = [startHelper("load.ts"), startHelper("sink.ts"), startHelper("bare.ts")];
  let gateway: TestGateway | undefined;
  const db = openDb(cluster.url, { connectionsMax: 2 });
  try {
    await deployMigrations(cluster.url);
    const { accountId, from, serviceId } = await storeCustomer(db, TOKEN);
    gateway = await startGateway(program, {
      DATABASE_URL: cluster.url,
      SECRET_KEY: secretKey,
      SENDER_MPS: String(SENDER_MPS),
      DATA_DIR: folder,
      LOG_LEVEL: "warn",
    });
    await gateway.healthy();
    const gatewayPid = gateway.process.pid ?? 0;
    const atRestMb = memoryOf(gatewayPid);
    const { port: sinkPort } = await sink.ask<SinkReport>("reset");
    const sid = toSid("AC", accountId);
    const machine = await calibrate();
    const order = (form: Record<string, string>, measured: number, connections = CONNECTIONS): LoadOrder => ({
      port: gateway?.port ?? 0,
      path: `/2010-04-01/Accounts/${sid}/Messages.json`,
      auth: `${sid}:${TOKEN}`,
      form: { ...form, StatusCallback: `http://127.0.0.1:${sinkPort}/status` },
      connections,
      seconds: measured,
    });
    const cpu = () => ({
      gateway: cpuOf(gatewayPid),
      postgres: cpuOfTree(cluster.server.pid),
      load: cpuOf(load.pid),
      sink: cpuOf(sink.pid),
    });

    /** What an HTTP server that does nothing gives here and now: the measure of the machine, which others may share. */
    async function calibrate(): Promise<{ perSecond: number; cpu: number }> {
      const barePort = await bare.ask<number>("port");
      const bareOrder = { port: barePort, path: "/", auth: "a:b", form: {}, connections: CONNECTIONS };
      await load.ask<LoadResult>({ ...bareOrder, seconds: 1 });
      const before = cpuOf(bare.pid);
      const { accepted, seconds: took } = await load.ask<LoadResult>({ ...bareOrder, seconds: 2 });
      return { perSecond: accepted / took, cpu: (cpuOf(bare.pid) - before) / accepted };
    }

    async function measure(name: string, form: Record<string, string>, callbacks: number): Promise<Row> {
      await load.ask<LoadResult>(order(form, WARM_UP_SECONDS, 16));
      await drained(db);
      await sink.ask("reset");
      const before = cpu();
      const begun = Date.now();
      const result = await load.ask<LoadResult>(order(form, seconds));
      let report = await sink.ask<SinkReport>("report");
      for (let waited = 0; waited < DRAIN_SECONDS_MAX && report.count < result.accepted * callbacks; waited += 0.1) {
        await sleep(100);
        report = await sink.ask<SinkReport>("report");
      }
      const after = cpu();
      const each = (key: keyof typeof after) => (after[key] - before[key]) / result.accepted;
      return {
        name,
        load: result,
        sink: report,
        callbacks,
        allDonePerSecond: result.accepted / ((report.lastAt - begun) / 1_000),
        cpu: { gateway: each("gateway"), postgres: each("postgres"), load: each("load"), sink: each("sink") },
        memoryMb: memoryOf(gatewayPid),
      };
    }

    const rows = [
      await measure("From only", { From: from }, 2),
      await measure("through a service", { MessagingServiceSid: toSid("MG", serviceId) }, 3),
    ];
    const { rows: sessions } = await db.sql.query<{ name: string; count: number }>(
      `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'senderpool%'
       GROUP BY 1 ORDER BY 1`,
    );
    print(rows, { seconds, machine, atRestMb, connections: sessions.reduce((sum, { count }) => sum + count, 0) - 1 });
  } finally {
    await gateway?.stop();
    load.end();
    sink.end();
    bare.end();
    await db.close();
    await stopCluster(cluster, 5_000);
    for (const made of [folder, program, `${program}.map`]) rmSync(made, { recursive: true, force: true });
  }
}

/** Waits until nothing of the warm-up is left. */
async function drained(db: Db): Promise<void> {
  for (let left = 1; left > 0; await sleep(100)) {
    const { rows } = await db.sql.query<{ left: number }>(
      "SELECT (SELECT count(*) FROM message WHERE owner IS NOT NULL)::int + (SELECT count(*) FROM webhook_due)::int AS left",
    );
    left = rows[0]?.left ?? 0;
  }
}

function print(
  rows: readonly Row[],
  {
    seconds,
    machine,
    atRestMb,
    connections,
  }: { seconds: number; machine: { perSecond: number; cpu: number }; atRestMb: number; connections: number },
): void {
  const line = (cells: readonly (string | number)[]) =>
    console.log(
      cells.map((cell, index) => (index === 0 ? String(cell).padEnd(20) : String(cell).padStart(11))).join(""),
    );
  console.log(
    `\n${CONNECTIONS} connections for ${seconds} s, SENDER_MPS=${SENDER_MPS}, ${availableParallelism()} cores shared with load, endpoint and PostgreSQL (fsync on), Node ${process.version}\n`,
  );
  line(["", "accepts/s", "all-done/s", "p50 ms", "p99 ms", "max ms", "errors", "callbacks", "lost", "repeated"]);
  for (const { name, load, sink, callbacks, allDonePerSecond } of rows) {
    line([
      name,
      Math.round(load.accepted / load.seconds),
      Math.round(allDonePerSecond),
      load.p50.toFixed(1),
      load.p99.toFixed(1),
      load.max.toFixed(0),
      load.errors,
      sink.count,
      load.accepted * callbacks - sink.count,
      sink.repeated,
    ]);
  }
  console.log("\nCPU, µs a message");
  line(["", "gateway", "postgres", "load", "endpoint", "sum"]);
  for (const { name, cpu } of rows) {
    const parts = [cpu.gateway, cpu.postgres, cpu.load, cpu.sink];
    line([name, ...parts.map(Math.round), Math.round(parts.reduce((sum, part) => sum + part))]);
  }
  console.log(
    `\nA bare node:http server here and now: ${Math.round(machine.perSecond)}/s at ${Math.round(machine.cpu)} µs a request`,
  );
  const peak = Math.max(...rows.map(({ memoryMb }) => memoryMb));
  console.log(
    `Gateway: ${connections} of 17 connections to PostgreSQL in use (8 hot, 8 API, 1 lease); ${Math.round(atRestMb)} MB at rest, ${Math.round(peak)} MB after load\n`,
  );
}

await main();
