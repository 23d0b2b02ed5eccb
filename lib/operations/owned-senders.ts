import { z } from "zod";
import { parseSender } from "@/lib/domain/address";
import { findCountry } from "@/lib/domain/countries";
import { Refusal } from "@/lib/domain/errors";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { CHANNEL_KINDS, type OwnedSender, type OwnedSenderKind } from "@/lib/domain/owned-sender";
import type { Listing, Page } from "@/lib/domain/page";
import { isShortCode } from "@/lib/domain/phone-number";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import type { Ctx } from "@/lib/operations/ctx";
import { friendlyName, httpMethod, webhookUrl } from "@/lib/operations/inputs";
import { REFUSED_WITH, removeSenders } from "@/lib/operations/sender-pool";
import { fetchService } from "@/lib/operations/services";
import * as senders from "@/lib/store/owned-senders";

export type { OwnedSender };

export const SHORT_CODES: readonly OwnedSenderKind[] = ["short-code"];
export const CHANNELS: readonly OwnedSenderKind[] = CHANNEL_KINDS;
const ALL: readonly OwnedSenderKind[] = ["short-code", ...CHANNEL_KINDS];

/** What the wire can set on a short code. @source OpenAPI (SMS/ShortCodes) */
export const OwnedSenderProperties = z.object({
  friendlyName: friendlyName.optional(),
  smsUrl: webhookUrl().optional(),
  smsMethod: httpMethod.optional(),
  smsFallbackUrl: webhookUrl().optional(),
  smsFallbackMethod: httpMethod.optional(),
});

/** A short code with its country, or an address with its channel's prefix: the simulated carrier gives any that is free. */
export const CreateOwnedSender = OwnedSenderProperties.extend({
  address: z.string().trim().max(120),
  country: z
    .string()
    .toUpperCase()
    .refine((code) => findCountry(code) !== undefined, "Use a two-letter country code")
    .optional(),
});

/**
 * Takes a short code or a channel's address from the simulated carrier.
 * @throws Refusal 21421 it is neither, or a short code without a country, 21422 somebody has it already
 */
export async function createOwnedSender(ctx: Ctx, input: z.infer<typeof CreateOwnedSender>): Promise<OwnedSender> {
  const { address: text, country: given, ...properties } = input;
  const sender = parseSender(text);
  const kind = isShortCode(text) ? "short-code" : sender?.channel;
  if (!sender || kind === undefined || kind === "sms") {
    throw new Refusal(21421, `Neither a short code nor a channel's address: ${text.slice(0, 64)}`);
  }
  const country = kind === "whatsapp" ? sender.country : (given ?? null);
  if (kind === "short-code" && country === null) throw new Refusal(21421, "A short code needs its country");
  const added = await senders.insert(ctx.db, ctx.accountId, {
    friendlyName: sender.address.slice(0, 64),
    ...properties,
    id: ctx.newId(),
    at: ctx.now(),
    carrierId: SIMULATED_CARRIER_ID,
    address: sender.address,
    kind,
    country,
  });
  if (!added) throw new Refusal(21422, `Not available: ${sender.address}`);
  return added;
}

/** @throws Refusal 20404 */
export async function fetchOwnedSender(ctx: Ctx, id: string, kinds = ALL): Promise<OwnedSender> {
  return present(await senders.find(ctx.db, ctx.accountId, id, kinds));
}

/** Oldest first. */
export async function listOwnedSenders(
  ctx: Ctx,
  { kinds = ALL, ...filter }: Partial<Omit<senders.OwnedSenderFilter, "serviceId">>,
  page: Page,
): Promise<Listing<OwnedSender>> {
  return senders.list(ctx.db, ctx.accountId, { ...filter, kinds }, page);
}

/** Changes what is given and nothing else. @throws Refusal 20404 */
export async function updateOwnedSender(
  ctx: Ctx,
  id: string,
  input: z.infer<typeof OwnedSenderProperties>,
  kinds = ALL,
): Promise<OwnedSender> {
  return present(await senders.update(ctx.db, ctx.accountId, id, kinds, { ...input, at: ctx.now() }));
}

/** Gives it back to the carrier. It leaves its pool; messages it sent keep naming it. @throws Refusal 20404 */
export async function releaseOwnedSender(ctx: Ctx, id: string): Promise<void> {
  if (!(await senders.remove(ctx.db, ctx.accountId, id, ctx.now()))) throw new Refusal(20404);
}

/**
 * Puts one into a service's pool.
 * @param restores it was taken out undoably a moment ago, and recipients who knew it know it again
 * @throws Refusal 20404 unknown service or sender, 21710 it is there already, 21712 another service has it, 21714 the pool
 *   has 400 senders
 * @source behaviour §6.2
 */
export async function joinPool(
  ctx: Ctx,
  serviceId: string,
  id: string,
  { kinds = ALL, restores = false }: { kinds?: readonly OwnedSenderKind[]; restores?: boolean } = {},
): Promise<OwnedSender> {
  const bounds = { kinds, sendersMax: POOL_SENDERS_MAX, at: ctx.now(), keepPairs: restores };
  const joined = await senders.join(ctx.db, ctx.accountId, serviceId, id, bounds);
  if (joined === undefined) throw new Refusal(20404);
  if (typeof joined === "string") throw new Refusal(REFUSED_WITH[joined]);
  return joined;
}

/** Oldest first. @throws Refusal 20404 unknown service */
export async function listInPool(
  ctx: Ctx,
  serviceId: string,
  kinds: readonly OwnedSenderKind[] | undefined,
  page: Page,
): Promise<Listing<OwnedSender>> {
  await fetchService(ctx, serviceId);
  return senders.list(ctx.db, ctx.accountId, { kinds: kinds ?? ALL, serviceId }, page);
}

/** @throws Refusal 20404 unknown service or sender, 21711 it is not in this pool */
export async function fetchInPool(
  ctx: Ctx,
  serviceId: string,
  id: string,
  kinds: readonly OwnedSenderKind[],
): Promise<OwnedSender> {
  await fetchService(ctx, serviceId);
  const found = await fetchOwnedSender(ctx, id, kinds);
  if (found.service?.id !== serviceId) throw new Refusal(21711);
  return found;
}

/** Takes it out of the pool; it stays the account's. @throws Refusal as {@link fetchInPool} */
export async function leavePool(
  ctx: Ctx,
  serviceId: string,
  id: string,
  kinds: readonly OwnedSenderKind[],
): Promise<void> {
  await fetchInPool(ctx, serviceId, id, kinds);
  await removeSenders(ctx, serviceId, [id]);
}

function present(sender: OwnedSender | undefined): OwnedSender {
  if (!sender) throw new Refusal(20404);
  return sender;
}
