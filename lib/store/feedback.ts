import type { Db, Sql } from "@/lib/store/db";

export type Outcome = "confirmed" | "unconfirmed";

/** Whether a message did its work, as far as was told. */
export type Feedback = {
  readonly messageId: string;
  readonly createdAt: Date;
  readonly outcome: Outcome | null;
  readonly toldAt: Date | null;
};

/** A message of which it will be told. */
export type NewFeedback = { readonly messageId: string; readonly accountId: string; readonly createdAt: Date };

/** Stored before the messages: those that never come to be are never counted. */
export async function insertFeedback(sql: Sql, rows: readonly NewFeedback[]): Promise<void> {
  await sql.query({
    name: "feedback",
    text: `INSERT INTO message_feedback (message_id, account_id, created_at)
           SELECT f."messageId", f."accountId", f."createdAt"
           FROM json_to_recordset($1::json) AS f ("messageId" uuid, "accountId" uuid, "createdAt" timestamptz)`,
    values: [JSON.stringify(rows)],
  });
}

/** @returns undefined unless it was asked for with the account's message */
export async function findFeedback(db: Db, accountId: string, messageId: string): Promise<Feedback | undefined> {
  const row = await db.prisma.messageFeedback.findUnique({ where: { messageId, accountId } });
  return row ? toFeedback(row) : undefined;
}

/** The last word counts. @returns undefined unless it was asked for with the account's message */
export async function tell(
  db: Db,
  accountId: string,
  messageId: string,
  { outcome, at }: { readonly outcome: Outcome; readonly at: Date },
): Promise<Feedback | undefined> {
  const [row] = await db.prisma.messageFeedback.updateManyAndReturn({
    where: { messageId, accountId },
    data: { outcome, toldAt: at },
  });
  return row && toFeedback(row);
}

const toFeedback = ({ outcome, ...row }: Omit<Feedback, "outcome"> & { outcome: string | null }): Feedback => ({
  messageId: row.messageId,
  createdAt: row.createdAt,
  outcome: outcome as Outcome | null,
  toldAt: row.toldAt,
});

/** What came of the messages to one country of which it was to be told. */
export type Conversion = {
  readonly country: string | null;
  readonly attempted: number;
  /** Delivered, read, or sent without a receipt. @source behaviour §8.3 (Status OK) */
  readonly ok: number;
  readonly confirmed: number;
  /** Half of the confirmations were told within so long after the message was made, ms; null without any. */
  readonly medianMs: number | null;
};

/**
 * By country, the most messages first; of an account's newest `atMost` in [since, until) that asked to be told.
 * @param bounds lowest ids of the two times: they prune partitions
 */
export async function conversions(
  db: Db,
  accountId: string,
  bounds: { readonly from: string; readonly before: string },
  atMost: number,
): Promise<Conversion[]> {
  const { rows } = await db.sql.query<Conversion>(CONVERSIONS, [accountId, bounds.from, bounds.before, atMost]);
  return rows;
}

const CONVERSIONS = `
WITH asked AS (
  SELECT message_id, outcome, told_at, created_at FROM message_feedback
  WHERE account_id = $1 AND message_id >= $2 AND message_id < $3 ORDER BY message_id DESC LIMIT $4
)
SELECT m.country, count(*)::int AS attempted,
  (count(*) FILTER (WHERE m.status IN ('sent', 'delivered', 'read')))::int AS ok,
  (count(*) FILTER (WHERE a.outcome = 'confirmed'))::int AS confirmed,
  (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.told_at - a.created_at) * 1000)
    FILTER (WHERE a.outcome = 'confirmed'))::float8 AS "medianMs"
FROM asked a JOIN message m ON m.id = a.message_id AND m.account_id = $1 AND m.id >= $2 AND m.id < $3
GROUP BY m.country ORDER BY attempted DESC, m.country`;
