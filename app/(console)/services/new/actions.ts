"use server";

import { redirect } from "next/navigation";
import { action } from "@/lib/console/action";
import { stepPath } from "@/lib/domain/service-setup";
import { BeginSetup, beginSetup } from "@/lib/operations/service-setup";

const begin = action(BeginSetup, beginSetup);

/** Wizard step 1: the service exists from here on, so leaving the wizard loses nothing. */
export async function beginSetupAction(previous: unknown, form: FormData) {
  const result = await begin(previous, form);
  if (result.ok) redirect(form.get("intent") === "leave" ? "/services" : stepPath("senders", result.value));
  return result;
}
