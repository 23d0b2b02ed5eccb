import type { AlphaSender } from "@/lib/domain/alpha-sender";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Registration } from "@/lib/domain/settings";
import type { Db } from "@/lib/store/db";
import type { AlphaSender as Row } from "@/lib/store/generated/client";
import { lockPool, noteChange } from "@/lib/store/sender-pool";

type NewName = { readonly id: string; readonly name: string; readonly carrierId: string; readonly at: Date };

/**
 * Gives a service a name, for destinations or as its own. A name that the account registered before is registered here too.
 * @returns undefined when the account has no such service; "taken" when the service has one for this destination
 */
export async function insert(
  db: Db,
  accountId: string,
  serviceId: string,
  { at, ...fields }: NewName & Pick<AlphaSender, "forDestination" | "country">,
): Promise<AlphaSender | "taken" | undefined> {
  return db.prisma.$transaction(async (tx) => {
    if ((await lockPool(tx, accountId, serviceId)) === undefined) return undefined;
    const like = await tx.alphaSender.findFirst({
      where: { accountId, name: fields.name },
      select: { registration: true },
    });
    const [row] = await tx.alphaSender.createManyAndReturn({
      data: [{ ...fields, ...like, accountId, serviceId, createdAt: at, updatedAt: at }],
      skipDuplicates: true,
    });
    if (!row) return "taken";
    await noteChange(tx, accountId, serviceId, at);
    return toAlphaSender(row);
  });
}

/** Keeps a name that a request gave as From. @returns false when the account has `namesMax` of them */
export async function keepForAccount(
  db: Db,
  accountId: string,
  { at, ...fields }: NewName,
  namesMax: number,
): Promise<boolean> {
  if ((await db.prisma.alphaSender.count({ where: { accountId, serviceId: null } })) >= namesMax) return false;
  await db.prisma.alphaSender.createMany({
    data: [{ ...fields, accountId, createdAt: at, updatedAt: at }],
    skipDuplicates: true,
  });
  return true;
}

type Which = { readonly serviceId: string; readonly forDestination: boolean };

/** Oldest first. @param country only those for it */
export async function list(
  db: Db,
  accountId: string,
  which: Which & { readonly country?: string | undefined },
  page: Page,
): Promise<Listing<AlphaSender>> {
  const { take, skip, cursor, order } = windowOf(page, "asc");
  const found = await db.prisma.alphaSender.findMany({
    where: { accountId, ...which, id: cursor },
    orderBy: { id: order },
    take,
    skip,
  });
  return toListing(page, found.map(toAlphaSender), ({ id }) => id);
}

export async function find(
  db: Db,
  accountId: string,
  id: string,
  which: Partial<Which>,
): Promise<AlphaSender | undefined> {
  const row = await db.prisma.alphaSender.findUnique({ where: { serviceId: { not: null }, ...which, id, accountId } });
  return row ? toAlphaSender(row) : undefined;
}

/** Registered is a name, not one of its uses. */
export async function register(
  db: Db,
  accountId: string,
  name: string,
  { registration, at }: { registration: Registration; at: Date },
): Promise<void> {
  await db.prisma.alphaSender.updateMany({ where: { accountId, name }, data: { registration, updatedAt: at } });
}

const toAlphaSender = ({ serviceId, carrierId: _, ...row }: Row): AlphaSender => ({
  ...row,
  serviceId: serviceId ?? "",
});
