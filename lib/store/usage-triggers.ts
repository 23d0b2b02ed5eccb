import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { UsageCategory } from "@/lib/domain/usage";
import type { Recurring, TriggerField, UsageTrigger } from "@/lib/domain/usage-trigger";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";

export type TriggerFilter = {
  readonly category?: string | undefined;
  readonly triggerBy?: TriggerField | undefined;
  /** Null: those that fire once. */
  readonly recurring?: Recurring | null | undefined;
};

export async function insert(
  db: Db,
  {
    id,
    accountId,
    at,
    ...fields
  }: Omit<UsageTrigger, "firedAt" | "firedValue" | "calls" | "createdAt" | "updatedAt"> & {
    readonly at: Date;
  },
): Promise<UsageTrigger> {
  const data = { ...fields, id, accountId, createdAt: at, updatedAt: at };
  return toTrigger(await db.prisma.usageTrigger.create({ data }));
}

export const count = (db: Db, accountId: string): Promise<number> =>
  db.prisma.usageTrigger.count({ where: { accountId } });

export async function find(db: Db, accountId: string, id: string): Promise<UsageTrigger | undefined> {
  const row = await db.prisma.usageTrigger.findFirst({ where: { id, accountId } });
  return row ? toTrigger(row) : undefined;
}

/** Newest first. */
export async function list(
  db: Db,
  accountId: string,
  { category, triggerBy, recurring }: TriggerFilter,
  page: Page,
): Promise<Listing<UsageTrigger>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const found = await db.prisma.usageTrigger.findMany({
    where: { accountId, id: cursor, category, triggerBy, recurring },
    orderBy: { id: order },
    take,
    skip,
  });
  return toListing(page, found.map(toTrigger), ({ id }) => id);
}

/** Changes what is given. @returns undefined when there is none */
export async function update(
  db: Db,
  accountId: string,
  id: string,
  { at, ...fields }: Partial<Pick<UsageTrigger, "friendlyName" | "callbackUrl" | "callbackMethod">> & { at: Date },
): Promise<UsageTrigger | undefined> {
  const [row] = await db.prisma.usageTrigger.updateManyAndReturn({
    where: { id, accountId },
    data: { ...fields, updatedAt: at },
  });
  return row && toTrigger(row);
}

/** @returns whether there was one */
export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  const { count } = await db.prisma.usageTrigger.deleteMany({ where: { id, accountId } });
  return count > 0;
}

/** Triggers of all accounts that may fire yet, by id, after one. @param since when each kind of period began */
export async function findArmed(
  db: Db,
  { after, since, limit }: { after: string; since: Readonly<Record<Recurring, Date>>; limit: number },
): Promise<UsageTrigger[]> {
  const rows = await db.prisma.usageTrigger.findMany({
    where: {
      id: { gt: after },
      OR: [
        { firedAt: null },
        ...Object.entries(since).map(([recurring, begun]) => ({ recurring, firedAt: { lt: begun } })),
      ],
    },
    orderBy: { id: "asc" },
    take: limit,
  });
  return rows.map(toTrigger);
}

/** Marks a trigger as fired, unless another gateway did; its webhook is then due. @returns whether it was us */
export async function fire(
  db: Db,
  { id, accountId, firedAt }: Pick<UsageTrigger, "id" | "accountId" | "firedAt">,
  { value, at }: { value: number; at: Date },
): Promise<boolean> {
  const { count } = await db.prisma.usageTrigger.updateMany({
    where: { id, accountId, firedAt },
    data: { firedAt: at, firedValue: value, callAt: at, calls: 0, updatedAt: at },
  });
  return count > 0;
}

/** Takes webhooks that are due, oldest first; no other gateway gets them before `leaseUntil`. */
export async function takeCalls(
  db: Db,
  { at, leaseUntil, limit }: { at: Date; leaseUntil: Date; limit: number },
): Promise<UsageTrigger[]> {
  const { rows } = await db.sql.query<{ id: string }>(
    `UPDATE usage_trigger SET call_at = $2 WHERE id = ANY(ARRAY(
       SELECT id FROM usage_trigger WHERE call_at <= $1 ORDER BY call_at LIMIT $3 FOR UPDATE SKIP LOCKED))
     RETURNING id`,
    [at, leaseUntil, limit],
  );
  const taken = await db.prisma.usageTrigger.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  return taken.map(toTrigger);
}

/** A try was made: the next one is at `callAt`, or there is none. A trigger that fired again meanwhile is left alone. */
export async function settleCall(
  db: Db,
  { id, accountId, firedAt }: Pick<UsageTrigger, "id" | "accountId" | "firedAt">,
  callAt: Date | null,
): Promise<void> {
  await db.prisma.usageTrigger.updateMany({
    where: { id, accountId, firedAt },
    data: { callAt, calls: { increment: 1 } },
  });
}

function toTrigger({ callAt: _internal, ...row }: Prisma.UsageTriggerGetPayload<object>): UsageTrigger {
  return {
    ...row,
    category: row.category as UsageCategory,
    triggerBy: row.triggerBy as TriggerField,
    recurring: row.recurring as Recurring | null,
    callbackMethod: row.callbackMethod as UsageTrigger["callbackMethod"],
    triggerValue: Number(row.triggerValue),
    firedValue: row.firedValue === null ? null : Number(row.firedValue),
  };
}
