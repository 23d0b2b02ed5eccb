import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { type Db, openDb } from "@/lib/store/db";
import { foldDeltas, recount, rollupRows } from "@/lib/store/rollups";
import { audit as auditBooks, settled } from "@/lib/testing/books";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { PNG, startMediaHost } from "@/lib/testing/media";
import { storeSendingAccount } from "@/lib/testing/pipeline";
import { storeNumber } from "@/lib/testing/sending";
import {
  startGateway,
  startLedger,
  startLoad,
  type TestGateway,
  type TestLedger,
  type TestLoad,
} from "@/lib/testing/torture";
import { type Cluster, startCluster, stopCluster } from "@/scripts/postgres/cluster";
import { placeDatabase } from "@/scripts/postgres/place";
import { ROOT } from "@/scripts/run-node";
import { deployMigrations } from "@/scripts/schema";
import { bundleGateway } from "@/scripts/start/build";

vi.setConfig({ testTimeout: 90_000 });
const TOKEN = "0123456789abcdef0123456789abcdef";
const SECRET_KEY = "kill-tests-only-kill-tests-only";

/** A PostgreSQL of its own, which is killed too. */
const folder = mkdtempSync(path.join(tmpdir(), "senderpool-kill-"));
const place = placeDatabase(folder);
let cluster: Cluster;
const program = path.join(ROOT, ".build", `${path.basename(folder)}.mjs`);
let db: Db;
let ledger: TestLedger;
let sink: CallbackSink;
let accountId: string;
let from: string;
const gateways: TestGateway[] = [];

const startDatabase = async () => {
  cluster = await startCluster(folder, place, path.join(folder, "postgres.log"), { port: cluster?.port });
};
/** The server and every process of it. */
function signalDatabase(name: NodeJS.Signals): void {
  const { pid } = cluster.server;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  for (const each of [pid, ...children]) process.kill(each, name);
}
const killDatabase = () => process.kill(cluster.server.pid, "SIGKILL");
const start = async () => {
  const variables = {
    DATABASE_URL: cluster.url,
    SECRET_KEY,
    SENDER_MPS: "10000",
    SIMULATOR_LEDGER: ledger.address,
    DATA_DIR: folder,
  };
  const gateway = await startGateway(program, variables);
  gateways.push(gateway);
  return gateway;
};
const end = async (gateway: TestGateway) => {
  gateways.splice(gateways.indexOf(gateway), 1);
  await gateway.kill();
};
const load = (pauseMs = 20) =>
  startLoad({
    ports: () => gateways.map(({ port }) => port),
    accountSid: toSid("AC", accountId),
    authToken: TOKEN,
    form: { From: from, To: "+14155550199", StatusCallback: sink.url },
    customers: 16,
    pauseMs,
  });

beforeAll(async () => {
  process.env.SECRET_KEY = SECRET_KEY;
  [ledger, sink] = await Promise.all([startLedger(), startCallbackSink(), startDatabase(), bundleGateway(program)]);
  await deployMigrations(cluster.url);
  db = openDb(cluster.url, { connectionsMax: 4 });
  accountId = await storeSendingAccount(db, TOKEN);
  from = (await storeNumber(db, accountId)).phoneNumber;
}, 60_000);
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.kill()));
});
afterAll(async () => {
  await db.close();
  ledger.close();
  await sink.close();
  await stopCluster(cluster, 2_000);
  for (const made of [folder, program, `${program}.map`]) rmSync(made, { recursive: true, force: true });
});

/** Waits until nothing is left in between, then holds the books against each other. */
async function audit({ accepted, refused }: TestLoad) {
  await settled(db, 40_000);
  const books = await auditBooks(db, { accepted, ledger: ledger.lines, received: sink.received });
  return { ...books, refused: Object.fromEntries(refused) };
}
/** Lets the load go on until so many more were answered 201, however fast this machine is. */
const moreAccepted = ({ accepted }: TestLoad, count: number) => {
  const enough = accepted.length + count;
  return expect.poll(() => accepted.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(enough);
};
const CLEAN = { lost: 0, untold: 0, ghosts: 0, unmarked: 0 };

test("a gateway that is killed under load loses nothing, sends nothing twice unmarked, and its successor has all", async () => {
  await (await start()).healthy();
  const running = load();
  for (let kills = 0; kills < 4; kills++) {
    await moreAccepted(running, 30);
    await end(gateways[0]!);
    await (await start()).healthy();
  }
  await moreAccepted(running, 30);
  await running.stop();
  expect(await audit(running)).toMatchObject(CLEAN);
});

test("a database that is killed under load comes back to the same gateway, which had said 503 meanwhile", async () => {
  const gateway = await start();
  await gateway.healthy();
  const running = load();
  for (let kills = 0; kills < 2; kills++) {
    await moreAccepted(running, 30);
    const refused = running.refused.get(503) ?? 0;
    killDatabase();
    await expect.poll(() => running.refused.get(503) ?? 0, { timeout: 20_000 }).toBeGreaterThan(refused);
    await startDatabase();
    await gateway.healthy();
  }
  await moreAccepted(running, 30);
  await running.stop();
  const books = await audit(running);
  expect(books).toMatchObject(CLEAN);
  expect(books.refused[503]).toBeGreaterThan(0);
  expect(Object.keys(books.refused).filter((status) => !["0", "500", "503"].includes(status))).toEqual([]);
  expect(gateway.process.exitCode).toBeNull();
});

test("while the database hangs, requests are refused in time and the health page says so at once", async () => {
  const gateway = await start();
  await gateway.healthy();
  const running = load();
  await moreAccepted(running, 30);
  signalDatabase("SIGSTOP");
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${gateway.port}/health`)).status, { timeout: 20_000 })
    .toBe(503);
  const times = [];
  for (let n = 0; n < 3; n++) {
    const asked = performance.now();
    const health = await fetch(`http://127.0.0.1:${gateway.port}/health`);
    expect([health.status, await health.json()]).toMatchObject([503, { status: "down", database: "down" }]);
    times.push(performance.now() - asked);
  }
  expect(Math.min(...times)).toBeLessThan(100);
  await expect.poll(() => running.refused.get(503), { timeout: 5_000 }).toBeGreaterThan(100);
  signalDatabase("SIGCONT");
  await gateway.healthy();
  await moreAccepted(running, 30);
  await running.stop();
  expect(await audit(running)).toMatchObject(CLEAN);
  const { rows } = await db.sql.query(
    "SELECT count(*)::int AS sessions FROM pg_stat_activity WHERE application_name LIKE 'senderpool%' AND pid <> pg_backend_pid()",
  );
  expect(rows[0].sessions).toBeLessThanOrEqual(21);
});

