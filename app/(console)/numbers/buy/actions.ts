"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { fromSid, toSid } from "@/lib/domain/sid";
import { BuyNumber, buyNumber } from "@/lib/operations/phone-numbers";
import { addSender } from "@/lib/operations/sender-pool";

const buy = action(BuyNumber.pick({ phoneNumber: true }), async (ctx, input) => ({
  sid: toSid("PN", (await buyNumber(ctx, input)).id),
}));

/** Refused with 21422 when somebody was faster; then nothing happened. */
export async function buyNumberAction(phoneNumber: string) {
  return buy(undefined, { phoneNumber });
}

const Membership = z.object({
  service: z.string().transform((sid) => fromSid("MG", sid) ?? ""),
  number: z.string().transform((sid) => fromSid("PN", sid) ?? ""),
});
const add = action(Membership, async (ctx, { service, number }) => {
  await addSender(ctx, service, number);
});

/** Puts a number into a service's pool; the next message may leave from it. */
export async function addToServiceAction(service: string, number: string) {
  const result = await add(undefined, { service, number });
  if (result.ok) revalidatePath("/numbers/[numberSid]", "page");
  return result;
}
