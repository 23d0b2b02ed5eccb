import type { Account } from "@/lib/domain/account";
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
>;

export async function insert(
  db: Db,
  {
    id,
    at,
    ...fields
  }: { id: string; at: Date } & Partial<AccountFields> & { friendlyName: string; authToken: string },
): Promise<Account> {
  const { friendlyName, authToken, ...rest } = fields;
  const row = await db.prisma.account.create({
    data: {
      ...writable(rest),
      id,
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

const writable = ({ authToken, geoCountries, ...fields }: Partial<AccountFields>) => ({
  ...fields,
  ...(authToken === undefined ? {} : { authTokenSealed: seal(authToken) }),
  ...(geoCountries ? { geoCountries: [...geoCountries] } : {}),
});

function toAccount({ authTokenSealed, ...row }: Prisma.AccountGetPayload<object>): Account {
  return { ...row, simulator: toScenario(row.simulator), authToken: open(authTokenSealed) };
}
