import { z } from "zod";
import { type AlphaSender, alphaSupport, isAlphaSender } from "@/lib/domain/alpha-sender";
import { countryName, findCountry } from "@/lib/domain/countries";
import { Refusal } from "@/lib/domain/errors";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import type { Listing, Page } from "@/lib/domain/page";
import type { SenderSettings } from "@/lib/domain/settings";
import type { Ctx } from "@/lib/operations/ctx";
import { removeSenders } from "@/lib/operations/sender-pool";
import { fetchService } from "@/lib/operations/services";
import * as names from "@/lib/store/alpha-senders";

export type { AlphaSender };

/** Names that requests of one account may give as From; each has a pace of its own. */
const NAMES_MAX = 100;

/** A name as it is given. `isoCountryCode` is for destinations only: left out, it is for every one without its own. */
export const AddAlphaSender = z.object({
  alphaSender: z.string().optional(),
  isoCountryCode: z.string().toUpperCase().optional(),
});

/**
 * Gives a service a name that its messages come from where networks show names.
 * @throws Refusal 20404 unknown service, 21708 no name, 21709 no name that can send, one on trial, or one for a country that
 *   shows none, 20001 no country, 21710 the service has one for this destination
 * @source behaviour §2.7, §6.2
 */
export async function addAlphaSender(
  ctx: Ctx,
  serviceId: string,
  { alphaSender: name, isoCountryCode }: z.infer<typeof AddAlphaSender>,
  { forDestination }: { forDestination: boolean },
): Promise<AlphaSender> {
  await fetchService(ctx, serviceId);
  if (!name) throw new Refusal(21708);
  if (!isAlphaSender(name)) throw new Refusal(21709);
  const country = (forDestination && isoCountryCode) || null;
  if (country !== null && !findCountry(country)) {
    throw new Refusal(20001, "Bad request: IsoCountryCode: Use two-letter country codes");
  }
  if (country !== null && alphaSupport(country) === "none") {
    throw new Refusal(21709, `Alphanumeric Sender ID is invalid: ${countryName(country)} does not take any`);
  }
  if ((await ctx.settings.account(ctx.accountId))?.type === "Trial") throw new Refusal(21709);
  const added = await names.insert(ctx.db, ctx.accountId, serviceId, {
    id: ctx.newId(),
    at: ctx.now(),
    carrierId: SIMULATED_CARRIER_ID,
    name,
    forDestination,
    country,
  });
  if (added === undefined) throw new Refusal(20404);
  if (added === "taken") throw new Refusal(21710, "Alpha Sender ID already exists in the Messaging Service");
  return added;
}

/** Oldest first. @throws Refusal 20404 unknown service */
export async function listAlphaSenders(
  ctx: Ctx,
  serviceId: string,
  which: { readonly forDestination: boolean; readonly country?: string | undefined },
  page: Page,
): Promise<Listing<AlphaSender>> {
  await fetchService(ctx, serviceId);
  return names.list(ctx.db, ctx.accountId, { ...which, serviceId }, page);
}

/** @throws Refusal 20404 unknown service or name, 21711 it is another use of a name, or of another service */
export async function fetchAlphaSender(
  ctx: Ctx,
  serviceId: string,
  id: string,
  { forDestination }: { forDestination: boolean },
): Promise<AlphaSender> {
  const found = await names.find(ctx.db, ctx.accountId, id, { serviceId, forDestination });
  if (found) return found;
  await fetchService(ctx, serviceId);
  throw new Refusal((await names.find(ctx.db, ctx.accountId, id, {})) ? 21711 : 20404);
}

/** The name is gone from the service, from the next message on. @throws Refusal as {@link fetchAlphaSender} */
export async function removeAlphaSender(
  ctx: Ctx,
  serviceId: string,
  id: string,
  which: { forDestination: boolean },
): Promise<void> {
  await fetchAlphaSender(ctx, serviceId, id, which);
  await removeSenders(ctx, serviceId, [id]);
}

/**
 * A name that a request gives as From without a service: kept at its first use, since whatever sends has a pace.
 * @throws Refusal 21212 the account used too many already
 */
export async function nameOfAccount(ctx: Ctx, name: string): Promise<SenderSettings> {
  const fields = { id: ctx.newId(), at: ctx.now(), carrierId: SIMULATED_CARRIER_ID, name };
  const kept = await names.keepForAccount(ctx.db, ctx.accountId, fields, NAMES_MAX);
  const sender = await ctx.settings.sender(name, ctx.accountId, { fresh: true });
  if (sender) return sender;
  if (kept) throw new Error("A name that was kept is not there");
  throw new Refusal(21212, `Invalid 'From' Number: ${name} is one name more than the ${NAMES_MAX} an account may use`);
}
