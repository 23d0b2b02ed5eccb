import type { StatusCounts } from "@/lib/domain/insights";
import type { SlotCount, Window } from "@/lib/domain/insights-window";
import type { MessageStatus } from "@/lib/domain/message-status";
import type { Db } from "@/lib/store/db";

/** Outgoing messages of one service, sender or country; null: of none. */
export type GroupCount = { readonly key: string | null; readonly status: MessageStatus; readonly count: number };

/** What the roll-ups say about a stretch of time, the deltas not folded yet included. */
export type Tally = {
  readonly outgoing: readonly SlotCount[];
  readonly incoming: readonly SlotCount[];
  readonly errors: readonly { readonly code: number; readonly count: number }[];
  readonly services: readonly GroupCount[];
  readonly senders: readonly GroupCount[];
  readonly countries: readonly GroupCount[];
};

/** How a roll-up writes that there is no service. */
const NO_SERVICE = "00000000-0000-0000-0000-000000000000";

type Row = {
  incoming: boolean;
  slot: Date | null;
  status: MessageStatus | null;
  error_code: number | null;
  service_id: string | null;
  sender: string | null;
  country: string | null;
  count: number;
};

/**
 * Adds `counts` up over time, and by error, service, sender and country; a row's own column tells which. The rows are
 * first brought down to one a kind: grouping all of them four ways at once would sort them, on disk.
 * @param counts  a query whose rows have the columns of a roll-up and `slot`
 */
const tallying = (counts: string) => `
  WITH counts AS NOT MATERIALIZED (${counts}), kinds AS (
    SELECT incoming, error_code, service_id, sender, country, status, sum(count) AS count
    FROM counts GROUP BY 1, 2, 3, 4, 5, 6
  )
  SELECT incoming, slot, status, NULL::int AS error_code, NULL::uuid AS service_id, NULL AS sender, NULL AS country,
    round(sum(count))::int AS count
  FROM counts GROUP BY incoming, slot, status HAVING round(sum(count)) <> 0
  UNION ALL
  SELECT incoming, NULL, status, error_code, service_id, sender, country, round(sum(count))::int
  FROM kinds GROUP BY GROUPING SETS (
    (incoming, error_code), (incoming, service_id, status), (incoming, sender, status), (incoming, country, status))
  HAVING round(sum(count)) <> 0
  ORDER BY slot, service_id, sender, country, status, error_code`;

const KIND = "direction = 'inbound' AS incoming, status, error_code, service_id, sender, country";

/** Messages created in the window, in slots as long as its buckets but of an hour at most. Reads roll-ups only. */
export async function tally(
  db: Db,
  accountId: string,
  { since, until, bucketMs, source }: Pick<Window, "since" | "until" | "bucketMs" | "source">,
): Promise<Tally> {
  const counts = (table: string) => `
    SELECT date_bin($4 * interval '1 ms', bucket, $2) AS slot, ${KIND}, count FROM ${table}
    WHERE account_id = $1 AND bucket >= $2 AND bucket < $3`;
  const { rows } = await db.sql.query<Row>(
    tallying(`${counts(`rollup_${source}`)} UNION ALL ${counts("rollup_delta")}`),
    [accountId, since, until, Math.min(bucketMs, 3_600_000)],
  );
  return toTally(rows);
}

/**
 * The same over the hours of a stretch that may begin and end inside one: such an hour counts by the part that lies
 * inside. For comparing with a past of which only hours are left; counts are rounded.
 */
export async function tallyHours(db: Db, accountId: string, since: Date, until: Date): Promise<Tally> {
  const { rows } = await db.sql.query<Row>(
    tallying(`
      SELECT bucket AS slot, ${KIND}, count * extract(epoch FROM
        least(bucket + interval '1 hour', $3) - greatest(bucket, $2)) / 3600 AS count
      FROM rollup_hour WHERE account_id = $1 AND bucket > $2::timestamptz - interval '1 hour' AND bucket < $3`),
    [accountId, since, until],
  );
  return toTally(rows);
}

/**
 * Outgoing messages created from `since` on (a whole minute) that have one of these statuses.
 * Only for times of which minutes are kept.
 */
export async function countRecent(
  db: Db,
  accountId: string,
  since: Date,
  statuses: readonly MessageStatus[],
): Promise<StatusCounts> {
  const counts = (table: string) => `
    SELECT status, count FROM ${table}
    WHERE account_id = $1 AND bucket >= $2 AND status = ANY($3) AND direction <> 'inbound'`;
  const { rows } = await db.sql.query<{ status: MessageStatus; count: number }>(
    `SELECT status, sum(count)::int AS count
     FROM (${counts("rollup_minute")} UNION ALL ${counts("rollup_delta")}) counts
     GROUP BY status HAVING sum(count) <> 0`,
    [accountId, since, statuses],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** What these services are called; a deleted one is absent. */
export async function serviceNames(
  db: Db,
  accountId: string,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const found = await db.prisma.messagingService.findMany({
    where: { accountId, id: { in: [...ids] } },
    select: { id: true, friendlyName: true },
  });
  return Object.fromEntries(found.map(({ id, friendlyName }) => [id, friendlyName]));
}

function toTally(rows: readonly Row[]): Tally {
  const outgoing: SlotCount[] = [];
  const incoming: SlotCount[] = [];
  const errors: { code: number; count: number }[] = [];
  const groups = { services: [] as GroupCount[], senders: [] as GroupCount[], countries: [] as GroupCount[] };
  for (const { incoming: inbound, slot, status, error_code, service_id, sender, country, count } of rows) {
    if (slot !== null && status !== null) (inbound ? incoming : outgoing).push({ at: slot, status, count });
    else if (inbound) continue;
    else if (error_code !== null && error_code !== 0) errors.push({ code: error_code, count });
    else if (status === null) continue;
    else if (service_id !== null)
      groups.services.push({ key: service_id === NO_SERVICE ? null : service_id, status, count });
    else if (sender !== null) groups.senders.push({ key: sender || null, status, count });
    else if (country !== null) groups.countries.push({ key: country || null, status, count });
  }
  return { outgoing, incoming, errors: errors.sort((a, b) => b.count - a.count), ...groups };
}
