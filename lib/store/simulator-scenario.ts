import { DEFAULT_SCENARIO, type Scenario } from "@/lib/domain/simulator-scenario";
import type { Db } from "@/lib/store/db";
import { Prisma } from "@/lib/store/generated/client";

/** How the simulated carrier treats the account's messages from now on; null: by default. Gateways hear of it on commit. */
export async function set(db: Db, accountId: string, scenario: Scenario | null): Promise<void> {
  await db.prisma.account.update({ where: { id: accountId }, data: { simulator: scenario ?? Prisma.DbNull } });
}

/** What an earlier version did not know yet is as it is by default. */
export const toScenario = (stored: unknown): Scenario | null =>
  stored === null ? null : { ...DEFAULT_SCENARIO, ...(stored as Partial<Scenario>) };
