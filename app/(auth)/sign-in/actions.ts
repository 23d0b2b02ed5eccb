"use server";

import { redirect } from "next/navigation";
import { signIn } from "@/lib/console/operator";
import { returnPath } from "@/lib/domain/return-path";

/** The e-mail that was typed, so that only the password is typed again; `waitMs` after too many wrong tries. */
export type SignInProblem = { readonly email: string; readonly waitMs: number } | undefined;

/** Signs in and goes to the link that was asked for. */
export async function signInAction(_previous: SignInProblem, form: FormData): Promise<SignInProblem> {
  const text = (name: string) => String(form.get(name) ?? "");
  const email = text("email").trim();
  const answer = await signIn(email, text("password"));
  if (!answer.ok) return { email, waitMs: answer.waitMs };
  redirect(returnPath(text("next")));
}
