import { z } from "zod";
import { COUNTRIES, findCountry } from "@/lib/domain/countries";
import { Refusal } from "@/lib/domain/errors";
import { fetchAccount, updateAccountSettings } from "@/lib/operations/accounts";
import type { Ctx } from "@/lib/operations/ctx";

/** Whether an account may send to a country, as its owner set it. */
export type GeoPermission = { readonly country: string; readonly callingCode: string; readonly enabled: boolean };

/** What was asked to be changed, and why it was not, if so. */
export type GeoChange = { readonly country: string; readonly enabled: boolean; readonly refused: string | null };

/** More than there are countries. */
const CHANGES_MAX = 300;

/** Of all countries, or of one. @throws Refusal 20404 there is no such country */
export async function fetchGeoPermissions(ctx: Ctx, country?: string): Promise<GeoPermission[]> {
  const found = country === undefined ? COUNTRIES : [findCountry(country.toUpperCase())];
  const allowed = new Set((await fetchAccount(ctx)).geoCountries);
  return found.map((known) => {
    if (!known) throw new Refusal(20404);
    return { country: known.code, callingCode: known.callingCode, enabled: allowed.has(known.code) };
  });
}

export const ChangeGeoPermission = z.object({
  country_code: z.string("Use a two-letter country code").max(64),
  type: z.literal("country", "Use country"),
  enabled: z.boolean("Use true or false"),
});

/**
 * Lets the account send to countries, or not any more. What names no country is told and changes nothing; the others are
 * changed together. They count once the gate for countries is live.
 * @throws Refusal 20001 more than 300
 * @source behaviour §7.3
 */
export async function changeGeoPermissions(
  ctx: Ctx,
  changes: readonly z.infer<typeof ChangeGeoPermission>[],
): Promise<GeoChange[]> {
  if (changes.length > CHANGES_MAX) throw new Refusal(20001, `Bad request: Permissions: Use at most ${CHANGES_MAX}`);
  const allowed = new Set((await fetchAccount(ctx)).geoCountries);
  const told = changes.map(({ country_code, enabled }): GeoChange => {
    const country = country_code.toUpperCase();
    if (!findCountry(country)) return { country: country_code, enabled, refused: "There is no such country" };
    if (enabled) allowed.add(country);
    else allowed.delete(country);
    return { country, enabled, refused: null };
  });
  await updateAccountSettings(ctx, { geoCountries: [...allowed].sort() });
  return told;
}
