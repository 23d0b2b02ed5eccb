import type { PoolSender } from "@/lib/domain/owned-number";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { toOwnedNumber, WITH_SERVICE } from "@/lib/store/phone-numbers";

const WITH_NUMBER = { number: { include: WITH_SERVICE } } satisfies Prisma.PoolMemberInclude;
type Row = Prisma.PoolMemberGetPayload<{ include: typeof WITH_NUMBER }>;

/** What stands against a sender joining a pool. */
export type Obstacle = "unknown" | "cannot text" | "already in this pool" | "in another pool" | "pool is full";

/**
 * Locks a service's row while something joins its pool, so that two additions at once never fill it beyond its bound.
 * @returns how many numbers, short codes and addresses are in the pool; undefined when the account has no such service
 */
export async function lockPool(
  tx: Prisma.TransactionClient,
  accountId: string,
  serviceId: string,
): Promise<number | undefined> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM messaging_service WHERE id = ${serviceId}::uuid AND account_id = ${accountId}::uuid FOR UPDATE`;
  if (locked.length === 0) return undefined;
  const where = { serviceId };
  return (await tx.poolMember.count({ where })) + (await tx.ownedSender.count({ where }));
}

/** A change of the pool is one of the service. */
export const noteChange = (tx: Prisma.TransactionClient, accountId: string, id: string, at: Date) =>
  tx.messagingService.updateMany({ where: { id, accountId }, data: { revision: { increment: 1 }, updatedAt: at } });

/**
 * Adds numbers to a service's pool, each for itself: what stands against one keeps no other out, and the pool never grows beyond
 * `sendersMax`.
 * @param keepPairs whether recipients who knew a number when it left this pool know it again
 * @returns undefined when the account has no such service; else, in the order given, what was added or what stood against it
 */
export async function add(
  db: Db,
  accountId: string,
  serviceId: string,
  numberIds: readonly string[],
  { sendersMax, at, keepPairs }: { sendersMax: number; at: Date; keepPairs: boolean },
): Promise<(PoolSender | Obstacle)[] | undefined> {
  return db.prisma.$transaction(async (tx) => {
    const size = await lockPool(tx, accountId, serviceId);
    if (size === undefined) return undefined;
    const numbers = await tx.phoneNumber.findMany({
      where: { id: { in: [...numberIds] }, accountId },
      select: { id: true, sms: true, mms: true, pool: { select: { serviceId: true } } },
    });
    const byId = new Map(numbers.map((number) => [number.id, number]));
    let free = sendersMax - size;

    const obstacles = numberIds.map((id, index): Obstacle | undefined => {
      const number = byId.get(id);
      if (!number) return "unknown";
      if (number.pool) return number.pool.serviceId === serviceId ? "already in this pool" : "in another pool";
      if (numberIds.indexOf(id) < index) return "already in this pool";
      if (!number.sms && !number.mms) return "cannot text";
      free -= 1;
      return free < 0 ? "pool is full" : undefined;
    });
    const joining = numberIds.filter((_, index) => obstacles[index] === undefined);
    const inserted = await tx.poolMember.createManyAndReturn({
      data: joining.map((numberId) => ({ numberId, serviceId, accountId, createdAt: at, updatedAt: at })),
      skipDuplicates: true,
    });
    if (inserted.length > 0) {
      const joined = inserted.map((row) => row.numberId);
      if (!keepPairs) await tx.stickySender.deleteMany({ where: { serviceId, numberId: { in: joined } } });
      await noteChange(tx, accountId, serviceId, at);
    }
    const rows = await tx.poolMember.findMany({
      where: { numberId: { in: inserted.map((row) => row.numberId) } },
      include: WITH_NUMBER,
    });
    const added = new Map(rows.map((row) => [row.numberId, toPoolSender(row)]));
    // Free when it was read but not inserted: another service took it in between.
    return numberIds.map((id, index) => obstacles[index] ?? added.get(id) ?? "in another pool");
  });
}

/** Oldest number first. The caller has made sure that the service is the account's. */
export async function list(db: Db, accountId: string, serviceId: string, page: Page): Promise<Listing<PoolSender>> {
  const { take, skip, cursor, order } = windowOf(page, "asc");
  const found = await db.prisma.poolMember.findMany({
    where: { accountId, serviceId, numberId: cursor },
    orderBy: { numberId: order },
    take,
    skip,
    include: WITH_NUMBER,
  });
  return toListing(page, found.map(toPoolSender), (sender) => sender.number.id);
}

export async function find(
  db: Db,
  accountId: string,
  serviceId: string,
  numberId: string,
): Promise<PoolSender | undefined> {
  const row = await db.prisma.poolMember.findUnique({
    where: { numberId, serviceId, accountId },
    include: WITH_NUMBER,
  });
  return row ? toPoolSender(row) : undefined;
}

/**
 * Takes senders out of a pool: numbers, short codes and addresses stay the account's, names are gone. Recipients who knew
 * them are free to meet another sender.
 * @param keepPairs keeps who knew whom in case they come back: a pair with a sender outside the pool counts for nothing,
 *   and gives way to the next one the recipient meets
 * @returns how many left
 */
export async function remove(
  db: Db,
  accountId: string,
  serviceId: string,
  senderIds: readonly string[],
  { at, keepPairs }: { at: Date; keepPairs: boolean },
): Promise<number> {
  const ids = { in: [...senderIds] };
  return db.prisma.$transaction(async (tx) => {
    const numbers = await tx.poolMember.deleteMany({ where: { serviceId, accountId, numberId: ids } });
    const others = await tx.ownedSender.updateMany({
      where: { serviceId, accountId, id: ids },
      data: { serviceId: null, joinedAt: null, pausedAt: null, updatedAt: at },
    });
    const names = await tx.alphaSender.deleteMany({ where: { serviceId, accountId, id: ids } });
    const removed = numbers.count + others.count + names.count;
    if (removed === 0) return 0;
    if (!keepPairs) await tx.stickySender.deleteMany({ where: { serviceId, numberId: ids } });
    await noteChange(tx, accountId, serviceId, at);
    return removed;
  });
}

/**
 * Keeps senders of a pool, of whatever kind, out of the choice, or lets them in again.
 * @param pausedAt null: they are chosen again
 * @returns how many changed
 */
export async function pause(
  db: Db,
  accountId: string,
  serviceId: string,
  senderIds: readonly string[],
  { pausedAt, at }: { pausedAt: Date | null; at: Date },
): Promise<number> {
  const ids = { in: [...senderIds] };
  const where = { accountId, serviceId, pausedAt: pausedAt ? null : { not: null } };
  const data = { pausedAt, updatedAt: at };
  return db.prisma.$transaction(async (tx) => {
    const numbers = await tx.poolMember.updateMany({ where: { ...where, numberId: ids }, data });
    const others = await tx.ownedSender.updateMany({ where: { ...where, id: ids }, data });
    const names = await tx.alphaSender.updateMany({ where: { ...where, id: ids }, data });
    const changed = numbers.count + others.count + names.count;
    if (changed > 0) await noteChange(tx, accountId, serviceId, at);
    return changed;
  });
}

const toPoolSender = (row: Row): PoolSender => ({
  serviceId: row.serviceId,
  number: toOwnedNumber(row.number),
  pausedAt: row.pausedAt,
  addedAt: row.createdAt,
  updatedAt: row.updatedAt,
});
