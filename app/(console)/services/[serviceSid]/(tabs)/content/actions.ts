"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/console/action";
import { SaveShortLinks, saveShortLinks } from "@/lib/operations/service-links";

const save = action(SaveShortLinks, saveShortLinks);

/** Where the service's links are shortened to, and what is set for that domain. */
export async function saveShortLinksAction(previous: unknown, form: FormData) {
  const result = await save(previous, form);
  if (result.ok) revalidatePath("/services", "layout");
  return result.ok ? { ...result, value: null } : result;
}
