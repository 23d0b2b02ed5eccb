import type { SetAside, Tally } from "@/lib/domain/sender-health";
import type { Sql } from "@/lib/store/db";

/** A sender that has sent enough to be judged. */
export type Judged = {
  readonly numberId: string;
  readonly accountId: string;
  /** As its messages name it. */
  readonly phoneNumber: string;
  readonly recent: Tally;
  /** How it was set aside before, whether or not it still is. */
  readonly before: SetAside | undefined;
};

/** One gateway judges at a time. Any constant that no other lock here uses. */
const JUDGE_LOCK = 7_302;

/** Runs in the caller's transaction. @returns whether nobody else is judging */
export async function lockJudging(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ locked: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS locked", [JUDGE_LOCK]);
  return rows[0]?.locked ?? false;
}

const COUNTS = `
  coalesce(sum(r.count) FILTER (WHERE r.status IN ('delivered', 'read') OR r.error_code <> ALL($1::int[])), 0)::int AS finished,
  coalesce(sum(r.count) FILTER (WHERE r.status IN ('undelivered', 'failed') AND r.error_code <> ALL($1::int[])), 0)::int AS failed`;
const FINISHED = "r.status IN ('delivered', 'read', 'undelivered', 'failed') AND r.direction <> 'inbound'";

/**
 * The senders in pools with at least `finishedMin` finished messages made since `since`, or, after they were set aside,
 * since they are back. The minutes of an account are read once, however many senders it has.
 * @param ownFaults  error codes that tell nothing about the sender
 */
export async function findJudged(
  sql: Sql,
  { since, finishedMin, ownFaults }: { since: Date; finishedMin: number; ownFaults: readonly number[] },
): Promise<Judged[]> {
  const { rows } = await sql.query<JudgedRow>(
    `SELECT c.* FROM (SELECT DISTINCT account_id FROM pool_sender) a
     JOIN LATERAL (
       SELECT n.id, n.account_id, n.address AS phone_number, ${COUNTS}, h.aside_until, h.trips
       FROM rollup_minute r
       JOIN pool_sender n ON n.account_id = r.account_id AND n.address = r.sender
       LEFT JOIN sender_health h ON h.number_id = n.id
       WHERE r.account_id = a.account_id AND r.bucket >= $2::timestamptz AND ${FINISHED}
         AND r.bucket >= coalesce(h.aside_until, $2)
       GROUP BY n.id, n.account_id, n.address, h.number_id
     ) c ON c.finished >= $3`,
    [ownFaults, since, finishedMin],
  );
  return rows.map((row) => ({
    numberId: row.id,
    accountId: row.account_id,
    phoneNumber: row.phone_number,
    recent: { finished: row.finished, failed: row.failed },
    before: row.aside_until && row.trips ? { asideUntil: row.aside_until, trips: row.trips } : undefined,
  }));
}

type JudgedRow = {
  id: string;
  account_id: string;
  phone_number: string;
  finished: number;
  failed: number;
  aside_until: Date | null;
  trips: number | null;
};

/** What the sender did in the hours that begin in [from, to). */
export async function tallyUsual(
  sql: Sql,
  { accountId, phoneNumber }: Pick<Judged, "accountId" | "phoneNumber">,
  { from, to, ownFaults }: { from: Date; to: Date; ownFaults: readonly number[] },
): Promise<Tally> {
  const { rows } = await sql.query<Tally>(
    `SELECT ${COUNTS} FROM rollup_hour r
     WHERE r.account_id = $2 AND r.bucket >= $3 AND r.bucket < $4 AND r.sender = $5 AND ${FINISHED}`,
    [ownFaults, accountId, from, to, phoneNumber],
  );
  return rows[0] ?? { finished: 0, failed: 0 };
}

export async function storeAside(
  sql: Sql,
  numberId: string,
  { asideUntil, trips }: SetAside,
  { failed, finished }: Tally,
): Promise<void> {
  await sql.query(
    `INSERT INTO sender_health (number_id, aside_until, trips, failed, finished) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (number_id) DO UPDATE SET aside_until = excluded.aside_until, trips = excluded.trips,
       failed = excluded.failed, finished = excluded.finished`,
    [numberId, asideUntil, trips, failed, finished],
  );
}

/** The sender is as it always was. */
export async function forgetAside(sql: Sql, numberId: string): Promise<void> {
  await sql.query("DELETE FROM sender_health WHERE number_id = $1", [numberId]);
}

/**
 * Who is set aside at `now`, with the counts that told so.
 * @param among only these numbers; left out: of every account, for the pipeline
 */
export async function findAside(
  sql: Sql,
  now: Date,
  among?: readonly string[],
): Promise<ReadonlyMap<string, Pick<SetAside, "asideUntil"> & Tally>> {
  const { rows } = await sql.query<{ number_id: string; aside_until: Date; failed: number; finished: number }>({
    name: "aside",
    text: "SELECT number_id, aside_until, failed, finished FROM sender_health WHERE aside_until > $1 AND ($2::uuid[] IS NULL OR number_id = ANY($2))",
    values: [now, among ?? null],
  });
  return new Map(
    rows.map(({ number_id, aside_until, failed, finished }) => [
      number_id,
      { asideUntil: aside_until, failed, finished },
    ]),
  );
}
