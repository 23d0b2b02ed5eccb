import { randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { createIdSource, fromSid, toSid } from "@/lib/domain/sid";
import type { Env } from "@/lib/env";
import { openDb } from "@/lib/store/db";
import { seal } from "@/lib/store/secrets";
import { randomPassword } from "@/scripts/operator/password";
import { writeCredentials } from "@/scripts/start/credentials";

const DEFAULT_EMAIL = "operator@senderpool.local";
/**
 * Makes the one account a fresh database has, of type Full, and the operator who owns it, from SENDERPOOL_* or at random, and
 * leaves their secrets in DATA_DIR/credentials.json. Does nothing when another start has just done the same.
 */
export async function createFirstAccount(url: string, env: Env): Promise<void> {
  const newId = createIdSource({ now: Date.now, randomBytes });
  const id = (env.SENDERPOOL_ACCOUNT_SID && fromSid("AC", env.SENDERPOOL_ACCOUNT_SID)) || newId();
  const operatorId = newId();
  const authToken = env.SENDERPOOL_AUTH_TOKEN ?? randomBytes(16).toString("hex");
  const email = env.SENDERPOOL_OPERATOR_EMAIL ?? DEFAULT_EMAIL;
  const password = env.SENDERPOOL_OPERATOR_PASSWORD ?? randomPassword();
  const hash = await hashPassword(password);
  const db = openDb(url, { connectionsMax: 1 });
  try {
    await db.prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('senderpool.first_account'))`;
      if ((await transaction.account.count()) > 0) return;
      await transaction.account.create({
        data: { id, friendlyName: "My account", type: "Full", authTokenSealed: seal(authToken) },
      });
      await transaction.operator.create({
        data: {
          id: operatorId,
          name: "Owner",
          email,
          emailVerified: true,
          initialPassword: true,
          // better-auth's form of a password login: provider "credential", named by the operator's own id.
          logins: { create: { providerId: "credential", accountId: operatorId, password: hash } },
          memberships: { create: { accountId: id, role: "owner" } },
        },
      });
      // Before the commit: an account whose secrets nobody knows would be worse than secrets of no account.
      writeCredentials(env.DATA_DIR, {
        consoleUrl: env.PUBLIC_URL,
        apiUrl: env.PUBLIC_URL,
        email,
        password,
        accountSid: toSid("AC", id),
        authToken,
      });
    });
  } finally {
    await db.close();
  }
}
