import type { OwnedNumber } from "@/lib/domain/owned-number";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { HttpMethod } from "@/lib/domain/service";
import type { NumberType, Registration } from "@/lib/domain/settings";
import type { Db } from "@/lib/store/db";
import { Prisma } from "@/lib/store/generated/client";
import { literally } from "@/lib/store/like";

export const WITH_SERVICE = {
  pool: { select: { service: { select: { id: true, friendlyName: true } } } },
} satisfies Prisma.PhoneNumberInclude;
export type NumberRow = Prisma.PhoneNumberGetPayload<{ include: typeof WITH_SERVICE }>;

export type NumberFilter = {
  /** E.164, whole. */
  readonly phoneNumber?: string;
  /** Exact, as the API's filter means it. */
  readonly friendlyName?: string;
  /** A part of the name or of the digits. */
  readonly search?: string;
  readonly country?: string;
  readonly type?: NumberType;
  /** Only numbers in this service's pool; null: only those in no pool. */
  readonly serviceId?: string | null;
  /** Only these. */
  readonly ids?: readonly string[];
};

/** What can be set on a number that is owned. */
export type NumberFields = Pick<
  OwnedNumber,
  | "friendlyName"
  | "registration"
  | "segmentsPerSecond"
  | "smsUrl"
  | "smsMethod"
  | "smsFallbackUrl"
  | "smsFallbackMethod"
  | "statusCallback"
  | "statusCallbackMethod"
  | "voiceUrl"
  | "voiceMethod"
  | "voiceFallbackUrl"
  | "voiceFallbackMethod"
>;

type NewNumber = Pick<
  OwnedNumber,
  | "id"
  | "phoneNumber"
  | "friendlyName"
  | "country"
  | "type"
  | "locality"
  | "region"
  | "postalCode"
  | "capabilities"
  | "carrierId"
> &
  Partial<NumberFields> & { at: Date };

/** Gives a number to an account. @returns undefined when somebody, in any account, has it already */
export async function insert(
  db: Db,
  accountId: string,
  { at, type, capabilities, ...fields }: NewNumber,
): Promise<OwnedNumber | undefined> {
  const [row] = await db.prisma.phoneNumber.createManyAndReturn({
    data: [{ ...fields, ...capabilities, accountId, type: toStored(type), createdAt: at, updatedAt: at }],
    skipDuplicates: true,
  });
  return row && toOwnedNumber({ ...row, pool: null });
}

export async function find(db: Db, accountId: string, id: string): Promise<OwnedNumber | undefined> {
  const row = await db.prisma.phoneNumber.findUnique({ where: { id, accountId }, include: WITH_SERVICE });
  return row ? toOwnedNumber(row) : undefined;
}

/** Newest first. */
export async function list(db: Db, accountId: string, filter: NumberFilter, page: Page): Promise<Listing<OwnedNumber>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const found = await db.prisma.phoneNumber.findMany({
    where: { ...whereOf(accountId, filter), id: cursor },
    orderBy: { id: order },
    take,
    skip,
    include: WITH_SERVICE,
  });
  return toListing(page, found.map(toOwnedNumber), (number) => number.id);
}

export async function count(db: Db, accountId: string, filter: NumberFilter): Promise<number> {
  return db.prisma.phoneNumber.count({ where: whereOf(accountId, filter) });
}

/** Those of `phoneNumbers` (E.164) that are owned, by whichever account: they cannot be bought. */
export async function taken(db: Db, phoneNumbers: readonly string[]): Promise<Set<string>> {
  const rows = await db.prisma.phoneNumber.findMany({
    where: { phoneNumber: { in: [...phoneNumbers] } },
    select: { phoneNumber: true },
  });
  return new Set(rows.map((row) => row.phoneNumber));
}

/** Changes the fields that are given, and nothing else. @returns undefined when the account has no such number */
export async function update(
  db: Db,
  accountId: string,
  id: string,
  { at, ...fields }: Partial<NumberFields> & { at: Date },
): Promise<OwnedNumber | undefined> {
  const { count: changed } = await db.prisma.phoneNumber.updateMany({
    where: { id, accountId },
    data: { ...fields, updatedAt: at },
  });
  return changed > 0 ? find(db, accountId, id) : undefined;
}

/** Gives a number back; it leaves its pool, and recipients who knew it are free to meet another. @returns whether there was one */
export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const number = await tx.phoneNumber.findUnique({ where: { id, accountId }, include: WITH_SERVICE });
    if (!number) return false;
    const { count: deleted } = await tx.phoneNumber.deleteMany({ where: { id, accountId } });
    if (deleted === 0) return false;
    await tx.stickySender.deleteMany({ where: { numberId: id } });
    if (number.pool) {
      await tx.messagingService.updateMany({
        where: { id: number.pool.service.id },
        data: { revision: { increment: 1 } },
      });
    }
    return true;
  });
}

export function whereOf(accountId: string, filter: NumberFilter): Prisma.PhoneNumberWhereInput {
  const { phoneNumber, friendlyName, search, country, type, serviceId, ids } = filter;
  const digits = search?.replace(/[^\d+]/g, "");
  return {
    accountId,
    AND: ids && { id: { in: [...ids] } },
    phoneNumber,
    friendlyName,
    country,
    type: type && toStored(type),
    pool: serviceId === undefined || serviceId === null ? serviceId : { serviceId },
    OR: search
      ? [
          { friendlyName: { contains: literally(search), mode: Prisma.QueryMode.insensitive } },
          ...(digits ? [{ phoneNumber: { contains: digits } }] : []),
        ]
      : undefined,
  };
}

export function toOwnedNumber({ sms, mms, voice, type, pool, ...row }: NumberRow): OwnedNumber {
  return {
    ...row,
    type: type === "toll_free" ? "toll-free" : type,
    capabilities: { sms, mms, voice },
    registration: row.registration satisfies Registration,
    smsMethod: row.smsMethod as HttpMethod,
    smsFallbackMethod: row.smsFallbackMethod as HttpMethod,
    statusCallbackMethod: row.statusCallbackMethod as HttpMethod,
    voiceMethod: row.voiceMethod as HttpMethod,
    voiceFallbackMethod: row.voiceFallbackMethod as HttpMethod,
    service: pool?.service ?? null,
  };
}

const toStored = (type: NumberType) => (type === "toll-free" ? "toll_free" : type);
