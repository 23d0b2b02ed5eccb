import { expect, test } from "vitest";
import { replayWebhooks } from "@/lib/operations/webhook-replay";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { newId } from "@/lib/testing/sending";

const { open } = await testDatabase();
const db = open();
const { ctx } = await createAccount(testWorld(db));

const COUNT = 10_200;
await db.sql.query(
  `WITH told AS (
     INSERT INTO message (id, account_id, direction, from_number, from_given, to_number, body, encoding, segments, status,
       created_at, updated_at)
     SELECT id, $2, 'outbound-api', '+14155550134', true, '+14155550199', 'Hoo', 'GSM-7', 1, 'delivered', now(), now()
     FROM unnest($1::uuid[]) AS id RETURNING id
   )
   INSERT INTO webhook_attempt (message_id, seq, kind, attempt, account_id, at, duration_ms, method, url, request_headers,
     request_body, error_code)
   SELECT id, 3, 'status', 1, $2, now() - interval '1 s', 5, 'POST', 'http://owl/x', '{}', 'MessageStatus=delivered', 11205
   FROM told`,
  [Array.from({ length: COUNT }, newId), ctx.accountId],
);
const since = new Date(Date.now() - 3_600_000);
const owed = async () => {
  const { rows } = await db.sql.query(
    "SELECT count(*)::int AS count, min(params->>'MessageStatus') AS says FROM webhook_due WHERE account_id = $1",
    [ctx.accountId],
  );
  return rows[0];
};

test("one request tells 10,000 events again at most, says where to go on, and none is told twice", async () => {
  const first = await replayWebhooks(ctx, { since, status: "failed" });
  expect(first).toEqual({ count: 10_000, before: expect.any(String) });
  expect(await owed()).toEqual({ count: 10_000, says: "delivered" });
  const rest = await replayWebhooks(ctx, { since, status: "failed" }, { before: first.before! });
  expect(rest).toEqual({ count: COUNT - 10_000, before: null });
  expect((await owed()).count).toBe(COUNT);
  expect(await replayWebhooks(ctx, { since }, { before: rest.before ?? newId() })).toMatchObject({ count: 0 });
  expect((await owed()).count).toBe(COUNT);
});
