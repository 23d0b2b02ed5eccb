import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { type Service, USECASES } from "@/lib/domain/service";
import { proposedValidity, type SetupStep, stepNumber } from "@/lib/domain/service-setup";
import type { Ctx } from "@/lib/operations/ctx";
import { friendlyName, httpMethod, validityPeriod, webhookUrl } from "@/lib/operations/inputs";
import { createService, fetchService, updateService } from "@/lib/operations/services";
import * as setup from "@/lib/store/service-setup";

/** Destinations are for checking senders; a list nobody can look over checks nothing. */
const DESTINATIONS_MAX = 30;

const country = z.string().regex(/^[A-Z]{2}$/, "Choose countries from the list");

/** Step 1. @source console §4 */
export const BeginSetup = z.object({
  setupKey: z.uuid(),
  friendlyName,
  usecase: z.enum(USECASES, "Choose one of the use cases").default("undeclared"),
  destinations: z
    .array(country, "Choose at least one country")
    .min(1, "Choose at least one country")
    .max(DESTINATIONS_MAX, `Choose at most ${DESTINATIONS_MAX} countries`)
    .transform((codes) => [...new Set(codes)]),
});

/** Step 3. What `replies` leaves unused is kept, so that changing one's mind loses no address. @source behaviour §4.2 */
export const SaveIntegration = z
  .object({
    replies: z.enum(["sender", "webhook", "drop"], "Choose what happens when someone replies"),
    inboundRequestUrl: webhookUrl().default(null),
    inboundMethod: httpMethod.default("POST"),
    fallbackUrl: webhookUrl().default(null),
    fallbackMethod: httpMethod.default("POST"),
    statusCallback: webhookUrl(21609).default(null),
    validityPeriod,
  })
  .refine(({ replies, inboundRequestUrl }) => replies !== "webhook" || inboundRequestUrl !== null, {
    path: ["inboundRequestUrl"],
    message: "Enter the webhook's URL, or choose what else happens with replies",
  });

/**
 * Wizard step 1: the service exists from here on. A key that was used before edits the service made then, so a reload, a
 * double click and going back never make a second one.
 * @throws Refusal 21102 when the account has 1,000 services
 */
export async function beginSetup(ctx: Ctx, input: z.output<typeof BeginSetup>): Promise<Service> {
  const { setupKey, ...values } = input;
  const validityPeriod = proposedValidity(values.usecase);
  const known = await findSetup(ctx, setupKey);
  if (!known) return createService(ctx, { ...values, setupKey, setupStep: stepNumber("senders"), validityPeriod });
  // A proposal that nobody touched follows the use case; what was chosen by hand stays.
  const untouched = known.validityPeriod === proposedValidity(known.usecase);
  return updateService(ctx, known.id, untouched ? { ...values, validityPeriod } : values);
}

/** The service that a wizard with this key made, if any. @param key a UUID */
export async function findSetup(ctx: Ctx, key: string): Promise<Service | undefined> {
  const id = await setup.findIdByKey(ctx.db, ctx.accountId, key);
  return id === undefined ? undefined : fetchService(ctx, id);
}

/** Wizard step 3. @throws Refusal 20404 */
export async function saveIntegration(
  ctx: Ctx,
  id: string,
  { replies, ...values }: z.output<typeof SaveIntegration>,
): Promise<Service> {
  return updateService(ctx, id, {
    ...values,
    useInboundWebhookOnNumber: replies === "sender",
    // Dropping is the absence of any address (behaviour §4.2).
    inboundRequestUrl: replies === "drop" ? null : values.inboundRequestUrl,
  });
}

/** Notes that a step is done, so that the wizard resumes after it. Steps are never un-done. */
export async function completeStep(ctx: Ctx, id: string, step: SetupStep): Promise<void> {
  if (step === "compliance") return setup.closeSetup(ctx.db, ctx.accountId, id);
  return setup.markStep(ctx.db, ctx.accountId, id, stepNumber(step) + 1);
}

/** @throws Refusal 20409 when it has senders or messages, or its wizard was finished */
export async function discardSetup(ctx: Ctx, id: string): Promise<void> {
  if (await setup.removeUnused(ctx.db, ctx.accountId, id)) return;
  await fetchService(ctx, id);
  throw new Refusal(20409, "This service is in use, so it is not discarded. Delete it under Settings.");
}

export const CountNamesakes = z.object({ name: z.string().trim().max(64), exceptId: z.uuid().optional() });

/** How many other services have this name: allowed, and said. */
export async function countNamesakes(ctx: Ctx, { name, exceptId }: z.output<typeof CountNamesakes>): Promise<number> {
  return setup.countNamed(ctx.db, ctx.accountId, name, exceptId);
}

export const ReadRevision = z.object({ id: z.uuid() });

/** Whether the service is still as it was read; null once it is gone. */
export async function readRevision(
  ctx: Ctx,
  { id }: z.output<typeof ReadRevision>,
): Promise<{ revision: number; updatedAt: Date } | null> {
  return (await setup.findRevision(ctx.db, ctx.accountId, id)) ?? null;
}
