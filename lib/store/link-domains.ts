import type { LinkDomain } from "@/lib/domain/link-shortening";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db } from "@/lib/store/db";
import type { LinkDomain as Row } from "@/lib/store/generated/client";

/** A domain with all that is set for it. */
export type StoredDomain = LinkDomain & {
  readonly accountId: string;
  readonly fallbackUrl: string | null;
  readonly callbackUrl: string | null;
  /** When its settings were first set; null: never. */
  readonly configuredAt: Date | null;
  readonly certificate: {
    readonly id: string;
    readonly managed: boolean;
    readonly createdAt: Date;
    readonly updatedAt: Date;
    readonly expiresAt: Date | null;
  } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** @returns undefined when the account has a domain of that host */
export async function insert(
  db: Db,
  accountId: string,
  { id, host, at }: { readonly id: string; readonly host: string; readonly at: Date },
): Promise<StoredDomain | undefined> {
  const [row] = await db.prisma.linkDomain.createManyAndReturn({
    data: { id, accountId, host, createdAt: at, updatedAt: at },
    skipDuplicates: true,
  });
  return row && toDomain(row);
}

export async function find(db: Db, accountId: string, id: string): Promise<StoredDomain | undefined> {
  const row = await db.prisma.linkDomain.findUnique({ where: { id, accountId } });
  return row ? toDomain(row) : undefined;
}

/** @param host as it is stored: in lower case, with its port */
export async function findNamed(db: Db, accountId: string, host: string): Promise<StoredDomain | undefined> {
  const row = await db.prisma.linkDomain.findUnique({ where: { accountId_host: { accountId, host } } });
  return row ? toDomain(row) : undefined;
}

/** Newest first. */
export async function list(db: Db, accountId: string, page: Page): Promise<Listing<StoredDomain>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const rows = await db.prisma.linkDomain.findMany({
    where: { accountId, id: cursor },
    orderBy: { id: order },
    take,
    skip,
  });
  return toListing(page, rows.map(toDomain), ({ id }) => id);
}

export async function count(db: Db, accountId: string): Promise<number> {
  return db.prisma.linkDomain.count({ where: { accountId } });
}

/** What can be set for a domain. */
export type DomainConfig = Partial<
  Pick<StoredDomain, "fallbackUrl" | "callbackUrl" | "continueOnFailure" | "disableHttps">
>;

/** Sets what is given, and nothing else. @returns undefined when the account has no such domain */
export async function configure(
  db: Db,
  accountId: string,
  id: string,
  { at, ...config }: DomainConfig & { readonly at: Date },
): Promise<StoredDomain | undefined> {
  await db.prisma.linkDomain.updateMany({ where: { id, accountId, configuredAt: null }, data: { configuredAt: at } });
  return changed(db, accountId, id, { ...config, updatedAt: at });
}

/** Says of a certificate what is known of it; null takes it away. @returns undefined when the account has no such domain */
export async function certify(
  db: Db,
  accountId: string,
  id: string,
  certificate: StoredDomain["certificate"],
  at: Date,
): Promise<StoredDomain | undefined> {
  return changed(db, accountId, id, {
    certificateId: certificate?.id ?? null,
    certificateManaged: certificate?.managed ?? false,
    certificateCreatedAt: certificate?.createdAt ?? null,
    certificateUpdatedAt: certificate?.updatedAt ?? null,
    certificateExpiresAt: certificate?.expiresAt ?? null,
    updatedAt: at,
  });
}

async function changed(db: Db, accountId: string, id: string, data: Partial<Row>): Promise<StoredDomain | undefined> {
  const [row] = await db.prisma.linkDomain.updateManyAndReturn({ where: { id, accountId }, data });
  return row && toDomain(row);
}

/** Its links go on leading where they lead; the services that had it have none. */
export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  return (await db.prisma.linkDomain.deleteMany({ where: { id, accountId } })).count > 0;
}

/** The domain a service's links are shortened to. @returns undefined when it has none, or the account no such service */
export async function findOfService(db: Db, accountId: string, serviceId: string): Promise<StoredDomain | undefined> {
  const service = await db.prisma.messagingService.findUnique({
    where: { id: serviceId, accountId },
    select: { linkDomain: true },
  });
  return service?.linkDomain ? toDomain(service.linkDomain) : undefined;
}

/**
 * Gives a service a domain, or takes it away, in one conditional update.
 * @param from the domain it has now; null: none
 * @returns whether the account has such a service that stood so
 */
export async function attach(
  db: Db,
  accountId: string,
  serviceId: string,
  { from, to, at }: { readonly from: string | null; readonly to: string | null; readonly at: Date },
): Promise<boolean> {
  const { count: updated } = await db.prisma.messagingService.updateMany({
    where: { id: serviceId, accountId, linkDomainId: from },
    data: { linkDomainId: to, updatedAt: at, revision: { increment: 1 } },
  });
  return updated > 0;
}

export const toDomain = (row: Row): StoredDomain => ({
  id: row.id,
  accountId: row.accountId,
  host: row.host,
  fallbackUrl: row.fallbackUrl,
  callbackUrl: row.callbackUrl,
  continueOnFailure: row.continueOnFailure,
  disableHttps: row.disableHttps,
  configuredAt: row.configuredAt,
  certificate:
    row.certificateId && row.certificateCreatedAt && row.certificateUpdatedAt
      ? {
          id: row.certificateId,
          managed: row.certificateManaged,
          createdAt: row.certificateCreatedAt,
          updatedAt: row.certificateUpdatedAt,
          expiresAt: row.certificateExpiresAt,
        }
      : null,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});
