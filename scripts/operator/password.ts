import { randomInt } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import type { Db } from "@/lib/store/db";
import { OperatorError } from "@/scripts/operator-error";

/** Without letters and digits that look alike. */
const LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** 16 letters of 56: 92 bits. */
const LENGTH = 16;

/** A password made for somebody: easy to type, impossible to guess. */
export const randomPassword = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/**
 * Gives an operator a new password and ends all their sessions.
 * @param email  whose; without it, the owner who was there first
 * @throws OperatorError when there is no such operator
 */
export async function resetPassword(db: Db, email?: string): Promise<{ email: string; password: string }> {
  const operator = await db.prisma.operator.findFirst({
    where: email === undefined ? { memberships: { some: { role: "owner" } } } : { email: email.toLowerCase() },
    orderBy: { createdAt: "asc" },
  });
  if (!operator)
    throw new OperatorError(
      email === undefined ? "There is no owner yet; the first start makes one." : `There is no operator ${email}.`,
    );
  const password = randomPassword();
  const hash = await hashPassword(password);
  const login = { providerId: "credential", accountId: operator.id };
  await db.prisma.$transaction([
    db.prisma.operatorLogin.upsert({
      where: { providerId_accountId: login },
      update: { password: hash },
      create: { ...login, userId: operator.id, password: hash },
    }),
    db.prisma.operator.update({ where: { id: operator.id }, data: { initialPassword: true } }),
    db.prisma.operatorSession.deleteMany({ where: { userId: operator.id } }),
  ]);
  return { email: operator.email, password };
}
