import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fromSid, toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { type CallbackSink, startCallbackSink } from "@/lib/testing/callback-sink";
import { testDatabase } from "@/lib/testing/database";
import { storeSendingAccount } from "@/lib/testing/pipeline";
import { storeNumber } from "@/lib/testing/sending";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { startGateway, startLedger, type TestGateway, type TestLedger } from "@/lib/testing/torture";
import { ROOT } from "@/scripts/run-node";
import { bundleGateway } from "@/scripts/start/build";

vi.setConfig({ testTimeout: 60_000 });
const TOKEN = "0123456789abcdef0123456789abcdef";
const { open, url } = await testDatabase();
const db = open();
const folder = temporaryFolder();
const program = path.join(ROOT, ".build", `${path.basename(folder)}.mjs`);

let sink: CallbackSink;
let ledger: TestLedger;
let gateway: TestGateway;
let accountId: string;
const start = () =>
  startGateway(program, {
    DATABASE_URL: url,
    SECRET_KEY: env().SECRET_KEY ?? "",
    SENDER_MPS: "10000",
    SIMULATOR_LEDGER: ledger.address,
    DATA_DIR: folder,
  });

beforeAll(async () => {
  // An endpoint that thinks for a while, so that a kill finds requests at every point of their way.
  sink = await startCallbackSink((callback, response) => {
    const { pathname } = new URL(callback.url);
    const { MessageSid = "" } = callback.params;
    const inside =
      pathname === "/first"
        ? `<Message>1 ${MessageSid}</Message><Redirect>/second</Redirect>`
        : `<Message>2 ${MessageSid}</Message>`;
    const answer = () => response.writeHead(200, { "Content-Type": "text/xml" }).end(`<Response>${inside}</Response>`);
    setTimeout(answer, sink.received.length % 40);
  });
  [ledger] = await Promise.all([startLedger(), bundleGateway(program)]);
  accountId = await storeSendingAccount(db, TOKEN);
  gateway = await start();
}, 60_000);
afterAll(async () => {
  await gateway.kill();
  ledger.close();
  await sink.close();
  for (const made of [program, `${program}.map`]) rmSync(made, { force: true });
});

/** Eight people who write one text after the other, each text from a number of its own, until they are stopped. */
function startWriters(phoneNumber: string) {
  const received: string[] = [];
  let running = true;
  const write = async (index: number) => {
    for (let n = 0; running; n++) {
      // Far from the endings that the simulated carrier treats in its own ways.
      const from = `+1${415 + writersStarted}${2_001_000 + index * 10_000 + n}`;
      const answer = await fetch(`http://127.0.0.1:${gateway.port}/senderpool/v1/Simulator/Inbound`, {
        method: "POST",
        headers: { Authorization: `Basic ${btoa(`${toSid("AC", accountId)}:${TOKEN}`)}` },
        body: new URLSearchParams({ From: from, To: phoneNumber, Body: "Hoo?" }),
      }).catch(() => undefined);
      if (answer?.status === 201) received.push(((await answer.json()) as { sid: string }).sid);
      await sleep(10);
    }
  };
  writersStarted += 1;
  const writers = Array.from({ length: 8 }, (_, index) => write(index));
  return {
    /** SIDs of what was answered 201. */
    received,
    more: (count: number) => {
      const enough = received.length + count;
      return expect.poll(() => received.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(enough);
    },
    async stop() {
      running = false;
      await Promise.all(writers);
    },
  };
}
let writersStarted = 0;

/** Waits until nothing is left to do. */
async function isDone(): Promise<void> {
  const left = async () =>
    (
      await db.sql.query(
        `SELECT (SELECT count(*) FROM webhook_due)::int + (SELECT count(*) FROM message_due)::int
           + (SELECT count(*) FROM message WHERE status NOT IN ('received', 'delivered'))::int AS left`,
      )
    ).rows[0].left;
  await expect.poll(left, { timeout: 30_000, interval: 200 }).toBe(0);
}

test("a gateway that is killed while webhooks are answered loses no reply and makes none twice", async () => {
  const { phoneNumber } = await storeNumber(db, accountId, { smsUrl: `${sink.url}/first` });
  await gateway.healthy();
  const writers = startWriters(phoneNumber);
  for (let kills = 0; kills < 3; kills++) {
    await writers.more(40);
    await gateway.kill();
    gateway = await start();
    await gateway.healthy();
  }
  await writers.stop();
  await isDone();
  const { rows } = await db.sql.query<{ body: string; id: string }>(
    "SELECT body, id FROM message WHERE direction = 'outbound-reply' ORDER BY body",
  );
  const { rows: inbound } = await db.sql.query<{ id: string }>("SELECT id FROM message WHERE direction = 'inbound'");
  const expected = inbound.flatMap(({ id }) => [`1 ${toSid("SM", id)}`, `2 ${toSid("SM", id)}`]);
  expect(rows.map(({ body }) => body)).toEqual(expected.sort());
  const stored = new Set(inbound.map(({ id }) => id));
  expect(writers.received.filter((sid) => !stored.has(fromSid("SM", sid) ?? ""))).toEqual([]);
  expect(new Set(ledger.lines.map(({ id }) => id))).toEqual(new Set(rows.map(({ id }) => id)));
});

test("a gateway that is asked to end asks no endpoint twice", async () => {
  const { phoneNumber } = await storeNumber(db, accountId, { smsUrl: `${sink.url}/first` });
  await gateway.healthy();
  const before = sink.received.length;
  const writers = startWriters(phoneNumber);
  for (let stops = 0; stops < 2; stops++) {
    await writers.more(40);
    expect(await gateway.stop()).toBe(0);
    gateway = await start();
    await gateway.healthy();
  }
  await writers.stop();
  await isDone();
  const asked = sink.received.slice(before).map(({ url: target, params }) => `${target} ${params.MessageSid}`);
  expect(asked).toHaveLength(new Set(asked).size);
  expect(asked.length).toBeGreaterThan(100);
});
