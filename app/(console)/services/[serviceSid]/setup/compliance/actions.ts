"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { stepPath } from "@/lib/domain/service-setup";
import { completeStep } from "@/lib/operations/service-setup";
import { fetchService } from "@/lib/operations/services";

const finish = action(z.object({ serviceId: z.uuid() }), async (ctx, { serviceId }) => {
  const service = await fetchService(ctx, serviceId);
  await completeStep(ctx, serviceId, "compliance");
  return service;
});

/** Wizard step 4: what stands in the way was seen, so the wizard is done. */
export async function finishSetupAction(previous: unknown, form: FormData) {
  const result = await finish(previous, form);
  if (result.ok) redirect(stepPath("try", result.value));
  return result;
}
