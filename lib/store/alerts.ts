import { ALERT_SOURCES, type Alert, type AlertSource, WARNINGS } from "@/lib/domain/alert";
import type { WebhookAttempt } from "@/lib/domain/message-event";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import { lowestIdAt } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";
import { ATTEMPT_COLUMNS, type AttemptRow, toAttempt } from "@/lib/store/webhook-attempts";

export type AlertFilter = {
  readonly isWarning?: boolean;
  /** When it happened. */
  readonly since?: Date;
  readonly until?: Date;
};

/** Something goes wrong with a message at most this long after it was made: 35 days of schedule, its receipts, 28 h of tries. */
const LATEST_MS = 40 * 86_400_000;
/** An id may be made this much before or after the time of its message. */
const ID_SLACK_MS = 60_000;

/**
 * Where things go wrong: a failed message, a failed status or click callback, and what an inbound webhook answered, whose
 * failed tries are in its message's story. Each has an index of its failures, in the order of the messages.
 */
const SOURCES = [
  {
    table: "message f",
    id: "f.id",
    source: "0",
    seq: "0",
    attempt: "0",
    columns: `(SELECT e.at FROM message_event e WHERE e.message_id = f.id AND e.error_code = f.error_code
        ORDER BY e.seq LIMIT 1) AS at, f.error_code AS code, NULL AS about, NULL AS url, NULL AS method`,
    where: "f.error_code IS NOT NULL",
  },
  {
    table: "webhook_attempt f",
    id: "f.message_id",
    source: "CASE f.kind WHEN 'status' THEN 1 ELSE 3 END",
    seq: "f.seq",
    attempt: "f.attempt",
    columns: "f.at, f.error_code AS code, f.error_detail AS about, f.url, f.method",
    where: "f.error_code IS NOT NULL AND f.kind IN ('status', 'click')",
  },
  {
    table: "message_event f",
    id: "f.message_id",
    source: "2",
    seq: "f.seq",
    attempt: "0",
    columns: "f.at, f.error_code AS code, f.detail->>'about' AS about, f.detail->>'url' AS url, NULL AS method",
    where: "f.name = 'alert'",
  },
] as const;

type Row = {
  message_id: string;
  source: number;
  seq: number;
  attempt: number;
  at: Date;
  code: number;
  about: string | null;
  url: string | null;
  method: string | null;
  service_id: string | null;
  num_media: number;
};

/** The account's alerts, by their messages, newest first. Pages cost the same however far they are. */
export async function list(db: Db, accountId: string, filter: AlertFilter, page: Page): Promise<Listing<Alert>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const values: unknown[] = [accountId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions: ((of: (typeof SOURCES)[number]) => string)[] = [];
  if (cursor) {
    const [operator, name] = "lt" in cursor ? ["<", cursor.lt] : [">", cursor.gt];
    const [message = "", ...rest] = name.split(".");
    const [at, ...others] = [bind(message), ...rest.map((part) => `${bind(Number(part))}::int`)];
    conditions.push(
      ({ id, source, seq, attempt }) =>
        `${id} ${operator}= ${at} AND (${id}, ${source}, ${seq}, ${attempt}) ${operator} (${[at, ...others].join(", ")})`,
    );
  }
  const { since, until, isWarning } = filter;
  if (since) {
    const bound = bind(lowestIdAt(since.getTime() - LATEST_MS));
    conditions.push(({ id }) => `${id} >= ${bound}`);
  }
  if (until) {
    const bound = bind(lowestIdAt(until.getTime() + ID_SLACK_MS));
    conditions.push(({ id }) => `${id} < ${bound}`);
  }
  const ofAll = [
    ...(since ? [`at >= ${bind(since)}`] : []),
    ...(until ? [`at <= ${bind(until)}`] : []),
    ...(isWarning === undefined ? [] : [`${isWarning ? "" : "NOT "}(${IS_WARNING})`]),
  ];
  const where = ofAll.length > 0 ? `WHERE ${ofAll.join(" AND ")}` : "";
  const ordered = `ORDER BY message_id ${order}, source ${order}, seq ${order}, attempt ${order}`;
  const branches = SOURCES.map((of) => {
    const asked = ["f.account_id = $1", of.where, ...conditions.map((condition) => condition(of))].join(" AND ");
    return `(SELECT * FROM (SELECT ${columnsOf(of)} FROM ${of.table} WHERE ${asked}) f ${where}
      ${ordered} LIMIT ${take + skip})`;
  });
  const { rows } = await db.sql.query<Row>(
    `SELECT a.*, m.service_id, coalesce(m.num_media, 0) AS num_media
     FROM (${branches.join(" UNION ALL ")} ${ordered} LIMIT ${take} OFFSET ${skip}) a
     LEFT JOIN message m ON m.id = a.message_id AND m.account_id = $1 ${ordered}`,
    values,
  );
  return toListing(page, rows.map(toAlert), cursorOf);
}

