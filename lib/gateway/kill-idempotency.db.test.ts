import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { testDatabase } from "@/lib/testing/database";
import { storeSendingAccount } from "@/lib/testing/pipeline";
import { storeNumber } from "@/lib/testing/sending";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { startGateway, type TestGateway } from "@/lib/testing/torture";
import { ROOT } from "@/scripts/run-node";
import { bundleGateway } from "@/scripts/start/build";

vi.setConfig({ testTimeout: 60_000 });
const TOKEN = "0123456789abcdef0123456789abcdef";
const { open, url } = await testDatabase();
const db = open();
const folder = temporaryFolder();
const program = path.join(ROOT, ".build", `${path.basename(folder)}.mjs`);

let gateway: TestGateway;
let accountSid: string;
let from: string;
const start = () =>
  startGateway(program, {
    DATABASE_URL: url,
    SECRET_KEY: env().SECRET_KEY ?? "",
    SENDER_MPS: "10000",
    DATA_DIR: folder,
  });

beforeAll(async () => {
  await bundleGateway(program);
  const accountId = await storeSendingAccount(db, TOKEN);
  accountSid = toSid("AC", accountId);
  from = (await storeNumber(db, accountId)).phoneNumber;
  gateway = await start();
}, 60_000);
afterAll(async () => {
  await gateway.kill();
  for (const made of [program, `${program}.map`]) rmSync(made, { force: true });
});

test("requests that are repeated under their keys while gateways are killed make one message each, and all are answered", async () => {
  const answered = new Map<string, string>();
  let repeats = 0;
  let running = true;

  /** Asks until it is answered, as a client with a sensible retry would. @returns the message's SID */
  async function insist(tag: string): Promise<string> {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${gateway.port}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: "POST",
        headers: { Authorization: `Basic ${btoa(`${accountSid}:${TOKEN}`)}`, "Idempotency-Key": tag },
        body: new URLSearchParams({ From: from, To: "+14155550199", Body: tag }),
      }).catch(() => undefined);
      if (answer?.status === 201) {
        const message = (await answer.json().catch(() => undefined)) as { sid: string; status: string } | undefined;
        if (message?.status === "queued") return message.sid;
      }
      repeats += 1;
      await sleep(20);
    }
  }
  const customer = async (name: number) => {
    for (let n = 0; running; n++) answered.set(`${name}/${n}`, await insist(`${name}/${n}`));
  };

  await gateway.healthy();
  const customers = Array.from({ length: 16 }, (_, name) => customer(name));
  for (let kills = 0; kills < 4; kills++) {
    const enough = answered.size + 100;
    await expect.poll(() => answered.size, { timeout: 20_000 }).toBeGreaterThanOrEqual(enough);
    await gateway.kill();
    gateway = await start();
    await gateway.healthy();
  }
  running = false;
  await Promise.all(customers);

  const { rows } = await db.sql.query<{ id: string; body: string }>("SELECT id, body FROM message");
  expect(new Map(rows.map(({ id, body }) => [body, toSid("SM", id)]))).toEqual(answered);
  expect(rows.length).toBe(answered.size);
  expect(repeats).toBeGreaterThan(0);
});
