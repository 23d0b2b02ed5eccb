import type { Role } from "@/lib/domain/role";
import type { Db } from "@/lib/store/db";

/** The account an operator works in, with the role there: the one joined first. Undefined when in none. */
export async function findMembership(
  db: Db,
  operatorId: string,
): Promise<{ accountId: string; role: Role } | undefined> {
  const membership = await db.prisma.membership.findFirst({
    where: { operatorId },
    orderBy: [{ createdAt: "asc" }, { accountId: "asc" }],
    select: { accountId: true, role: true },
  });
  return membership ?? undefined;
}

/** From now on the operator's password is one of their own choosing. */
export async function markPasswordChosen(db: Db, operatorId: string): Promise<void> {
  await db.prisma.operator.updateMany({ where: { id: operatorId }, data: { initialPassword: false } });
}
