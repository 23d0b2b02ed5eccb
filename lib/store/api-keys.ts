import type { KeyType } from "@/lib/domain/access";
import type { ApiKey } from "@/lib/domain/account";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db } from "@/lib/store/db";

const PUBLIC = { id: true, friendlyName: true, type: true, allow: true, createdAt: true, updatedAt: true } as const;

type NewKey = {
  readonly id: string;
  readonly friendlyName: string;
  readonly type: KeyType;
  readonly allow: readonly string[];
  readonly secretHash: string;
  readonly at: Date;
};

/** @param secretHash hex of the secret's digest; the secret itself is never stored */
export async function insert(db: Db, accountId: string, { at, allow, ...fields }: NewKey): Promise<ApiKey> {
  return db.prisma.apiKey.create({
    data: { ...fields, allow: [...allow], accountId, createdAt: at, updatedAt: at },
    select: PUBLIC,
  });
}

export async function find(db: Db, accountId: string, id: string): Promise<ApiKey | undefined> {
  return (await db.prisma.apiKey.findFirst({ where: { id, accountId }, select: PUBLIC })) ?? undefined;
}

/** The account a key belongs to, if that is this one or a subaccount of it. */
export async function accountOf(db: Db, accountId: string, id: string): Promise<string | undefined> {
  const found = await db.prisma.apiKey.findFirst({
    where: { id, OR: [{ accountId }, { account: { ownerId: accountId } }] },
    select: { accountId: true },
  });
  return found?.accountId;
}

export const count = (db: Db, accountId: string): Promise<number> => db.prisma.apiKey.count({ where: { accountId } });

/** Newest first. */
export async function list(db: Db, accountId: string, page: Page): Promise<Listing<ApiKey>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const found = await db.prisma.apiKey.findMany({
    where: { accountId, id: cursor },
    orderBy: { id: order },
    take,
    skip,
    select: PUBLIC,
  });
  return toListing(page, found, (key) => key.id);
}

/** Changes what is given; permissions only of a restricted key. @returns undefined when there is none */
export async function update(
  db: Db,
  accountId: string,
  id: string,
  { friendlyName, allow, at }: { friendlyName?: string | undefined; allow?: readonly string[] | undefined; at: Date },
): Promise<ApiKey | undefined> {
  const [key] = await db.prisma.apiKey.updateManyAndReturn({
    where: { id, accountId, ...(allow && { type: "restricted" }) },
    data: { friendlyName, ...(allow && { allow: [...allow] }), updatedAt: at },
    select: PUBLIC,
  });
  return key;
}

/** @returns whether there was one */
export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  const { count } = await db.prisma.apiKey.deleteMany({ where: { id, accountId } });
  return count > 0;
}
