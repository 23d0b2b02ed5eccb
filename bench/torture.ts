import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { storeCustomer } from "@/bench/customer";
import { chanceFrom } from "@/lib/domain/chance";
import { toSid } from "@/lib/domain/sid";
import { openDb } from "@/lib/store/db";
import { audit, settled } from "@/lib/testing/books";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { startGateway, startLedger, startLoad, type TestGateway } from "@/lib/testing/torture";
import { type Cluster, startCluster, stopCluster } from "@/scripts/postgres/cluster";
import { placeDatabase } from "@/scripts/postgres/place";
import { ROOT } from "@/scripts/run-node";
import { deployMigrations } from "@/scripts/schema";
import { bundleGateway } from "@/scripts/start/build";

const TOKEN = randomBytes(16).toString("hex");
const CUSTOMERS = 16;
const SETTLE_MS_MAX = 120_000;

/** At which instant something is killed: right after the next of these, or at any. */
const MOMENTS = ["an accept", "a hand-over", "a callback", "nothing"] as const;
const VICTIMS = ["gateway", "database", "gateway and database"] as const;

/**
 * `npm run torture [-- SECONDS [SEED]]`: kills -9 gateway, database or both under load, at random and at each boundary
 * between two phases of a message, over and over; then holds the books of customers, carrier, database and endpoint
 * against each other. Exits with 1 when something was lost, made up, or done twice without a mark.
 */
async function main(): Promise<void> {
  const seconds = Number(process.argv[2] ?? 60);
  const seed = Number(process.argv[3] ?? randomBytes(4).readUInt32BE());
  const chance = chanceFrom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(chance() * items.length)] as Item;
  const folder = mkdtempSync(path.join(tmpdir(), "senderpool-torture-"));
  chmodSync(folder, 0o711);
  const program = path.join(ROOT, ".build", `${path.basename(folder)}.mjs`);
  const secretKey = randomBytes(32).toString("hex");
  process.env.SECRET_KEY = secretKey;

  let cluster: Cluster | undefined;
  const startDatabase = async () => {
    const port = cluster?.port;
    cluster = await startCluster(
      folder,
      placeDatabase(folder),
      path.join(folder, "postgres.log"),
      port ? { port } : {},
    );
    return cluster;
  };
  const [{ url }, ledger, sink] = await Promise.all([
    startDatabase(),
    startLedger(),
    startCallbackSink(),
    bundleGateway(program),
  ]);
  let gateway: TestGateway | undefined;
  const start = async () => {
    gateway = await startGateway(program, {
      DATABASE_URL: url,
      SECRET_KEY: secretKey,
      SENDER_MPS: "10000",
      SIMULATOR_LEDGER: ledger.address,
      DATA_DIR: folder,
      LOG_LEVEL: "error",
    });
    await gateway.healthy(60_000);
  };
  const db = openDb(url, { connectionsMax: 2 });
  const kills = new Map<string, number>();
  try {
    await deployMigrations(url);
    const { accountId, from } = await storeCustomer(db, TOKEN);
    await start();
    const load = startLoad({
      ports: () => (gateway ? [gateway.port] : []),
      accountSid: toSid("AC", accountId),
      authToken: TOKEN,
      form: { From: from, To: "+14155550199", StatusCallback: sink.url },
      customers: CUSTOMERS,
      pauseMs: 2,
    });
    const counts = () => ({
      "an accept": load.accepted.length,
      "a hand-over": ledger.lines.length,
      "a callback": sink.received.length,
      nothing: 0,
    });
    for (const until = Date.now() + seconds * 1_000; Date.now() < until; ) {
      await sleep(500 + chance() * 2_000);
      const [moment, victim] = [pick(MOMENTS), pick(VICTIMS)];
      const before = counts()[moment];
      for (let waited = 0; moment !== "nothing" && counts()[moment] === before && waited < 5_000; waited++)
        await sleep(1);
      const name = `${victim}, after ${moment}`;
      kills.set(name, (kills.get(name) ?? 0) + 1);
      if (victim !== "database") {
        await gateway?.kill();
        gateway = undefined;
      }
      if (victim !== "gateway") {
        process.kill(cluster?.server.pid ?? 0, "SIGKILL");
        await sleep(chance() * 500);
        await startDatabase();
      }
      if (!gateway) await start();
      await gateway?.healthy(60_000);
    }
    await load.stop();
    await settled(db, SETTLE_MS_MAX);
    const books = await audit(db, { accepted: load.accepted, ledger: ledger.lines, received: sink.received });
    const { accepted, submitted, delivered, callbacks, lost, untold, ghosts, unmarked, duplicates, doubts } = books;
    const refused = [...load.refused].map(([status, count]) => `${count} × ${status || "no answer"}`).join(", ");
    console.log(`\nseed ${seed}, ${[...kills.values()].reduce((sum, count) => sum + count, 0)} kills in ${seconds} s`);
    for (const [name, count] of [...kills].toSorted()) console.log(`  ${String(count).padStart(3)} × ${name}`);
    console.log(`accepted=${accepted} submitted=${submitted} delivered=${delivered} callbacks=${callbacks}`);
    console.log(`not accepted: ${refused || "none"}`);
    console.log(`duplicates=${duplicates}, marked in doubt=${doubts}`);
    console.log(`lost=${lost} ghost=${ghosts} untold=${untold} unmarked duplicates=${unmarked}\n`);
    if (lost + ghosts + untold + unmarked > 0) process.exitCode = 1;
  } finally {
    await gateway?.stop();
    ledger.close();
    await sink.close();
    await db.close();
    if (cluster) await stopCluster(cluster, 5_000);
    for (const made of [folder, program, `${program}.map`]) rmSync(made, { recursive: true, force: true });
  }
}

await main();
