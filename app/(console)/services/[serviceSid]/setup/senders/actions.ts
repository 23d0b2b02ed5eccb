"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { Refusal } from "@/lib/domain/errors";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import { stepPath } from "@/lib/domain/service-setup";
import { addSenders } from "@/lib/operations/sender-pool";
import { completeStep } from "@/lib/operations/service-setup";
import { fetchService } from "@/lib/operations/services";

const Choice = z.object({
  serviceId: z.uuid(),
  numberIds: z.array(z.uuid()).max(POOL_SENDERS_MAX, `A pool holds ${POOL_SENDERS_MAX} senders (21714).`).default([]),
});

const addChosen = action(Choice, async (ctx, { serviceId, numberIds }) => {
  const service = await fetchService(ctx, serviceId);
  const results = numberIds.length > 0 ? await addSenders(ctx, serviceId, numberIds) : [];
  const refused = results.flatMap((result) => ("refusal" in result ? [result.refusal] : []));
  // One that is in the pool already is what was wanted.
  const [first] = refused.filter(({ code }) => code !== 21710);
  if (first) {
    const count = refused.length;
    throw new Refusal(
      first.code,
      count === 1 && numberIds.length === 1
        ? first.detail
        : `${numberIds.length - count} of ${numberIds.length} senders were added, ${count} could not be: ${first.detail}`,
    );
  }
  await completeStep(ctx, serviceId, "senders");
  return service;
});

/** Wizard step 2: the chosen numbers join the pool. */
export async function addChosenAction(previous: unknown, form: FormData) {
  const result = await addChosen(previous, form);
  if (result.ok) redirect(form.get("intent") === "leave" ? "/services" : stepPath("integration", result.value));
  return result;
}
