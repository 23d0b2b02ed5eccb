import { afterAll, beforeAll, expect, test } from "vitest";
import { Fenced, insertDrafts } from "@/lib/store/accept";
import type { Sql } from "@/lib/store/db";
import { takeDue } from "@/lib/store/due";
import { findOwned, registerGateway, TAKE_FROM_DUE, TAKE_RANGE } from "@/lib/store/gateways";
import { makeSteps } from "@/lib/store/steps";
import { testDatabase } from "@/lib/testing/database";
import { storeSendingAccount, type TestPipeline, testPipeline } from "@/lib/testing/pipeline";
import { draftOf, newId, storeNumber } from "@/lib/testing/sending";
import { storeLoad } from "@/scripts/load/messages";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });
const STORED = 1_000_000;
const HELD = 1_000;

let accountId: string;
let sender: { id: string; phoneNumber: string };
let pipeline: TestPipeline | undefined;
beforeAll(async () => {
  accountId = await storeSendingAccount(db, "0123456789abcdef0123456789abcdef");
  sender = await storeNumber(db, accountId);
  const now = Date.now();
  const time = { from: new Date(now - 30 * 86_400_000), to: new Date(now - 1_000) };
  await storeLoad(db.sql, { accountId, numbers: [{ ...sender, serviceId: null }], count: STORED, bare: true, ...time });
}, 180_000);
afterAll(() => pipeline?.stop());

type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Whole tables that a statement reads from end to end, planned as it is when it was prepared long ago. */
async function scannedBy(run: (sql: Sql) => Promise<unknown>) {
  const client = await db.sql.connect();
  try {
    await client.query("SET plan_cache_mode = force_generic_plan");
    const scanned = new Set<string>();
    const explaining = {
      query: async ({ text, values }: { text: string; values: unknown[] }) => {
        const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
          `EXPLAIN (FORMAT JSON) ${text}`,
          values,
        );
        for (const node of nodesOf(rows[0]!["QUERY PLAN"][0]!.Plan)) {
          if (node["Node Type"] === "Seq Scan") scanned.add(node["Relation Name"] ?? "");
        }
        return { rows: [] };
      },
    };
    // Nothing is stored, which accepting takes for having been fenced.
    await run(explaining as unknown as Sql).catch((error) => expect(error).toBeInstanceOf(Fenced));
    return [...scanned];
  } finally {
    client.release(true);
  }
}

test("no statement of the hot path and of recovery scans a table of messages", async () => {
  const now = new Date();
  const step = { id: newId(), owner: 1, from: "queued", to: "sending", event: "sending", at: now } as const;
  const statements = {
    accept: (sql) => insertDrafts(sql, { gatewayId: 1, now, holdUntil: now }, [draftOf(accountId, sender)]),
    steps: (sql) => makeSteps(sql, [step]),
    "take-over by range": (sql) => sql.query({ text: TAKE_RANGE, values: [1, 2, newId()] }),
    "take-over of what was due": (sql) => sql.query({ text: TAKE_FROM_DUE, values: [1, 2] }),
    sweep: (sql) => findOwned(sql, 1, { from: newId(), quietSince: now, limit: 100 }),
    due: (sql) => takeDue(sql, 1, now, 100),
  } satisfies Record<string, (sql: Sql) => Promise<unknown>>;
  for (const [name, run] of Object.entries(statements)) {
    const scanned = await scannedBy(run);
    expect([name, scanned.filter((table) => /^(message|webhook|rollup|sticky|sender)/.test(table))]).toEqual([
      name,
      [],
    ]);
  }
});

test("on a million stored rows a successor has every message of the dead gateway on its way within 5 s", async () => {
  const dead = await registerGateway(db.sql, newId());
  const now = new Date();
  const drafts = Array.from({ length: HELD }, () => draftOf(accountId, sender, {}, { mps: 1_000_000 }));
  for (let first = 0; first < HELD; first += 500) {
    await insertDrafts(
      db.sql,
      { gatewayId: dead, now, holdUntil: new Date(now.getTime() + 60_000) },
      drafts.slice(first, first + 500),
    );
  }
  const ids = drafts.map(({ message }) => message.id);
  const submits = (id: string) =>
    ({ id, owner: dead, from: "queued", to: "sending", event: "sending", at: now, submits: true }) as const;
  await makeSteps(db.sql, ids.slice(0, 500).map(submits));
  const carrierRefs = (id: string) => [`${id}.1`];
  await makeSteps(
    db.sql,
    ids.slice(0, 250).map((id) => ({
      id,
      owner: dead,
      from: "sending",
      to: "sent",
      event: "sent",
      at: now,
      carrierRefs: carrierRefs(id),
    })),
  );
  await db.sql.query("UPDATE gateway SET heartbeat_at = now() - interval '1 hour' WHERE id = $1", [dead]);

  const begun = performance.now();
  pipeline = await testPipeline(db, url);
  const left = async () =>
    (
      await db.sql.query("SELECT count(*)::int AS left FROM message WHERE id = ANY($1) AND status <> 'delivered'", [
        ids,
      ])
    ).rows[0].left;
  await expect.poll(left, { timeout: 10_000, interval: 50 }).toBe(0);
  expect(performance.now() - begun).toBeLessThan(5_000);
  const { rows } = await db.sql.query(
    "SELECT count(*)::int AS doubts FROM message_event WHERE name = 'resubmitted-in-doubt' AND message_id = ANY($1)",
    [ids],
  );
  expect(rows).toEqual([{ doubts: 250 }]);
});
