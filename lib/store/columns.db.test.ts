import { expect, test } from "vitest";
import { defineColumns } from "@/lib/store/columns";
import { testDatabase } from "@/lib/testing/database";

const { open } = await testDatabase({ empty: true });
const db = open();

type Row = {
  uuid: string | null;
  text: string | null;
  small: number | null;
  whole: number | null;
  float: number | null;
  flag: boolean | null;
  at: Date | null;
  kept: string | null;
  read: string | null;
};

const COLUMNS = defineColumns<Row>({
  uuid: ["uuid", (row) => row.uuid],
  text: ["text", (row) => row.text],
  small: ["int2", (row) => row.small],
  whole: ["int4", (row) => row.whole],
  float: ["float8", (row) => row.float],
  flag: ["bool", (row) => row.flag],
  at: ["timestamptz", (row) => row.at],
  kept: ["json", (row) => row.kept],
  read: ["jsonb", (row) => row.read],
});

const throughPostgres = async (rows: readonly Row[]) =>
  (
    await db.sql.query({
      text: `SELECT uuid, text, small, whole, float, flag, at, kept::text, read::text FROM ${COLUMNS.relation("r", 2)} WHERE $1`,
      values: [true, ...COLUMNS.encode(rows)],
    })
  ).rows;

const ROWS: Row[] = [
  {
    uuid: "0190f5fe-7d1c-7abc-8def-0123456789ab",
    text: "",
    small: -32_768,
    whole: 2_147_483_647,
    float: 0.1,
    flag: true,
    at: new Date("2026-11-25T01:02:03.456Z"),
    kept: '{"b":1, "a":"“quoted”, {braced}"}',
    read: '{"é": null}',
  },
  { uuid: null, text: null, small: null, whole: null, float: null, flag: null, at: null, kept: null, read: null },
  {
    uuid: "ffffffff-ffff-ffff-ffff-ffffffffffff",
    text: 'Tea 🫖, “two”\n\\ NULL {} "',
    small: 32_767,
    whole: -2_147_483_648,
    float: -1e300,
    flag: false,
    at: new Date("1969-12-31T23:59:59.999Z"),
    kept: "[]",
    read: '"🫖"',
  },
];

test("every type comes out of PostgreSQL as it went in, with its NULLs and in its order", async () => {
  expect(await throughPostgres(ROWS)).toEqual(ROWS);
});

test("a batch of none is a relation without rows", async () => {
  expect(await throughPostgres([])).toEqual([]);
});

test("a value that its type does not hold fails the statement instead of storing another", async () => {
  const [row] = ROWS as [Row];
  await expect(throughPostgres([{ ...row, read: "{broken" }])).rejects.toThrow(/json/);
  expect(() => COLUMNS.encode([{ ...row, small: 40_000 }])).toThrow(RangeError);
});
