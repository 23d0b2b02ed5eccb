import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import {
  type AvailableNumber,
  findInInventory,
  isAreaCode,
  nationalFormat,
  SIMULATED_CARRIER_ID,
} from "@/lib/domain/inventory";
import type { OwnedNumber } from "@/lib/domain/owned-number";
import type { Listing, Page } from "@/lib/domain/page";
import { parseTo } from "@/lib/domain/phone-number";
import type { NumberType } from "@/lib/domain/settings";
import { searchAvailable } from "@/lib/operations/available-numbers";
import type { Ctx } from "@/lib/operations/ctx";
import { friendlyName, httpMethod, webhookUrl } from "@/lib/operations/inputs";
import * as numbers from "@/lib/store/phone-numbers";

export type { OwnedNumber };
export type NumberFilter = numbers.NumberFilter;

/** What the wire can set on a number. @source OpenAPI (IncomingPhoneNumber) */
export const NumberProperties = z.object({
  friendlyName: friendlyName.optional(),
  smsUrl: webhookUrl().optional(),
  smsMethod: httpMethod.optional(),
  smsFallbackUrl: webhookUrl().optional(),
  smsFallbackMethod: httpMethod.optional(),
  statusCallback: webhookUrl().optional(),
  statusCallbackMethod: httpMethod.optional(),
  voiceUrl: webhookUrl().optional(),
  voiceMethod: httpMethod.optional(),
  voiceFallbackUrl: webhookUrl().optional(),
  voiceFallbackMethod: httpMethod.optional(),
});

/** A number by its digits, or any local US or Canadian one of an area code. */
export const BuyNumber = NumberProperties.extend({
  phoneNumber: z.string().optional(),
  areaCode: z.string().refine(isAreaCode, "Use three digits, the first from 2 to 9").meta({ code: 21451 }).optional(),
});

/** A number that must be of a certain type. */
export const BuyNumberOfType = NumberProperties.extend({ phoneNumber: z.string() });

/** The wire's properties, and what only the console sets. */
export const UpdateNumber = NumberProperties.extend({
  segmentsPerSecond: z.coerce.number().positive("Use a rate above 0").max(10_000).nullable().optional(),
  registration: z.enum(["none", "pending", "rejected", "suspended", "verified"]).optional(),
});

/**
 * Buys a number from the simulated carrier's inventory.
 * @throws Refusal 21421 the carrier does not sell it, or it is of another type, 21422 somebody has it already (of two who buy at once, one is told
 *   so), 21451 no area code, 21452 nothing left in it, 20001 neither a number nor an area code is given
 */
export async function buyNumber(
  ctx: Ctx,
  input: z.infer<typeof BuyNumber> & { readonly type?: NumberType },
): Promise<OwnedNumber> {
  const { phoneNumber, areaCode, type, ...properties } = input;
  if (phoneNumber) {
    const e164 = parseTo(phoneNumber)?.e164;
    const offered = e164 === undefined ? undefined : findInInventory(e164);
    if (!offered || (type && offered.type !== type)) throw new Refusal(21421, `PhoneNumber is invalid: ${phoneNumber}`);
    const bought = await take(ctx, offered, properties);
    if (!bought) throw new Refusal(21422, `PhoneNumber is not available: ${offered.phoneNumber}`);
    return bought;
  }
  if (!areaCode) throw new Refusal(20001, "Bad request: PhoneNumber or AreaCode is required");
  // Somebody may buy what the search found; then the next one is as good.
  for (const offered of await findInAreaCode(ctx, areaCode)) {
    const bought = await take(ctx, offered, properties);
    if (bought) return bought;
  }
  throw new Refusal(21452, `No phone numbers found in area code ${areaCode}`);
}

/** @throws Refusal 20404 */
export async function fetchNumber(ctx: Ctx, id: string): Promise<OwnedNumber> {
  return present(await numbers.find(ctx.db, ctx.accountId, id));
}

/** Newest first. */
export async function listNumbers(ctx: Ctx, filter: NumberFilter, page: Page): Promise<Listing<OwnedNumber>> {
  return numbers.list(ctx.db, ctx.accountId, filter, page);
}

export async function countNumbers(ctx: Ctx, filter: NumberFilter): Promise<number> {
  return numbers.count(ctx.db, ctx.accountId, filter);
}

/** Changes what is given and nothing else. @throws Refusal 20404 */
export async function updateNumber(ctx: Ctx, id: string, input: z.infer<typeof UpdateNumber>): Promise<OwnedNumber> {
  return present(await numbers.update(ctx.db, ctx.accountId, id, { ...input, at: ctx.now() }));
}

/** Gives a number back. It leaves its pool; messages it sent keep naming it. @throws Refusal 20404 */
export async function releaseNumber(ctx: Ctx, id: string): Promise<void> {
  if (!(await numbers.remove(ctx.db, ctx.accountId, id))) throw new Refusal(20404);
}

async function findInAreaCode(ctx: Ctx, areaCode: string): Promise<AvailableNumber[]> {
  const inUnitedStates = await searchAvailable(ctx, { country: "US", type: "local", areaCode });
  return inUnitedStates.length > 0 ? inUnitedStates : searchAvailable(ctx, { country: "CA", type: "local", areaCode });
}

async function take(
  ctx: Ctx,
  offered: AvailableNumber,
  properties: z.infer<typeof NumberProperties>,
): Promise<OwnedNumber | undefined> {
  const { phoneNumber, country, type, locality, region, postalCode, capabilities } = offered;
  return numbers.insert(ctx.db, ctx.accountId, {
    friendlyName: nationalFormat(phoneNumber),
    ...properties,
    id: ctx.newId(),
    at: ctx.now(),
    carrierId: SIMULATED_CARRIER_ID,
    phoneNumber,
    country,
    type,
    locality,
    region,
    postalCode,
    capabilities,
  });
}

function present(number: OwnedNumber | undefined): OwnedNumber {
  if (!number) throw new Refusal(20404);
  return number;
}
