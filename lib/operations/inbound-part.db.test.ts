import { beforeEach, expect, test } from "vitest";
import { receiveInboundPart, receiveLateParts } from "@/lib/operations/inbound-part";
import { releaseNumber } from "@/lib/operations/phone-numbers";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, testWorld } from "@/lib/testing/factories";

const db = (await testDatabase()).open();
let now = new Date("2026-05-01T12:00:00Z");
const world = testWorld(db, { now: () => now });
const { ctx } = await createAccount(world);
const number = await createNumber(ctx);

const FROM = "+14155550142";
let reference = 0;
beforeEach(() => {
  reference += 1;
});
const receive = (part: number, body: string, total = 3) =>
  receiveInboundPart(ctx, { from: FROM, to: number.phoneNumber, body, reference, total, number: part });
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
  return receiveLateParts(world);
};
const received = async () =>
  (
    await db.sql.query<{ body: string; error_code: number | null }>(
      "SELECT body, error_code FROM message WHERE account_id = $1 AND direction = 'inbound' ORDER BY id",
      [ctx.accountId],
    )
  ).rows;
const newsSince = async (before: number) => (await received()).slice(before);

test("the parts of a text are received as one message, whatever their order", async () => {
  expect(await receive(3, "me?")).toBeUndefined();
  expect(await receive(1, "Can you ")).toBeUndefined();
  expect(await receive(2, "hear ")).toMatchObject({ body: "Can you hear me?", status: "received", segments: 1 });
});

test("a part that comes again changes nothing, before or after the text is whole", async () => {
  const before = (await received()).length;
  for (const [part, body] of [
    [1, "a"],
    [1, "a"],
    [2, "b"],
    [3, "c"],
    [2, "b"],
    [1, "a"],
  ] as const) {
    await receive(part, body);
  }
  expect(await newsSince(before)).toEqual([{ body: "abc", error_code: null }]);
  await later(121_000);
  expect(await newsSince(before)).toHaveLength(1);
});

test("parts that arrive at the same instant make one message", async () => {
  const before = (await received()).length;
  await Promise.all([receive(1, "a"), receive(2, "b"), receive(3, "c"), receive(1, "a"), receive(3, "c")]);
  expect(await newsSince(before)).toEqual([{ body: "abc", error_code: null }]);
});

test("after two minutes a text is received without the parts that are missing, and says so", async () => {
  const before = (await received()).length;
  await receive(1, "Can you ");
  await receive(3, "me?");
  await later(119_000);
  expect(await newsSince(before)).toEqual([]);
  await later(2_000);
  expect(await newsSince(before)).toEqual([{ body: "Can you me?", error_code: 30009 }]);
  expect(await later(0)).toBe(0);
});

test("a reference that is used again for another text loses nothing of the first", async () => {
  const before = (await received()).length;
  await receive(1, "first ");
  await receive(1, "second ");
  await receive(2, "text ");
  await receive(3, "whole");
  expect(await newsSince(before)).toEqual([
    { body: "first ", error_code: 30009 },
    { body: "second text whole", error_code: null },
  ]);
});

test("what was sent to a number that is given back meanwhile is nobody's", async () => {
  const other = await createNumber(ctx);
  await receiveInboundPart(ctx, { from: FROM, to: other.phoneNumber, body: "a", reference, total: 2, number: 1 });
  await releaseNumber(ctx, other.id);
  const before = (await received()).length;
  await later(121_000);
  expect(await newsSince(before)).toEqual([]);
  expect((await db.sql.query("SELECT FROM inbound_part")).rowCount).toBe(0);
});

test.each([
  ["part 0", 0, 3],
  ["part 4 of 3", 4, 3],
  ["25 parts", 1, 25],
  ["no number", Number.NaN, 3],
])("%s is refused", async (_rule, part, total) => {
  await expect(receive(part, "a", total)).rejects.toMatchObject({ code: 20001 });
});
