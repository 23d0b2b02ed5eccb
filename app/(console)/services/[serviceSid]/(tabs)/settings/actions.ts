"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { BeginSetup } from "@/lib/operations/service-setup";
import { updateService } from "@/lib/operations/services";

const save = action(
  BeginSetup.omit({ setupKey: true }).extend({
    serviceId: z.uuid(),
    synchronousValidation: z.stringbool().default(false),
  }),
  (ctx, { serviceId, ...properties }) => updateService(ctx, serviceId, properties),
);

/** Name, use case, destinations, and whether requests that cannot be sent are refused at once. */
export async function savePropertiesAction(previous: unknown, form: FormData) {
  const result = await save(previous, form);
  if (result.ok) revalidatePath("/services", "layout");
  return result.ok ? { ...result, value: null } : result;
}
