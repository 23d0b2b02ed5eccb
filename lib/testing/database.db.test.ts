import { expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";

const first = await testDatabase();
const second = await testDatabase();

test("a test database has the whole schema and nobody's rows", async () => {
  const db = first.open();
  expect(await db.prisma.account.count()).toBe(0);
  const { rows } = await db.sql.query("SELECT to_regclass('message_default') AS partition");
  expect(rows).toEqual([{ partition: "message_default" }]);
});

test("what one test file writes no other sees", async () => {
  await first.open().sql.query("INSERT INTO queue_pace VALUES (gen_random_uuid(), now())");
  expect(await second.open().prisma.queuePace.count()).toBe(0);
});
