"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/console/action";
import { ServiceById } from "@/lib/operations/service-overview";
import { deleteService } from "@/lib/operations/services";

const remove = action(ServiceById, (ctx, { id }) => deleteService(ctx, id));

/** Deletes a service for good; its numbers stay the account's. */
export async function deleteServiceAction(id: string) {
  const result = await remove(undefined, { id });
  if (result.ok) revalidatePath("/services");
  return result;
}