test("everything killed at once is as if nothing had happened", async () => {
  await (await start()).healthy();
  const running = load();
  for (let kills = 0; kills < 2; kills++) {
    await moreAccepted(running, 30);
    const [gateway] = gateways;
    killDatabase();
    await end(gateway!);
    await startDatabase();
    await (await start()).healthy();
  }
  await moreAccepted(running, 30);
  await running.stop();
  const books = await audit(running);
  expect(books).toMatchObject(CLEAN);
});

test("a gateway that was frozen past its lease changes nothing and submits nothing when it wakes", async () => {
  const [frozen, other] = [await start(), await start()];
  await Promise.all([frozen.healthy(), other.healthy()]);
  const running = load();
  await moreAccepted(running, 30);
  frozen.signal("SIGSTOP");
  const before = ledger.lines.length;
  await expect
    .poll(() => other.log(), { timeout: 20_000, interval: 100 })
    .toContain(`"gateway.taken-over","gateway":${frozen.id()},`);
  await expect.poll(() => ledger.lines.length, { timeout: 20_000 }).toBeGreaterThan(before + 30);
  frozen.signal("SIGCONT");
  await expect.poll(() => frozen.log(), { timeout: 5_000 }).toContain("lease.lost");
  await frozen.healthy();
  await moreAccepted(running, 30);
  await running.stop();
  const books = await audit(running);
  expect(books).toMatchObject(CLEAN);
});

test("a gateway that is asked to end leaves nothing in doubt, and the next one goes on at once", async () => {
  const first = await start();
  await first.healthy();
  const before = (await audit({ accepted: [], refused: new Map(), stop: async () => {} })).doubts;
  const running = load(5);
  await moreAccepted(running, 100);
  gateways.splice(0, 1);
  expect(await first.stop()).toBe(0);
  await (await start()).healthy();
  await running.stop();
  const books = await audit(running);
  expect(books).toMatchObject({ ...CLEAN, doubts: before });
});

test("a gateway that is killed while it fetches a message's files loses neither the message nor a file", async () => {
  let answers = false;
  const host = await startMediaHost((request, response) => {
    const isHeld = !answers && request.url === "/slow.png";
    if (!isHeld) response.writeHead(200, { "Content-Type": "image/png" }).end(PNG);
  });
  const gateway = await start();
  await gateway.healthy();
  const account = toSid("AC", accountId);
  const created = await fetch(`http://127.0.0.1:${gateway.port}/2010-04-01/Accounts/${account}/Messages.json`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account}:${TOKEN}`)}` },
    body: new URLSearchParams([
      ["From", from],
      ["To", "+14155550199"],
      ["StatusCallback", sink.url],
      ["MediaUrl", `${host.url}/fast.png`],
      ["MediaUrl", `${host.url}/slow.png`],
    ]),
  });
  expect(created.status).toBe(201);
  const { sid } = (await created.json()) as { sid: string };
  await expect.poll(() => host.asked.length, { timeout: 10_000 }).toBe(2);
  await end(gateway);
  answers = true;
  await (await start()).healthy();
  expect(await audit({ accepted: [{ sid, body: "" }], refused: new Map(), stop: async () => {} })).toMatchObject(CLEAN);
  const { rows } = await db.sql.query<{ id: string }>("SELECT id FROM media WHERE stored_at IS NOT NULL");
  expect(rows).toHaveLength(2);
  const kept = readdirSync(path.join(folder, "media"), { recursive: true, withFileTypes: true });
  const names = kept.filter((entry) => entry.isFile() && !entry.parentPath.endsWith("spool")).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(rows.map(({ id }) => id)));
  await host.close();
});

test("after all of it the roll-ups say what a recount says", async () => {
  while ((await foldDeltas(db.sql, 10_000)) > 0);
  const range = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) };
  for (const by of ["minute", "hour"] as const) {
    expect(await rollupRows(db.sql, accountId, { ...range, by })).toEqual(
      await recount(db.sql, accountId, { ...range, by }),
    );
  }
});
