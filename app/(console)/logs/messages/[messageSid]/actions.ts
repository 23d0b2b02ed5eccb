"use server";

import { z } from "zod";
import { action } from "@/lib/console/action";
import { cancelMessage, deleteMessage, redactMessage } from "@/lib/operations/messages";
import { replayWebhooks } from "@/lib/operations/webhook-replay";

const WhichMessage = z.object({ id: z.uuid() });

const redact = action(WhichMessage, async (ctx, { id }) => {
  await redactMessage(ctx, id);
});
const cancel = action(WhichMessage, async (ctx, { id }) => {
  await cancelMessage(ctx, id);
});
const remove = action(WhichMessage, (ctx, { id }) => deleteMessage(ctx, id));

const sendAgain = action(WhichMessage.extend({ seq: z.int().min(0).optional() }), (ctx, { id, seq }) =>
  replayWebhooks(ctx, { messageId: id }, seq === undefined ? {} : { seq }),
);

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

/** Tells one event of a message to its endpoint once more, or all; 0 is the receipt of an inbound one. */
export async function sendAgainAction(id: string, seq?: number) {
  return sendAgain(undefined, { id, ...(seq !== undefined && { seq }) });
}
