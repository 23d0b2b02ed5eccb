"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { fromSid } from "@/lib/domain/sid";
import { OwnedSenderProperties, releaseOwnedSender, updateOwnedSender } from "@/lib/operations/owned-senders";

const senderSid = z.string().transform((sid) => fromSid(["SC", "XE"], sid) ?? "");

const save = action(OwnedSenderProperties.extend({ sid: senderSid }), async (ctx, { sid, ...properties }) => {
  await updateOwnedSender(ctx, sid, properties);
});

export async function saveSenderAction(previous: unknown, form: FormData) {
  const result = await save(previous, form);
  if (result.ok) revalidatePath("/numbers", "layout");
  return result;
}

const release = action(z.object({ sid: senderSid }), (ctx, { sid }) => releaseOwnedSender(ctx, sid));

/** Gives a short code or an address back to the carrier. */
export async function releaseSenderAction(sid: string) {
  const result = await release(undefined, { sid });
  if (!result.ok) return result;
  revalidatePath("/numbers", "layout");
  redirect("/numbers/senders");
}
