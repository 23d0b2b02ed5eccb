import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { dump } from "@/scripts/backup/dump";
import { load } from "@/scripts/backup/load";
import { isEmpty } from "@/scripts/backup/server";

const source = await testDatabase();
const target = await testDatabase({ empty: true });
const other = await testDatabase({ empty: true });
const refusing = await testDatabase({ empty: true });

const ACCOUNT = "01900000-0000-7000-8000-000000000001";
/** What a line, an escape or an SQL reader could stumble over. */
const AWKWARD = [
  "line\nbreak",
  "tab\tand \\ and \\. and \r",
  "\u2028\u2029\u0085",
  "COPY x FROM stdin;",
  "\\.",
  "''\"$$",
  "🙂 ü 中",
  "",
];
const DAY_WITH_PARTITION = Date.UTC(2026, 0, 2);
const DAY_WITHOUT = Date.UTC(2030, 0, 2);

await fillSource();

async function fillSource(): Promise<void> {
  const { sql } = source.open();
  await sql.query("SELECT make_partitions('2026-01-01', 3)");
  await sql.query(
    "INSERT INTO account (id, friendly_name, auth_token_sealed, updated_at) VALUES ($1, $2, 'sealed', now())",
    [ACCOUNT, AWKWARD.join("|")],
  );
  for (const [row, body] of AWKWARD.entries()) {
    for (const day of [DAY_WITH_PARTITION, DAY_WITHOUT]) {
      await sql.query(
        `INSERT INTO message (id, account_id, direction, from_given, to_number, body, encoding, segments, status, created_at, updated_at)
         VALUES (uuid_floor($1), $2, 'outbound-api', false, '+15005550006', $3, 'GSM-7', 1, 'delivered', $1, $1)`,
        [new Date(day + row), ACCOUNT, body],
      );
    }
  }
  await sql.query(
    "INSERT INTO gateway (started_at, heartbeat_at, oldest_open_id) SELECT now(), now(), $1 FROM generate_series(1, 3)",
    [ACCOUNT],
  );
  await sql.query("DELETE FROM gateway");
}

async function dumped(): Promise<Buffer> {
  const out = new PassThrough();
  const script = buffer(out);
  await dump(source.url, out);
  out.end();
  return script;
}

/** Every table with its rows, and every sequence with its place. */
async function contents({ open }: { open: (typeof source)["open"] }) {
  const { sql } = open();
  const { rows: tables } = await sql.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i', 'S') ORDER BY 1",
  );
  const { rows: stored } = await sql.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const rows: Record<string, unknown[]> = {};
  for (const { name } of stored) rows[name] = (await sql.query(`SELECT t::text FROM "${name}" t ORDER BY 1`)).rows;
  const { rows: sequences } = await sql.query("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1");
  const { rows: triggers } = await sql.query(
    "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
  );
  const { rows: options } = await sql.query(
    "SELECT relname, reloptions FROM pg_class WHERE reloptions IS NOT NULL AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  return { tables, rows, sequences, triggers, options };
}

test("a restored database has every row, partition, index, sequence and trigger of the one that was backed up", async () => {
  await load(target.url, Readable.from([await dumped()]));
  const restored = await contents(target);
  expect(restored).toEqual(await contents(source));
  expect(restored.rows.message_20260102).toHaveLength(AWKWARD.length);
  expect(restored.rows.message_default).toHaveLength(AWKWARD.length);
});

test("rows are whole however the file is cut into chunks", async () => {
  const script = await dumped();
  const chunks = Array.from({ length: Math.ceil(script.length / 7) }, (_, at) => script.subarray(at * 7, at * 7 + 7));
  await load(other.url, Readable.from(chunks));
  expect(await contents(other)).toEqual(await contents(source));
});

test.each([
  ["a file cut short", async () => (await dumped()).subarray(0, -200), /ends too early/],
  [
    "a file cut short inside the rows",
    async () => cutAfter(await dumped(), 'COPY "message_default"'),
    /ends too early/,
  ],
  ["another program's file", async () => Buffer.from("-- PostgreSQL database dump\n"), /no dump/],
])("%s restores nothing", async (_rule, script, refusal) => {
  await expect(load(refusing.url, Readable.from([await script()]))).rejects.toThrow(refusal);
  expect(await isEmpty(refusing.url)).toBe(true);
});

function cutAfter(script: Buffer, mark: string): Buffer {
  return script.subarray(0, script.indexOf(mark) + 200);
}
