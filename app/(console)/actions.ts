"use server";

import { redirect } from "next/navigation";
import { signOut } from "@/lib/console/operator";

/** Ends this operator's session in this browser. */
export async function signOutAction(): Promise<void> {
  await signOut();
  redirect("/sign-in");
}
