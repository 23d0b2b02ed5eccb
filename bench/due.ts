import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { storeCustomer } from "@/bench/customer";
import type { LoadOrder, LoadResult } from "@/bench/load";
import { startHelper } from "@/bench/processes";
import { createIdSource, toSid } from "@/lib/domain/sid";
import { type Db, openDb } from "@/lib/store/db";
import { ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";
import { PAID_COLUMNS, paidSums } from "@/lib/store/usage";
import { startGateway, type TestGateway } from "@/lib/testing/torture";
import { startCluster, stopCluster } from "@/scripts/postgres/cluster";
import { placeDatabase } from "@/scripts/postgres/place";
import { ROOT } from "@/scripts/run-node";
import { deployMigrations } from "@/scripts/schema";
import { bundleGateway } from "@/scripts/start/build";

/** Above any rate that is reached here. */
const SENDER_MPS = 10_000;
/** Customers who send meanwhile, each its next message when the last one is answered. */
const CONNECTIONS = 8;
const SECONDS = 15;
const CHUNK = 5_000;
/** For storing what is scheduled, before it comes due. */
const AHEAD_MS = 40_000;
const RELEASE_SECONDS_MAX = 300;
const TOKEN = randomBytes(16).toString("hex");

/**
 * What customers notice of many scheduled messages that come due in the same second. Measures, never judges.
 * @example npm run bench:due -- 100000
 */
async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 100_000);
  const folder = mkdtempSync(path.join(tmpdir(), "senderpool-due-"));
  chmodSync(folder, 0o711);
  const program = path.join(ROOT, ".build", `${path.basename(folder)}.mjs`);
  const secretKey = randomBytes(32).toString("hex");
  process.env.SECRET_KEY = secretKey;
  const [cluster] = await Promise.all([
    startCluster(folder, placeDatabase(folder), path.join(folder, "postgres.log")),
    bundleGateway(program),
  ]);
  const load = startHelper("load.ts");
  const db = openDb(cluster.url, { connectionsMax: 2 });
  let gateway: TestGateway | undefined;
  try {
    await deployMigrations(cluster.url);
    const { accountId, serviceId } = await storeCustomer(db, TOKEN);
    gateway = await startGateway(program, {
      DATABASE_URL: cluster.url,
      SECRET_KEY: secretKey,
      SENDER_MPS: String(SENDER_MPS),
      DATA_DIR: folder,
      LOG_LEVEL: "warn",
    });
    await gateway.healthy();
    const sid = toSid("AC", accountId);
    const order: LoadOrder = {
      port: gateway.port,
      path: `/2010-04-01/Accounts/${sid}/Messages.json`,
      auth: `${sid}:${TOKEN}`,
      form: { MessagingServiceSid: toSid("MG", serviceId) },
      connections: CONNECTIONS,
      seconds: SECONDS,
    };
    await load.ask<LoadResult>({ ...order, seconds: 3 });
    const alone = await load.ask<LoadResult>(order);

    const dueAt = new Date(Date.now() + AHEAD_MS);
    await schedule(db, { accountId, serviceId, count, dueAt });
    await sleep(Math.max(0, dueAt.getTime() - 1_000 - Date.now()));
    const [meanwhile, releasedMs] = await Promise.all([load.ask<LoadResult>(order), released(db, dueAt)]);
    print("alone", alone);
    print(`while ${count} come due`, meanwhile);
    console.log(`All were released ${(releasedMs / 1_000).toFixed(1)} s after their time\n`);
  } finally {
    await gateway?.stop();
    load.end();
    await db.close();
    await stopCluster(cluster, 5_000);
    for (const made of [folder, program, `${program}.map`]) rmSync(made, { recursive: true, force: true });
  }
}

function print(name: string, { accepted, errors, seconds, p50, p99, max }: LoadResult): void {
  console.log(
    `Accepts ${name}: ${Math.round(accepted / seconds)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(0)} ms, ${errors} errors`,
  );
}

/** @returns ms from their time until none is left that nobody has taken up */
async function released(db: Db, dueAt: Date): Promise<number> {
  const until = dueAt.getTime() + RELEASE_SECONDS_MAX * 1_000;
  for (let left = 1; left > 0 && Date.now() < until; await sleep(250)) {
    const { rows } = await db.sql.query<{ left: number }>(
      "SELECT count(*)::int AS left FROM message_due WHERE owner IS NULL AND due_at = $1",
      [dueAt],
    );
    left = rows[0]?.left ?? 0;
  }
  return Date.now() - dueAt.getTime();
}

/** Stores messages as if each had been scheduled through the API. */
async function schedule(
  db: Db,
  { accountId, serviceId, count, dueAt }: { accountId: string; serviceId: string; count: number; dueAt: Date },
): Promise<void> {
  const newId = createIdSource({ now: Date.now, randomBytes });
  for (let stored = 0; stored < count; stored += CHUNK) {
    const ids = Array.from({ length: Math.min(CHUNK, count - stored) }, newId);
    await db.sql.query(SCHEDULE, [ids, accountId, serviceId, dueAt, stored]);
  }
  await db.sql.query("ANALYZE message, message_due");
}

const SCHEDULE = `
WITH m AS (
  INSERT INTO message (id, account_id, service_id, direction, from_given, to_number, country, body, encoding, segments,
    num_media, status, created_at, updated_at, expires_at, send_at, attempt, seq)
  SELECT id, $2, $3, 'outbound-api', false, '+1415' || (2005000 + (($5::int + place) % 700) * 10000 + ($5::int + place) / 700),
    'US', 'Your order has shipped and arrives tomorrow', 'GSM-7', 1, 0, 'scheduled', now(), now(),
    $4::timestamptz + interval '10 hours', $4, 0, 0
  FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, place)
  RETURNING *
), due AS (
  INSERT INTO message_due (message_id, due_at) SELECT id, send_at FROM m
), events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, detail)
  SELECT id, 0, account_id, created_at, 'scheduled', '{"origin": {"via": "api", "actor": "bench"}}' FROM m
)
INSERT INTO rollup_delta (${ROLLUP_COLUMNS}, ${PAID_COLUMNS})
SELECT ${rollupKey("m")}, status, coalesce(error_code, 0), count(*), ${paidSums("m")} FROM m
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 13`;

await main();
