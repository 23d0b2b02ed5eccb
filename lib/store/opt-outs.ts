import type { OptOut, OptOutSource } from "@/lib/domain/opt-out";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db, Sql } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { literally } from "@/lib/store/like";

/** What is kept silent: exactly one of the two. `sender` is E.164. */
export type Scope =
  | { readonly serviceId: string; readonly sender: null }
  | { readonly serviceId: null; readonly sender: string };

/** Who did it, when and why. */
export type Mark = {
  readonly at: Date;
  readonly source: OptOutSource;
  readonly actor: string;
  readonly reason: string | null;
  readonly messageId: string | null;
};

export type NewOptOut = Scope &
  Mark & {
    readonly id: string;
    readonly recipient: string;
    /** The answer that confirms it, which still goes out. */
    readonly replyId: string | null;
  };

/**
 * Whether the recipient of a message wants nothing from its sender: nothing from this number, from the service that was
 * asked, or from the service whose pool the number is in now. A scalar subquery, which is never turned into a join that
 * reads the whole ledger.
 * @param m alias of a relation with the columns of `message`
 */
export const isOptedOut = (m: string) => `coalesce((
    SELECT true FROM opt_out o
    WHERE o.account_id = ${m}.account_id AND o.recipient = ${m}.to_number AND o.ended_at IS NULL
      AND o.reply_id IS DISTINCT FROM ${m}.id
      AND (o.sender = ${m}.from_number OR o.service_id = ${m}.service_id
        OR o.service_id = (SELECT p.service_id FROM pool_member p WHERE p.number_id = ${m}.sender_id)
        OR o.service_id = (SELECT s.service_id FROM owned_sender s WHERE s.id = ${m}.sender_id))
    LIMIT 1), false)`;

/** Which of these messages are addressed to someone who wants nothing from their sender. */
export async function findOptedOut(sql: Sql, messageIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: "opted-out",
    text: `SELECT m.id FROM message m WHERE m.id = ANY($1::uuid[]) AND ${isOptedOut("m")}`,
    values: [messageIds],
  });
  return rows.map(({ id }) => id);
}

/** Opens what is not open yet, in one statement. @returns the ids of what was opened */
export async function open(sql: Sql, accountId: string, optOuts: readonly NewOptOut[]): Promise<string[]> {
  const rows = optOuts.map((one) => ({
    id: one.id,
    recipient: one.recipient,
    service_id: one.serviceId,
    sender: one.sender,
    started_at: one.at,
    source: one.source,
    actor: one.actor,
    reason: one.reason,
    message_id: one.messageId,
    reply_id: one.replyId,
  }));
  const opened = await sql.query<{ id: string }>(OPEN, [accountId, JSON.stringify(rows)]);
  return opened.rows.map(({ id }) => id);
}

/** In the order of the key, so that two imports wait for each other and never in a circle. */
const OPEN = `
INSERT INTO opt_out (id, account_id, recipient, service_id, sender, started_at, source, actor, reason, message_id, reply_id)
SELECT o.id, $1, o.recipient, o.service_id, o.sender, o.started_at, o.source, o.actor, o.reason, o.message_id, o.reply_id
FROM json_to_recordset($2::json) AS o (id uuid, recipient text, service_id uuid, sender text, started_at timestamptz,
  source text, actor text, reason text, message_id uuid, reply_id uuid)
ORDER BY o.recipient, o.service_id, o.sender
ON CONFLICT (account_id, recipient, service_id, sender) WHERE ended_at IS NULL DO NOTHING
RETURNING id`;

/** Ends what is open for a recipient in these scopes. @returns how many there were */
export async function close(
  sql: Sql,
  accountId: string,
  recipient: string,
  scopes: readonly Scope[],
  { at, source, actor, reason, messageId }: Mark,
): Promise<number> {
  const { rowCount } = await sql.query(
    `UPDATE opt_out SET ended_at = greatest($5, started_at), end_source = $6, end_actor = $7, end_reason = $8, end_message_id = $9
     WHERE account_id = $1 AND recipient = $2 AND ended_at IS NULL AND ${IN_SCOPES}`,
    [accountId, recipient, ...inScopes(scopes), at, source, actor, reason, messageId],
  );
  return rowCount ?? 0;
}

/** Whether something is open for a recipient in any of these scopes. */
export async function isOpen(
  sql: Sql,
  accountId: string,
  recipient: string,
  scopes: readonly Scope[],
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `SELECT FROM opt_out WHERE account_id = $1 AND recipient = $2 AND ended_at IS NULL AND ${IN_SCOPES} LIMIT 1`,
    [accountId, recipient, ...inScopes(scopes)],
  );
  return (rowCount ?? 0) > 0;
}

const IN_SCOPES = "(service_id = ANY($3::uuid[]) OR sender = ANY($4::text[]))";
const inScopes = (scopes: readonly Scope[]) => [
  scopes.flatMap(({ serviceId }) => serviceId ?? []),
  scopes.flatMap(({ sender }) => sender ?? []),
];

/** Ends one by its id, if it is open. @returns it as it is now; undefined when the account has no such open one */
export async function closeOne(
  db: Db,
  accountId: string,
  id: string,
  { at, source, actor, reason }: Omit<Mark, "messageId">,
): Promise<OptOut | undefined> {
  const [row] = await db.prisma.optOut.updateManyAndReturn({
    where: { id, accountId, endedAt: null },
    data: { endedAt: at, endSource: source, endActor: actor, endReason: reason },
  });
  return row && toOptOut(row);
}

export async function find(db: Db, accountId: string, id: string): Promise<OptOut | undefined> {
  const row = await db.prisma.optOut.findUnique({ where: { id, accountId } });
  return row ? toOptOut(row) : undefined;
}

export type Filter = {
  /** E.164, or its beginning. */
  readonly recipient?: string | undefined;
  /** E.164. */
  readonly only?: string | undefined;
  readonly open?: boolean | undefined;
  readonly source?: OptOutSource | undefined;
  readonly serviceId?: string | undefined;
  readonly sender?: string | undefined;
};

/** Newest first. */
export async function list(db: Db, accountId: string, filter: Filter, page: Page): Promise<Listing<OptOut>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const found = await db.prisma.optOut.findMany({
    where: {
      accountId,
      id: cursor,
      source: filter.source,
      serviceId: filter.serviceId,
      sender: filter.sender,
      ...(filter.only ? { recipient: filter.only } : {}),
      ...(filter.recipient ? { recipient: { startsWith: literally(filter.recipient) } } : {}),
      ...(filter.open === undefined ? {} : { endedAt: filter.open ? null : { not: null } }),
    },
    orderBy: { id: order },
    take,
    skip,
  });
  return toListing(page, found.map(toOptOut), ({ id }) => id);
}

function toOptOut({ replyId: _, ...row }: Prisma.OptOutGetPayload<object>): OptOut {
  return { ...row, source: row.source as OptOutSource, endSource: row.endSource as OptOutSource | null };
}
