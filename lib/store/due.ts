import type { Message } from "@/lib/domain/message";
import type { Sql } from "@/lib/store/db";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "@/lib/store/message-row";

/**
 * Takes up to `limit` messages that nobody holds and whose time has come by `until`, oldest first, with the webhooks they
 * still owe, which must be told before any newer. Rows that another gateway is taking are skipped, not waited for. The row
 * stays in `message_due` under our name until the message is out of our hands, which is how a successor finds it. Touches
 * that small table and the messages themselves.
 * @returns the messages, which are ours now, and leave no sooner than they were due; none when our own row is gone
 */
export async function takeDue(sql: Sql, gatewayId: number, until: Date, limit: number): Promise<Message[]> {
  const { rows } = await sql.query<MessageRow & { leaves_at: Date | null }>({
    name: "take-due",
    text: TAKE_DUE,
    values: [gatewayId, until, limit],
  });
  return rows.map((row) => ({ ...toMessage(row), leaveAt: row.leaves_at }));
}

const TAKE_DUE = `
WITH fence AS MATERIALIZED (
  SELECT id FROM gateway WHERE id = $1 FOR KEY SHARE
), taken AS (
  UPDATE message_due SET owner = $1 WHERE message_id = ANY(ARRAY(
    SELECT message_id FROM message_due
    WHERE owner IS NULL AND due_at <= $2 AND EXISTS (SELECT FROM fence)
    ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED))
  RETURNING message_id, due_at
), owed AS (
  UPDATE webhook_due SET owner = $1 WHERE message_id = ANY(ARRAY(SELECT message_id FROM taken)) AND owner IS NULL
)
UPDATE message m SET owner = $1 FROM taken t
WHERE m.id = ANY(ARRAY(SELECT message_id FROM taken)) AND m.id = t.message_id AND m.owner IS NULL
  AND m.status IN ('scheduled', 'accepted', 'queued')
RETURNING ${MESSAGE_COLUMNS},
  CASE WHEN m.status = 'queued' AND m.leave_at IS NOT NULL THEN greatest(m.leave_at, t.due_at) END AS leaves_at`;

/** Ids of the messages this gateway took from `message_due` and has not let go. */
export async function findTaken(sql: Sql, gatewayId: number): Promise<string[]> {
  const { rows } = await sql.query<{ message_id: string }>({
    name: "taken",
    text: "SELECT message_id FROM message_due WHERE owner = $1",
    values: [gatewayId],
  });
  return rows.map((row) => row.message_id);
}

/** Forgets rows we took whose messages are not ours: canceled or deleted in between. */
export async function forgetDue(sql: Sql, gatewayId: number, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query("DELETE FROM message_due WHERE owner = $1 AND message_id = ANY($2::uuid[])", [gatewayId, ids]);
}
