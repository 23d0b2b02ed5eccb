import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { PATH_HEADER } from "@/lib/console/path-header";
import { runtime } from "@/lib/console/runtime";
import { signInPath } from "@/lib/domain/return-path";
import type { Role } from "@/lib/domain/role";
import type { AccountSettings } from "@/lib/domain/settings";
import type { Ctx } from "@/lib/operations/ctx";

export type Operator = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Still the password that the first start printed. */
  readonly initialPassword: boolean;
};

export type Session = {
  /** For operations: this operator, in this account. */
  readonly ctx: Ctx;
  readonly operator: Operator;
  readonly role: Role;
  /** Without its tokens, so that it may be handed to what the browser sees. */
  readonly account: Omit<AccountSettings, "authToken" | "secondToken">;
};

/** The session of this request, looked up once; undefined when nobody is signed in. */
export const findSession = cache(async (): Promise<Session | undefined> => {
  const { auth, world, membershipOf } = runtime();
  const found = await auth.api.getSession({ headers: await headers() });
  if (!found) return undefined;
  const { id, name, email, initialPassword } = found.user;
  const membership = await membershipOf(id);
  const settings = membership && (await world.settings.account(membership.accountId));
  if (!settings) return undefined;
  const { authToken: _first, secondToken: _second, ...account } = settings;
  return {
    ctx: { ...world, accountId: account.id, actor: email },
    operator: { id, name, email, initialPassword: initialPassword === true },
    role: membership.role,
    account,
  };
});

/**
 * The gate of every page and server action: who asks, and the context to ask operations with. Layouts do not guard, as
 * they are not run again when one page leads to another.
 * Somebody who is not signed in is sent to sign in, and from there back to where they wanted to go.
 */
export async function sessionCtx(): Promise<Session> {
  const session = await findSession();
  if (!session) redirect(signInPath((await headers()).get(PATH_HEADER)));
  return session;
}
