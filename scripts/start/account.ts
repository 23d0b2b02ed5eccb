import pg from "pg";
import { fromSid } from "@/lib/domain/sid";
import type { Env } from "@/lib/env";
import { open, SealError } from "@/lib/store/secrets";
import { OperatorError } from "@/scripts/operator-error";

/** The account that this start presents: the one SENDERPOOL_ACCOUNT_SID names if it exists, else the oldest. */
interface Stored {
  id: string;
  authTokenSealed: string;
  email: string | null;
  passwordHash: string | null;
}

/**
 * Makes the first account and its owner when the database has none; else checks that SECRET_KEY opens what is stored.
 * @returns what the operator should know; undefined when nothing
 * @throws OperatorError when SECRET_KEY is not the one the stored secrets were sealed with
 */
export async function ensureAccount(url: string, env: Env): Promise<string | undefined> {
  const stored = await findAccount(url, env);
  if (!stored) {
    const { createFirstAccount } = await import("@/scripts/start/first-account");
    await createFirstAccount(url, env);
    return "made the first account and its owner";
  }
  const token = openToken(stored.authTokenSealed);
  const others = await differing(env, stored, token);
  return others.length > 0 ? `an account exists already: ${others.join(", ")} changed nothing` : undefined;
}

async function findAccount(url: string, { SENDERPOOL_ACCOUNT_SID }: Env): Promise<Stored | undefined> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const wanted = SENDERPOOL_ACCOUNT_SID ? fromSid("AC", SENDERPOOL_ACCOUNT_SID) : undefined;
    const { rows } = await client.query<Stored>(FIND_ACCOUNT, [wanted]);
    return rows[0];
  } finally {
    await client.end();
  }
}

const FIND_ACCOUNT = `
  SELECT a.id, a.auth_token_sealed AS "authTokenSealed", o.email, l.password AS "passwordHash"
  FROM account a
  LEFT JOIN membership m ON m.account_id = a.id AND m.role = 'owner'
  LEFT JOIN operator o ON o.id = m.operator_id
  LEFT JOIN operator_login l ON l.operator_id = o.id AND l.provider_id = 'credential'
  ORDER BY a.id = $1 DESC NULLS LAST, a.created_at, a.id, m.created_at
  LIMIT 1`;

function openToken(sealed: string): string {
  try {
    return open(sealed);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new OperatorError(
      "SECRET_KEY is not the one that this database's secrets were sealed with. Give the old one, or its secret.key in DATA_DIR.",
      {
        cause: error,
      },
    );
  }
}

/** Names of the variables that ask for something else than what is stored. */
async function differing(env: Env, stored: Stored, token: string): Promise<string[]> {
  const {
    SENDERPOOL_ACCOUNT_SID: sid,
    SENDERPOOL_AUTH_TOKEN,
    SENDERPOOL_OPERATOR_EMAIL,
    SENDERPOOL_OPERATOR_PASSWORD: password,
  } = env;
  const names: string[] = [];
  if (sid !== undefined && fromSid("AC", sid) !== stored.id) names.push("SENDERPOOL_ACCOUNT_SID");
  if (SENDERPOOL_AUTH_TOKEN !== undefined && SENDERPOOL_AUTH_TOKEN !== token) names.push("SENDERPOOL_AUTH_TOKEN");
  if (SENDERPOOL_OPERATOR_EMAIL !== undefined && SENDERPOOL_OPERATOR_EMAIL !== stored.email)
    names.push("SENDERPOOL_OPERATOR_EMAIL");
  if (password !== undefined && !(await isPassword(password, stored.passwordHash)))
    names.push("SENDERPOOL_OPERATOR_PASSWORD");
  return names;
}

async function isPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash === null) return false;
  const { verifyPassword } = await import("better-auth/crypto");
  return verifyPassword({ password, hash });
}
