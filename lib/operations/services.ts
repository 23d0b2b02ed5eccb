import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import { stageOf } from "@/lib/domain/review";
import { SERVICES_MAX, type Service, USECASES } from "@/lib/domain/service";
import type { Ctx } from "@/lib/operations/ctx";
import { flag, friendlyName, httpMethod, validityPeriod, webhookUrl } from "@/lib/operations/inputs";
import * as services from "@/lib/store/services";

export type { Service };

/** What the wire can set on a service. Left out, a property keeps its default. @source behaviour §6.1 */
export const ServiceProperties = z.object({
  friendlyName,
  inboundRequestUrl: webhookUrl().optional(),
  inboundMethod: httpMethod.optional(),
  fallbackUrl: webhookUrl().optional(),
  fallbackMethod: httpMethod.optional(),
  statusCallback: webhookUrl(21609).optional(),
  stickySender: flag.optional(),
  mmsConverter: flag.optional(),
  smartEncoding: flag.optional(),
  scanMessageContent: z.enum(["inherit", "enable", "disable"], "Use inherit, enable or disable").optional(),
  fallbackToLongCode: flag.optional(),
  areaCodeGeomatch: flag.optional(),
  validityPeriod: validityPeriod.optional(),
  synchronousValidation: flag.optional(),
  usecase: z.enum(USECASES, "Choose one of the use cases").meta({ code: 21713 }).optional(),
  useInboundWebhookOnNumber: flag.optional(),
});

/** What the wire does not know of a service's status callbacks. */
export const CallbackSettings = z.object({
  durableCallbacks: flag.optional(),
  numberedCallbacks: flag.optional(),
});

const country = z.string().regex(/^[A-Z]{2}$/, "Use two-letter country codes");

/** What only the console knows of a service: how far its wizard came, and whom it is meant to reach. */
const ServiceSetup = z.object({
  destinations: z.array(country).max(250).optional(),
  setupStep: z.coerce.number().int().min(1).max(4).nullable().optional(),
  setupKey: z.string().min(1).max(64).optional(),
});

export const CreateService = ServiceProperties.extend(CallbackSettings.shape).extend(ServiceSetup.shape);
export const UpdateService = CreateService.omit({ setupKey: true }).partial();

/**
 * Creates an empty Messaging Service; senders are added later, so it cannot send yet. Given a `setupKey` used before, it
 * returns the service made then, unchanged.
 * @throws Refusal 21102 when the account has 1,000 services
 */
export async function createService(ctx: Ctx, input: z.infer<typeof CreateService>): Promise<Service> {
  if ((await services.count(ctx.db, ctx.accountId)) >= SERVICES_MAX) throw new Refusal(21102);
  return services.insert(ctx.db, ctx.accountId, {
    // A request that names where inbound messages go means that, not each number's own webhook (behaviour §4.2).
    useInboundWebhookOnNumber: !input.inboundRequestUrl,
    ...input,
    id: ctx.newId(),
    at: ctx.now(),
  });
}

/** @throws Refusal 20404 if it is not this account's; whether it exists elsewhere is not told. */
export async function fetchService(ctx: Ctx, id: string): Promise<Service> {
  const found = await services.find(ctx.db, ctx.accountId, id);
  if (!found) throw new Refusal(20404);
  return found;
}

/** Newest first; `search` is a part of the name. */
export async function listServices(
  ctx: Ctx,
  page: Page,
  filter: { readonly search?: string } = {},
): Promise<Listing<Service>> {
  return services.list(ctx.db, ctx.accountId, filter, page);
}

/** Changes what is given and nothing else. @throws Refusal 20404 */
export async function updateService(ctx: Ctx, id: string, input: z.infer<typeof UpdateService>): Promise<Service> {
  const updated = await services.update(ctx.db, ctx.accountId, id, { ...input, at: ctx.now() });
  if (!updated) throw new Refusal(20404);
  return updated;
}

/**
 * Deletes a service for good. Its senders go back to the account unattached; its past messages keep naming it.
 * @throws Refusal 20404, 20409 it has a campaign that was not rejected
 * @source behaviour §6.1 ("Delete")
 */
export async function deleteService(ctx: Ctx, id: string): Promise<void> {
  const { campaign } = await fetchService(ctx, id);
  if (campaign && stageOf(campaign, ctx.now()) !== "rejected") {
    throw new Refusal(20409, "The Messaging Service has an A2P campaign. Delete that first");
  }
  if (!(await services.remove(ctx.db, ctx.accountId, id))) throw new Refusal(20404);
}
