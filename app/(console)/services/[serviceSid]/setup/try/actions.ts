"use server";

import { z } from "zod";
import { action } from "@/lib/console/action";
import { toSid } from "@/lib/domain/sid";
import { createMessage } from "@/lib/operations/send";

const Test = z.object({ serviceId: z.uuid(), to: z.string().trim(), body: z.string() });

const send = action(Test, async (ctx, { serviceId, to, body }) => {
  const { id } = await createMessage(ctx, { to, body, messagingServiceSid: toSid("MG", serviceId) });
  return { id };
});

/** Sends one message through the service, as the API would. */
export async function sendTestAction(input: z.input<typeof Test>) {
  return send(undefined, input);
}
