"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { fromSid } from "@/lib/domain/sid";
import { NumberProperties, releaseNumber, updateNumber } from "@/lib/operations/phone-numbers";
import { removeSender } from "@/lib/operations/sender-pool";

const numberSid = z.string().transform((sid) => fromSid("PN", sid) ?? "");

const SaveNumber = NumberProperties.pick({
  friendlyName: true,
  smsUrl: true,
  smsMethod: true,
  smsFallbackUrl: true,
  smsFallbackMethod: true,
}).extend({ sid: numberSid });
const save = action(SaveNumber, async (ctx, { sid, ...properties }) => {
  await updateNumber(ctx, sid, properties);
});

export async function saveNumberAction(previous: unknown, form: FormData) {
  const result = await save(previous, form);
  if (result.ok) revalidatePath("/numbers", "layout");
  return result;
}

const leave = action(
  z.object({ sid: numberSid, service: z.string().transform((sid) => fromSid("MG", sid) ?? "") }),
  (ctx, input) => removeSender(ctx, input.service, input.sid),
);

/** The number stays the account's; its service loses it as a sender. */
export async function leaveServiceAction(sid: string, service: string) {
  const result = await leave(undefined, { sid, service });
  if (result.ok) revalidatePath("/numbers", "layout");
  return result;
}

const release = action(z.object({ sid: numberSid }), (ctx, { sid }) => releaseNumber(ctx, sid));

/** Gives the number back to the carrier. */
export async function releaseNumberAction(sid: string) {
  const result = await release(undefined, { sid });
  if (!result.ok) return result;
  revalidatePath("/numbers", "layout");
  redirect("/numbers/active");
}
