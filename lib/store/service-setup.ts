import type { Db } from "@/lib/store/db";

/**
 * The service that a wizard with this key made. Services made otherwise have no key of their own; they are found by their
 * id, so that the wizard's first page can edit them too.
 * @param key a UUID
 */
export async function findIdByKey(db: Db, accountId: string, key: string): Promise<string | undefined> {
  const found = await db.prisma.messagingService.findFirst({
    where: { accountId, OR: [{ setupKey: key }, { id: key }] },
    select: { id: true },
  });
  return found?.id;
}

/** How many other services of the account have this very name. */
export async function countNamed(db: Db, accountId: string, friendlyName: string, exceptId?: string): Promise<number> {
  return db.prisma.messagingService.count({ where: { accountId, friendlyName, NOT: { id: exceptId } } });
}

/** How often the service was changed, and when last. */
export async function findRevision(
  db: Db,
  accountId: string,
  id: string,
): Promise<{ revision: number; updatedAt: Date } | undefined> {
  const found = await db.prisma.messagingService.findUnique({
    where: { id, accountId },
    select: { revision: true, updatedAt: true },
  });
  return found ?? undefined;
}

/** Notes how far the wizard came, without counting it as a change of the service. It never goes back. */
export async function markStep(db: Db, accountId: string, id: string, step: number): Promise<void> {
  await db.prisma.messagingService.updateMany({
    where: { id, accountId, setupStep: { lt: step } },
    data: { setupStep: step },
  });
}

/** The wizard of this service is done. */
export async function closeSetup(db: Db, accountId: string, id: string): Promise<void> {
  await db.prisma.messagingService.updateMany({ where: { id, accountId }, data: { setupStep: null } });
}

/**
 * Deletes a service that nobody can miss: its wizard is open, its pool empty, and no message names it. The row is locked
 * before it is judged, so a sender that is added at this moment saves it.
 * @returns whether there was such a service
 */
export async function removeUnused(db: Db, accountId: string, id: string): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      SELECT FROM messaging_service WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid FOR UPDATE`;
    const deleted = await tx.$executeRaw`
      DELETE FROM messaging_service s
      WHERE s.id = ${id}::uuid AND s.account_id = ${accountId}::uuid AND s.setup_step IS NOT NULL
        AND NOT EXISTS (SELECT FROM pool_sender p WHERE p.service_id = s.id)
        AND NOT EXISTS (SELECT FROM message m WHERE m.service_id = s.id)`;
    return deleted > 0;
  });
}
