import type { Account } from "@/lib/domain/account";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { open, seal } from "@/lib/store/secrets";
import { toScenario } from "@/lib/store/simulator-scenario";

/** What can be set on an account. */
export type AccountFields = Pick<
  Account,
  | "friendlyName"
  | "status"
  | "authToken"
  | "homeCountry"
  | "geoCountries"
  | "geoMode"
  | "longCodeMode"
  | "tollFreeMode"
  | "alphaMode"
  | "requestsPerSecond"
  | "requestsAtOnce"
  | "reviewSeconds"
  | "segmentsPerSecond"
>;

export type AccountFilter = {
  readonly friendlyName?: string | undefined;
  readonly status?: Account["status"] | undefined;
};

export async function insert(
  db: Db,
  {
    id,
    at,
    ownerId = null,
    ...fields
  }: { id: string; at: Date; ownerId?: string | null } & Partial<AccountFields> & {
      friendlyName: string;
      authToken: string;
    },
): Promise<Account> {
  const { friendlyName, authToken, ...rest } = fields;
  const row = await db.prisma.account.create({
    data: {
      ...writable(rest),
      id,
      ownerId,
      friendlyName,
      authTokenSealed: seal(authToken),
      createdAt: at,
      updatedAt: at,
    },
  });
  return toAccount(row);
}

export async function find(db: Db, id: string): Promise<Account | undefined> {
  const row = await db.prisma.account.findUnique({ where: { id } });
  return row ? toAccount(row) : undefined;
}

/** The account and its subaccounts that match, newest first. */
export async function listFamily(
  db: Db,
  accountId: string,
  { friendlyName, status }: AccountFilter,
  page: Page,
): Promise<Listing<Account>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const found = await db.prisma.account.findMany({
    where: { OR: [{ id: accountId }, { ownerId: accountId }], friendlyName, status, AND: { id: cursor } },
    orderBy: { id: order },
    take,
    skip,
  });
  return toListing(page, found.map(toAccount), ({ id }) => id);
}

export const countSubaccounts = (db: Db, ownerId: string): Promise<number> =>
  db.prisma.account.count({ where: { ownerId } });

/** Changes the fields that are given, and nothing else. @returns undefined when there is no such account */
export async function update(
  db: Db,
  id: string,
  { at, ...fields }: Partial<AccountFields> & { at: Date },
): Promise<Account | undefined> {
  const [row] = await db.prisma.account.updateManyAndReturn({
    where: { id },
    data: { ...writable(fields), updatedAt: at },
  });
  return row && toAccount(row);
}

/**
 * Moves a subaccount to another state; closing it gives its numbers back in the same transaction. One that is closed stays so.
 * @returns undefined when there is none, or it is closed
 */
export async function setStatus(
  db: Db,
  id: string,
  { status, friendlyName, at }: { status: Account["status"]; friendlyName?: string | undefined; at: Date },
): Promise<Account | undefined> {
  return db.prisma.$transaction(async (tx) => {
    const [row] = await tx.account.updateManyAndReturn({
      where: { id, status: { not: "closed" } },
      data: { status, friendlyName, updatedAt: at },
    });
    if (row && status === "closed") await tx.phoneNumber.deleteMany({ where: { accountId: id } });
    return row && toAccount(row);
  });
}

/** Gives the account a second token. @returns undefined when it has one */
export async function addSecondToken(
  db: Db,
  id: string,
  { token, at }: { token: string; at: Date },
): Promise<Account | undefined> {
  const [row] = await db.prisma.account.updateManyAndReturn({
    where: { id, secondTokenSealed: null },
    data: { secondTokenSealed: seal(token), secondTokenAt: at, updatedAt: at },
  });
  return row && toAccount(row);
}

/** @returns whether there was one */
export async function removeSecondToken(db: Db, id: string, at: Date): Promise<boolean> {
  const { count } = await db.prisma.account.updateMany({
    where: { id, secondTokenSealed: { not: null } },
    data: { secondTokenSealed: null, secondTokenAt: null, updatedAt: at },
  });
  return count > 0;
}

/** Makes the second token the first; the first stops. @returns undefined when there is no second one */
export async function promoteSecondToken(db: Db, id: string, at: Date): Promise<Account | undefined> {
  const { rowCount } = await db.sql.query(
    `UPDATE account SET auth_token_sealed = second_token_sealed, second_token_sealed = NULL, second_token_at = NULL,
       updated_at = $2 WHERE id = $1 AND second_token_sealed IS NOT NULL`,
    [id, at],
  );
  return rowCount === 1 ? find(db, id) : undefined;
}

const writable = ({ authToken, geoCountries, ...fields }: Partial<AccountFields>) => ({
  ...fields,
  ...(authToken === undefined ? {} : { authTokenSealed: seal(authToken) }),
  ...(geoCountries ? { geoCountries: [...geoCountries] } : {}),
});

function toAccount({
  authTokenSealed,
  secondTokenSealed,
  credit: _told,
  ...row
}: Prisma.AccountGetPayload<object>): Account {
  return {
    ...row,
    simulator: toScenario(row.simulator),
    authToken: open(authTokenSealed),
    secondToken: secondTokenSealed === null ? null : open(secondTokenSealed),
  };
}