const columnsOf = ({ id, source, seq, attempt, columns }: (typeof SOURCES)[number]) =>
  `${id} AS message_id, (${source})::int AS source, (${seq})::int AS seq, (${attempt})::int AS attempt, ${columns}`;

const IS_WARNING = `code BETWEEN ${WARNINGS.from} AND ${WARNINGS.to} AND code <> ${WARNINGS.except}`;

const sourceOf = (source: number): AlertSource => ALERT_SOURCES[source] ?? "event";

/** Names an alert in its list. */
const cursorOf = ({ messageId, source, seq, attempt }: Alert) =>
  `${messageId}.${ALERT_SOURCES.indexOf(source)}.${seq}.${attempt}`;

const toAlert = (row: Row): Alert => ({
  messageId: row.message_id,
  source: sourceOf(row.source),
  seq: row.seq,
  attempt: row.attempt,
  at: row.at,
  code: row.code,
  about: row.about,
  serviceId: row.service_id,
  numMedia: row.num_media,
  url: row.url,
  method: row.method,
});

/** The alerts of the messages with ids in a range: a few at most. */
export async function within(
  db: Db,
  accountId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Alert[]> {
  const branches = SOURCES.map(
    (of) =>
      `(SELECT ${columnsOf(of)} FROM ${of.table}
        WHERE f.account_id = $1 AND ${of.where} AND ${of.id} BETWEEN $2 AND $3 LIMIT ${ALERTS_MAX})`,
  );
  const { rows } = await db.sql.query<Row>(
    `SELECT a.*, m.service_id, coalesce(m.num_media, 0) AS num_media FROM (${branches.join(" UNION ALL ")}) a
     LEFT JOIN message m ON m.id = a.message_id AND m.account_id = $1`,
    [accountId, from, to],
  );
  return rows.map(toAlert);
}

/** Above what one message can have of a kind: its events' numbers and their tries. */
const ALERTS_MAX = 1_000;

/** The request an alert is about: that of a callback, or the last one to its address before the alert was written. */
export async function requestOf(db: Db, accountId: string, alert: Alert): Promise<WebhookAttempt | undefined> {
  const { messageId, source, seq, attempt, url, at } = alert;
  const [condition, values] =
    source === "event"
      ? ["a.kind IN ('inbound', 'fallback', 'redirect') AND a.url = $3 AND a.at <= $4", [url, at]]
      : ["a.seq = $3 AND a.attempt = $4 AND a.kind = $5", [seq, attempt, source]];
  const { rows } = await db.sql.query<AttemptRow>(
    `SELECT ${ATTEMPT_COLUMNS} FROM webhook_attempt a
     WHERE a.account_id = $1 AND a.message_id = $2 AND ${condition} ORDER BY a.at DESC LIMIT 1`,
    [accountId, messageId, ...values],
  );
  return rows[0] && toAttempt(rows[0]);
}
