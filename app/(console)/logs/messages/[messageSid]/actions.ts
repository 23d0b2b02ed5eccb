"use server";

import { z } from "zod";
import { action } from "@/lib/console/action";
import { cancelMessage, deleteMessage, redactMessage } from "@/lib/operations/messages";

const WhichMessage = z.object({ id: z.uuid() });

const redact = action(WhichMessage, async (ctx, { id }) => {
  await redactMessage(ctx, id);
});
const cancel = action(WhichMessage, async (ctx, { id }) => {
  await cancelMessage(ctx, id);
});
const remove = action(WhichMessage, (ctx, { id }) => deleteMessage(ctx, id));

/** Takes the text out of a finished message. */
export async function redactAction(id: string) {
  return redact(undefined, { id });
}

/** Calls a scheduled message off. */
export async function cancelAction(id: string) {
  return cancel(undefined, { id });
}

/** Removes a finished message for good. */
export async function deleteAction(id: string) {
  return remove(undefined, { id });
}
