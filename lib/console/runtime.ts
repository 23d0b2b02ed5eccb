import { hkdfSync, randomBytes } from "node:crypto";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { type Auth, createAuth } from "@/lib/console/auth";
import { SignInLock } from "@/lib/console/sign-in-lock";
import { forgetAuthToken, forgetInitialPassword } from "@/lib/credentials-file";
import { addressRule } from "@/lib/domain/private-address";
import type { Role } from "@/lib/domain/role";
import { createIdSource, toSid } from "@/lib/domain/sid";
import { trustedOrigins } from "@/lib/domain/trusted-origins";
import { env } from "@/lib/env";
import { acceptOne } from "@/lib/operations/accept";
import type { Ctx } from "@/lib/operations/ctx";
import { openMediaShelf } from "@/lib/pipeline/media-shelf";
import { openDb } from "@/lib/store/db";
import * as operators from "@/lib/store/operators";
import { readSettings } from "@/lib/store/settings";

/** The console's share of the database; the rest belongs to the gateways. */
const CONNECTIONS_MAX = 10;

/** Everything of a `Ctx` that is the same whoever asks. */
export type World = Omit<Ctx, "accountId" | "actor">;

type Runtime = {
  readonly auth: Auth;
  readonly world: World;
  /** The account an operator works in, with the role there; undefined when in none. */
  readonly membershipOf: (operatorId: string) => Promise<{ accountId: string; role: Role } | undefined>;
};

/** A development server loads modules anew after each change; the pool must outlive them. */
const kept = globalThis as { senderpoolConsole?: Runtime };

/**
 * The console's one runtime: wired on first use, since `next build` loads modules where there is no database.
 * @throws EnvironmentError when the environment cannot be used
 */
export function runtime(): Runtime {
  kept.senderpoolConsole ??= start();
  return kept.senderpoolConsole;
}

/** What the API's route handlers are wired with. */
export const apiDeps = (): World => runtime().world;

function start(): Runtime {
  const { DATABASE_URL, SECRET_KEY, PUBLIC_URL, HOST, PORT, DATA_DIR, SENDER_MPS, CALLBACK_ALLOW, MEDIA_S3 } = env();
  if (!DATABASE_URL || !SECRET_KEY) throw new Error("The console needs DATABASE_URL and SECRET_KEY");
  const db = openDb(DATABASE_URL, { connectionsMax: CONNECTIONS_MAX });
  const now = () => new Date();
  const newId = createIdSource({ now: Date.now, randomBytes });
  const auth = createAuth({
    database: prismaAdapter(db.prisma, { provider: "postgresql", transaction: true }),
    secret: Buffer.from(hkdfSync("sha256", SECRET_KEY, "senderpool", "sessions", 32)).toString("hex"),
    publicUrl: PUBLIC_URL,
    trustedOrigins: trustedOrigins(PUBLIC_URL, HOST, PORT),
    lock: new SignInLock(Date.now),
    onPasswordChanged: async ({ id, email }) => {
      await operators.markPasswordChosen(db, id);
      await forgetInitialPassword(DATA_DIR, email);
    },
  });
  const world: World = {
    db,
    now,
    newId,
    randomBytes,
    settings: readSettings(db),
    media: openMediaShelf({
      dataDir: DATA_DIR,
      s3: MEDIA_S3,
      allows: addressRule(HOST, CALLBACK_ALLOW),
      secretKey: SECRET_KEY,
      publicUrl: PUBLIC_URL,
    }),
    accept: acceptOne(db, { now, newId, simulatedMps: SENDER_MPS }),
    simulatedMps: SENDER_MPS,
    onTokenReplaced: (accountId) => forgetAuthToken(DATA_DIR, toSid("AC", accountId)),
  };
  return { auth, world, membershipOf: (operatorId) => operators.findMembership(db, operatorId) };
}
