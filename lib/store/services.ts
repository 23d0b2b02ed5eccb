import type { AdvancedOptOut } from "@/lib/domain/advanced-opt-out";
import type { Listing, Page } from "@/lib/domain/page";
import { toListing, windowOf } from "@/lib/domain/page";
import type { HttpMethod, Service, Usecase } from "@/lib/domain/service";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { literally } from "@/lib/store/like";
import { REVIEW_COLUMNS, toReview } from "@/lib/store/reviews";

const WITH_POOL_SIZE = {
  _count: { select: { pool: true, ownedSenders: true, alphaSenders: true } },
  campaign: { select: { ...REVIEW_COLUMNS, brand: { select: { mock: true } } } },
} satisfies Prisma.MessagingServiceInclude;
type Row = Prisma.MessagingServiceGetPayload<{ include: typeof WITH_POOL_SIZE }>;

/** What can be set on a service; everything else the database or this file decides. */
export type ServiceFields = Omit<
  Service,
  "id" | "accountId" | "revision" | "poolSize" | "campaign" | "createdAt" | "updatedAt"
>;

/**
 * Creates a service. With a `setupKey` that this account has used, the service made then is returned instead, so that a
 * wizard's double click never makes two.
 */
export async function insert(
  db: Db,
  accountId: string,
  { id, at, ...fields }: { id: string; at: Date } & Partial<ServiceFields> & { friendlyName: string },
): Promise<Service> {
  const data = { id, accountId, createdAt: at, updatedAt: at, ...writable(fields) };
  if (!fields.setupKey) {
    return toService(await db.prisma.messagingService.create({ data, include: WITH_POOL_SIZE }));
  }
  const row = await db.prisma.messagingService.upsert({
    where: { accountId_setupKey: { accountId, setupKey: fields.setupKey } },
    create: data,
    update: {},
    include: WITH_POOL_SIZE,
  });
  return toService(row);
}

export async function find(db: Db, accountId: string, id: string): Promise<Service | undefined> {
  const row = await db.prisma.messagingService.findUnique({ where: { id, accountId }, include: WITH_POOL_SIZE });
  return row ? toService(row) : undefined;
}

/** Newest first. `search` matches a part of the name, whatever its case. */
export async function list(
  db: Db,
  accountId: string,
  { search }: { search?: string },
  page: Page,
): Promise<Listing<Service>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const found = await db.prisma.messagingService.findMany({
    where: {
      accountId,
      id: cursor,
      ...(search ? { friendlyName: { contains: literally(search), mode: "insensitive" } } : {}),
    },
    orderBy: { id: order },
    take,
    skip,
    include: WITH_POOL_SIZE,
  });
  return toListing(page, found.map(toService), (service) => service.id);
}

export async function count(db: Db, accountId: string): Promise<number> {
  return db.prisma.messagingService.count({ where: { accountId } });
}

/** Changes the fields that are given, and nothing else. @returns undefined when the account has no such service */
export async function update(
  db: Db,
  accountId: string,
  id: string,
  { at, ...fields }: Partial<ServiceFields> & { at: Date },
): Promise<Service | undefined> {
  const { count: updated } = await db.prisma.messagingService.updateMany({
    where: { id, accountId },
    data: { ...writable(fields), updatedAt: at, revision: { increment: 1 } },
  });
  return updated > 0 ? find(db, accountId, id) : undefined;
}

/**
 * Deletes a service with its pool memberships and sticky senders. Its numbers, short codes and addresses go back to the account,
 * its names are gone, its messages keep naming it. @returns whether there was one
 * @source behaviour §6.1 ("Delete")
 */
export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const { count: deleted } = await tx.messagingService.deleteMany({ where: { id, accountId } });
    if (deleted > 0) await tx.stickySender.deleteMany({ where: { serviceId: id } });
    return deleted > 0;
  });
}

const writable = <Fields extends { destinations?: readonly string[] }>({ destinations, ...fields }: Fields) => ({
  ...fields,
  ...(destinations ? { destinations: [...destinations] } : {}),
});

function toService({ _count, campaign, ...row }: Row): Service {
  return {
    ...row,
    campaign: campaign && { ...toReview(campaign), isMock: campaign.brand?.mock ?? false },
    inboundMethod: row.inboundMethod as HttpMethod,
    fallbackMethod: row.fallbackMethod as HttpMethod,
    scanMessageContent: row.scanMessageContent as Service["scanMessageContent"],
    usecase: row.usecase as Usecase,
    poolSize: _count.pool + _count.ownedSenders + _count.alphaSenders,
  };
}

/** @returns undefined when the account has no such service; null within, when its keywords were never edited */
export async function findAdvancedOptOut(
  db: Db,
  accountId: string,
  id: string,
): Promise<{ readonly advancedOptOut: AdvancedOptOut | null } | undefined> {
  const row = await db.prisma.messagingService.findUnique({
    where: { id, accountId },
    select: { advancedOptOut: true },
  });
  return row ? { advancedOptOut: row.advancedOptOut as AdvancedOptOut | null } : undefined;
}

/** Replaces a service's own keywords. @returns whether the account has such a service */
export async function setAdvancedOptOut(
  db: Db,
  accountId: string,
  id: string,
  { enabled, standard, languages, countries }: AdvancedOptOut,
  at: Date,
): Promise<boolean> {
  const { count: updated } = await db.prisma.messagingService.updateMany({
    where: { id, accountId },
    data: {
      advancedOptOut: { enabled, standard, languages: [...languages], countries: [...countries] },
      updatedAt: at,
      revision: { increment: 1 },
    },
  });
  return updated > 0;
}

/** The names of these services, by id; what the account does not have is missing. */
export async function namesOf(db: Db, accountId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.prisma.messagingService.findMany({
    where: { accountId, id: { in: [...ids] } },
    select: { id: true, friendlyName: true },
  });
  return new Map(rows.map((row) => [row.id, row.friendlyName]));
}
