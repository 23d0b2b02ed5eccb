import type { OwnedSender, OwnedSenderKind } from "@/lib/domain/owned-sender";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { HttpMethod } from "@/lib/domain/service";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { lockPool, noteChange, type Obstacle } from "@/lib/store/sender-pool";

const WITH_SERVICE = {
  service: { select: { id: true, friendlyName: true } },
} satisfies Prisma.OwnedSenderInclude;
type Row = Prisma.OwnedSenderGetPayload<{ include: typeof WITH_SERVICE }>;

export type OwnedSenderFilter = {
  readonly kinds: readonly OwnedSenderKind[];
  /** Whole. */
  readonly address?: string | undefined;
  /** Exact. */
  readonly friendlyName?: string | undefined;
  /** Only those in this service's pool. */
  readonly serviceId?: string;
};

/** What can be set on one that is owned. */
export type OwnedSenderFields = Pick<
  OwnedSender,
  "friendlyName" | "segmentsPerSecond" | "smsUrl" | "smsMethod" | "smsFallbackUrl" | "smsFallbackMethod"
>;

type NewOwnedSender = Pick<OwnedSender, "id" | "address" | "kind" | "country" | "friendlyName" | "carrierId"> &
  Partial<OwnedSenderFields> & { readonly at: Date };

/** Gives a sender to an account. @returns undefined when somebody, in any account, has the address already */
export async function insert(
  db: Db,
  accountId: string,
  { at, kind, ...fields }: NewOwnedSender,
): Promise<OwnedSender | undefined> {
  const [row] = await db.prisma.ownedSender.createManyAndReturn({
    data: [{ ...fields, kind: toStored(kind), accountId, createdAt: at, updatedAt: at }],
    skipDuplicates: true,
  });
  return row && toOwnedSender({ ...row, service: null });
}

export async function find(
  db: Db,
  accountId: string,
  id: string,
  kinds: readonly OwnedSenderKind[],
): Promise<OwnedSender | undefined> {
  const row = await db.prisma.ownedSender.findUnique({
    where: { id, accountId, kind: { in: kinds.map(toStored) } },
    include: WITH_SERVICE,
  });
  return row ? toOwnedSender(row) : undefined;
}

/** Oldest first. */
export async function list(
  db: Db,
  accountId: string,
  { kinds, address, friendlyName, serviceId }: OwnedSenderFilter,
  page: Page,
): Promise<Listing<OwnedSender>> {
  const { take, skip, cursor, order } = windowOf(page, "asc");
  const found = await db.prisma.ownedSender.findMany({
    where: { accountId, kind: { in: kinds.map(toStored) }, address, friendlyName, serviceId, id: cursor },
    orderBy: { id: order },
    take,
    skip,
    include: WITH_SERVICE,
  });
  return toListing(page, found.map(toOwnedSender), ({ id }) => id);
}

/** Changes the fields that are given, and nothing else. @returns undefined when the account has no such sender */
export async function update(
  db: Db,
  accountId: string,
  id: string,
  kinds: readonly OwnedSenderKind[],
  { at, ...fields }: Partial<OwnedSenderFields> & { readonly at: Date },
): Promise<OwnedSender | undefined> {
  const { count } = await db.prisma.ownedSender.updateMany({
    where: { id, accountId, kind: { in: kinds.map(toStored) } },
    data: { ...fields, updatedAt: at },
  });
  return count > 0 ? find(db, accountId, id, kinds) : undefined;
}

/** Gives a sender back; it leaves its pool, and recipients who knew it are free to meet another. @returns whether there was one */
export async function remove(db: Db, accountId: string, id: string, at: Date): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const row = await tx.ownedSender.findUnique({ where: { id, accountId }, select: { serviceId: true } });
    const { count } = await tx.ownedSender.deleteMany({ where: { id, accountId } });
    if (!row || count === 0) return false;
    await tx.stickySender.deleteMany({ where: { numberId: id } });
    if (row.serviceId) await noteChange(tx, accountId, row.serviceId, at);
    return true;
  });
}

/**
 * Puts a sender into a service's pool, unless it is in one.
 * @param keepPairs whether recipients who knew it when it left this pool know it again
 * @returns undefined when the account has no such service; else the sender, or what stood against it
 */
export async function join(
  db: Db,
  accountId: string,
  serviceId: string,
  id: string,
  { kinds, sendersMax, at, keepPairs }: JoinBounds,
): Promise<OwnedSender | Obstacle | undefined> {
  return db.prisma.$transaction(async (tx) => {
    const size = await lockPool(tx, accountId, serviceId);
    if (size === undefined) return undefined;
    const where = { id, accountId, kind: { in: kinds.map(toStored) } };
    const known = await tx.ownedSender.findUnique({ where, select: { serviceId: true } });
    if (!known) return "unknown";
    if (known.serviceId !== null) return known.serviceId === serviceId ? "already in this pool" : "in another pool";
    if (size >= sendersMax) return "pool is full";
    const { count } = await tx.ownedSender.updateMany({
      where: { ...where, serviceId: null },
      data: { serviceId, joinedAt: at, pausedAt: null, updatedAt: at },
    });
    // Free when it was read but not taken: another service took it in between.
    if (count === 0) return "in another pool";
    if (!keepPairs) await tx.stickySender.deleteMany({ where: { serviceId, numberId: id } });
    await noteChange(tx, accountId, serviceId, at);
    return toOwnedSender(await tx.ownedSender.findUniqueOrThrow({ where: { id, accountId }, include: WITH_SERVICE }));
  });
}

type JoinBounds = {
  readonly kinds: readonly OwnedSenderKind[];
  readonly sendersMax: number;
  readonly at: Date;
  readonly keepPairs: boolean;
};

const toOwnedSender = ({ kind, serviceId: _, ...row }: Row): OwnedSender => ({
  ...row,
  kind: kind === "short_code" ? "short-code" : kind,
  smsMethod: row.smsMethod as HttpMethod,
  smsFallbackMethod: row.smsFallbackMethod as HttpMethod,
});

const toStored = (kind: OwnedSenderKind) => (kind === "short-code" ? "short_code" : kind);
