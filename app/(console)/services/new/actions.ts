"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { stepPath } from "@/lib/domain/service-setup";
import { BeginSetup, beginSetup, discardSetup } from "@/lib/operations/service-setup";

const begin = action(BeginSetup, beginSetup);
const discard = action(z.object({ serviceId: z.uuid() }), (ctx, { serviceId }) => discardSetup(ctx, serviceId));

/** Wizard step 1: the service exists from here on, so leaving the wizard loses nothing. */
export async function beginSetupAction(previous: unknown, form: FormData) {
  const result = await begin(previous, form);
  if (result.ok) redirect(form.get("intent") === "leave" ? "/services" : stepPath("senders", result.value));
  return result;
}

/** Throws away a service that was begun and never used. */
export async function discardSetupAction(serviceId: string) {
  const result = await discard(undefined, { serviceId });
  if (result.ok) revalidatePath("/services");
  return result;
}
