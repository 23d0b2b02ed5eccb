import type { ApiKey } from "@/lib/domain/account";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db } from "@/lib/store/db";

const PUBLIC = { id: true, friendlyName: true, createdAt: true, updatedAt: true } as const;

/** @param secretHash hex of the secret's digest; the secret itself is never stored */
export async function insert(
  db: Db,
  accountId: string,
  { at, ...fields }: { id: string; friendlyName: string; secretHash: string; at: Date },
): Promise<ApiKey> {
  return db.prisma.apiKey.create({ data: { ...fields, accountId, createdAt: at, updatedAt: at }, select: PUBLIC });
}

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

/** @returns whether there was one */
export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  const { count } = await db.prisma.apiKey.deleteMany({ where: { id, accountId } });
  return count > 0;
}
