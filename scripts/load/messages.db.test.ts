import { expect, test } from "vitest";
import * as messages from "@/lib/store/messages";
import { recount, rollupRows } from "@/lib/store/rollups";
import { testDatabase } from "@/lib/testing/database";
import { storeNumber, storeService } from "@/lib/testing/sending";
import { storeAccount } from "@/lib/testing/stored-message";
import { storeLoad } from "@/scripts/load/messages";

const { open } = await testDatabase();
const db = open();
const DAY_MS = 86_400_000;

test("a load is stored in partitions of its days, with stories, and the roll-ups say what a recount says", async () => {
  const accountId = await storeAccount(db);
  const [one, other] = [await storeNumber(db, accountId), await storeNumber(db, accountId)];
  const serviceId = await storeService(db, accountId, [one.id]);
  const to = new Date();
  const from = new Date(to.getTime() - 5 * DAY_MS);
  const progress: number[] = [];
  await storeLoad(db.sql, {
    accountId,
    numbers: [
      { ...one, serviceId },
      { ...other, serviceId: null },
    ],
    count: 2_000,
    from,
    to,
    onProgress: (stored) => progress.push(stored),
  });
  expect(progress).toEqual([2_000]);
  expect((await db.sql.query("SELECT count(*)::int AS stray FROM message_default")).rows).toEqual([{ stray: 0 }]);

  const range = { from: new Date(from.getTime() - DAY_MS), to: new Date(to.getTime() + DAY_MS) };
  const hours = await rollupRows(db.sql, accountId, { ...range, by: "hour" });
  expect(hours).toEqual(await recount(db.sql, accountId, { ...range, by: "hour" }));
  expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(2_000);
  const minute = Math.floor((to.getTime() - 1.5 * DAY_MS) / 60_000) * 60_000;
  const recent = { from: new Date(minute), to: range.to, by: "minute" } as const;
  expect(await rollupRows(db.sql, accountId, recent)).toEqual(await recount(db.sql, accountId, recent));

  const { rows } = await messages.list(db, accountId, {}, { limit: 500 });
  for (const message of rows) {
    const events = await messages.events(db, accountId, message.id);
    expect(events.map(({ seq }) => seq)).toEqual([...Array(message.seq + 1).keys()]);
    expect(events.at(-1)?.name).toBe(message.status);
    const told = (await messages.attempts(db, accountId, message.id)).map(({ seq }) => events[seq]?.name);
    expect(told).toEqual(
      message.statusCallback ? events.slice(1).flatMap(({ name }) => (name === "sending" ? [] : [name])) : [],
    );
  }
});
