"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { Keywords, saveKeywords, turnAdvancedOptOut } from "@/lib/operations/advanced-opt-out";
import { setsOf } from "./form-keywords";

const Service = z.object({ serviceId: z.uuid() });
const Form = Service.loose().transform(({ serviceId, ...fields }) => ({ serviceId, ...setsOf(fields) }));

const save = action(Form.pipe(Service.extend(Keywords.shape)), (ctx, { serviceId, ...keywords }) =>
  saveKeywords(ctx, serviceId, keywords),
);
const turnOn = action(Service, (ctx, { serviceId }) => turnAdvancedOptOut(ctx, serviceId, true));
const turnOff = action(Service, (ctx, { serviceId }) => turnAdvancedOptOut(ctx, serviceId, false), "administer");

/** The service's own keywords and answers, all of them at once. */
export async function saveKeywordsAction(previous: unknown, form: FormData) {
  return done(await save(previous, form));
}

/** Whether they hold. To turn them off takes more than to turn them on. */
export async function setAdvancedOptOutAction(serviceId: string, on: boolean) {
  return done(await (on ? turnOn : turnOff)(undefined, { serviceId }));
}

async function done(result: Awaited<ReturnType<typeof turnOn>>) {
  if (!result.ok) return result;
  revalidatePath("/services", "layout");
  return { ok: true as const, value: null };
}
