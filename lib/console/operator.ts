import { APIError } from "better-auth/api";
import { headers } from "next/headers";
import { runtime } from "@/lib/console/runtime";

/** `waitMs`: how long this operator must wait after too many wrong tries; 0 when only the credentials were wrong. */
type SignInAnswer = { readonly ok: true } | { readonly ok: false; readonly waitMs: number };

/** Opens a session and sets its cookie. Whether the e-mail is known is not told. */
export async function signIn(email: string, password: string): Promise<SignInAnswer> {
  try {
    await runtime().auth.api.signInEmail({ body: { email, password }, headers: await headers() });
    return { ok: true };
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    return { ok: false, waitMs: Number(error.body?.retryAfterMs ?? 0) };
  }
}

/** Ends this session and takes its cookie back. */
export async function signOut(): Promise<void> {
  await runtime().auth.api.signOut({ headers: await headers() });
}

/**
 * Gives the operator another password and ends their other sessions. This one goes on, with its cookie as it is: a page
 * that is rendered in answer to the change must still find it.
 * @returns false when the current password is wrong
 */
export async function changePassword(currentPassword: string, newPassword: string): Promise<boolean> {
  const { auth } = runtime();
  const asked = { headers: await headers() };
  try {
    await auth.api.changePassword({ ...asked, body: { currentPassword, newPassword } });
  } catch (error) {
    if (!(error instanceof APIError) || error.body?.code !== "INVALID_PASSWORD") throw error;
    return false;
  }
  await auth.api.revokeOtherSessions(asked);
  return true;
}
