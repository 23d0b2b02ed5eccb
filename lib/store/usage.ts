import { MMS_COUNTRIES } from "@/lib/domain/media";
import type { Days, Granularity, UsageSum } from "@/lib/domain/usage";
import type { Db } from "@/lib/store/db";

/** What a delta says beside its count: what is paid for from this step on. */
export const PAID_COLUMNS = "paid, segments, cost, is_mms";

/**
 * Those columns for a group of messages, as SQL.
 * @param m  alias of a relation with the columns of `message`; its `price` is null where nothing is to be paid yet
 */
export const paidSums = (m: string) =>
  `count(${m}.price)::int, coalesce(sum(${m}.segments) FILTER (WHERE ${m}.price IS NOT NULL), 0)::int,
   (-100000 * coalesce(sum(${m}.price), 0))::bigint, ${isMms(m)}`;

/** Whether a message travels with its media; the group's key beside those of the roll-up. As {@link travelsAsMms} says. */
const isMms = (m: string) =>
  `(${m}.num_media > 0 AND (${m}.direction = 'inbound' OR ${m}.country = ANY('{${[...MMS_COUNTRIES].join(",")}}'::text[])
   OR ${m}.to_number LIKE '%:%')) IS TRUE`;

/** How a ledger row's sender tells its medium. */
const KIND = `direction = 'inbound' AS inbound,
  CASE WHEN sender LIKE '%:%' THEN 'channel' WHEN is_mms THEN 'mms' ELSE 'sms' END AS medium,
  sender ~ '^[0-9]{3,8}$' AS short_code`;

/** An account, and its subaccounts where they are asked for, too. */
const FAMILY = "account_id IN (SELECT id FROM account WHERE id = $1 OR (owner_id = $1 AND $2))";

/**
 * What was paid for on these days (UTC, by the creation of a message), by period and kind; what is not folded yet is in it.
 * Reads a few rows a day, however many messages there were.
 */
export async function sumUsage(
  db: Db,
  accountId: string,
  { start, end, by, subaccounts }: Days & { by: Granularity | "all"; subaccounts: boolean },
): Promise<UsageSum[]> {
  const { rows } = await db.sql.query<Row>(
    `SELECT CASE $5 WHEN 'all' THEN '' ELSE to_char(date_trunc($5, day::timestamp), 'YYYY-MM-DD') END AS period, ${KIND}, sum(messages)::float8 AS messages, sum(segments)::float8 AS segments,
       sum(cost)::float8 AS cost
     FROM (
       SELECT day, sender, direction, is_mms, messages, segments, cost FROM usage_day
       WHERE ${FAMILY} AND day BETWEEN $3::date AND $4::date
       UNION ALL
       SELECT (bucket AT TIME ZONE 'UTC')::date, sender, direction, is_mms, paid, segments, cost FROM rollup_delta
       WHERE ${FAMILY} AND paid > 0
         AND bucket >= $3::date::timestamp AT TIME ZONE 'UTC' AND bucket < ($4::date + 1)::timestamp AT TIME ZONE 'UTC'
     ) AS ledger GROUP BY 1, 2, 3, 4`,
    [accountId, subaccounts, start, end, by],
  );
  return rows.map(({ short_code, ...row }) => ({ ...row, shortCode: short_code }));
}

type Row = Omit<UsageSum, "shortCode"> & { readonly short_code: boolean };

/** What an account and its subaccounts began with less what all of them used, in hundred-thousandths of a dollar. */
export async function balanceOf(db: Db, accountId: string): Promise<number> {
  const { rows } = await db.sql.query<{ balance: number }>(
    `SELECT (a.credit * 100000 - coalesce((
       SELECT sum(cost) FROM (
         SELECT cost FROM usage_day WHERE ${FAMILY}
         UNION ALL SELECT cost FROM rollup_delta WHERE ${FAMILY} AND paid > 0) AS ledger), 0))::float8 AS balance
     FROM account a WHERE a.id = $1`,
    [accountId, true],
  );
  return rows[0]?.balance ?? 0;
}
