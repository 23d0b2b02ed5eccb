"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { stepPath } from "@/lib/domain/service-setup";
import { completeStep, SaveIntegration, saveIntegration } from "@/lib/operations/service-setup";

const Save = SaveIntegration.and(z.object({ serviceId: z.uuid() }));

const save = action(Save, (ctx, { serviceId, ...values }) => saveIntegration(ctx, serviceId, values));
const saveStep = action(Save, async (ctx, { serviceId, ...values }) => {
  const service = await saveIntegration(ctx, serviceId, values);
  await completeStep(ctx, serviceId, "integration");
  return service;
});

/** Wizard step 3: replies, delivery reports, and how long a message may wait. */
export async function saveIntegrationStepAction(previous: unknown, form: FormData) {
  const result = await saveStep(previous, form);
  if (result.ok) redirect(form.get("intent") === "leave" ? "/services" : stepPath("compliance", result.value));
  return result;
}

/** The same settings on the service's own page. */
export async function saveIntegrationAction(previous: unknown, form: FormData) {
  const result = await save(previous, form);
  if (result.ok) revalidatePath("/services", "layout");
  return result.ok ? { ...result, value: null } : result;
}
