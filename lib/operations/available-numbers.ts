import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { type AvailableNumber, COUNTRIES_ON_SALE, isAreaCode, searchInventory } from "@/lib/domain/inventory";
import type { NumberType } from "@/lib/domain/settings";
import type { Ctx } from "@/lib/operations/ctx";
import { flag } from "@/lib/operations/inputs";
import * as numbers from "@/lib/store/phone-numbers";

export type { AvailableNumber };

/** Miles around `near` when the search gives none. @source OpenAPI (Distance) */
const DISTANCE_MILES = 25;

const text = z.string().trim().max(64);

/** @source behaviour §9.4; OpenAPI (AvailablePhoneNumbers) */
export const SearchAvailable = z.object({
  country: z.string().regex(/^[A-Z]{2}$/, "Use a two-letter country code"),
  type: z.enum(["local", "mobile", "toll-free"]),
  areaCode: z.string().refine(isAreaCode, "Use three digits, the first from 2 to 9").meta({ code: 21451 }).optional(),
  contains: text.optional(),
  smsEnabled: flag.optional(),
  mmsEnabled: flag.optional(),
  voiceEnabled: flag.optional(),
  inLocality: text.optional(),
  inRegion: text.optional(),
  inPostalCode: text.optional(),
  nearLatLong: z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?,\s*-?\d{1,3}(\.\d+)?$/, "Use latitude,longitude in degrees")
    .optional(),
  distance: z.coerce.number().int().min(1).max(500).optional(),
});

/** Numbers are looked up in the database this many at a time. */
const BATCH = 200;

/**
 * Numbers that can be bought now, in a fixed order, at most `limit`. What is owned, by whichever account, is left out.
 * @throws Refusal 20404 when nothing of this type is sold in the country
 */
export async function searchAvailable(
  ctx: Ctx,
  { country, type, ...asked }: z.infer<typeof SearchAvailable>,
  { limit, skip = 0 }: { limit: number; skip?: number } = { limit: 50 },
): Promise<AvailableNumber[]> {
  if (!COUNTRIES_ON_SALE.get(country)?.has(type)) throw new Refusal(20404);
  const found = searchInventory(country, type, {
    areaCode: asked.areaCode,
    contains: asked.contains || undefined,
    sms: asked.smsEnabled,
    mms: asked.mmsEnabled,
    voice: asked.voiceEnabled,
    locality: asked.inLocality || undefined,
    region: asked.inRegion || undefined,
    postalCode: asked.inPostalCode || undefined,
    near: nearOf(asked),
  });
  const free: AvailableNumber[] = [];
  for (let batch = take(found, BATCH); batch.length > 0 && free.length < skip + limit; batch = take(found, BATCH)) {
    const taken = await numbers.taken(
      ctx.db,
      batch.map((number) => number.phoneNumber),
    );
    free.push(...batch.filter((number) => !taken.has(number.phoneNumber)));
  }
  return free.slice(skip, skip + limit);
}

/** A country, and the types its numbers are sold in. */
export type CountryOnSale = { readonly country: string; readonly types: ReadonlySet<NumberType> };

/** @throws Refusal 20404 when none are sold */
export function fetchCountryOnSale(country: string): CountryOnSale {
  const types = COUNTRIES_ON_SALE.get(country);
  if (!types) throw new Refusal(20404);
  return { country, types };
}

export const listCountriesOnSale = (): CountryOnSale[] =>
  [...COUNTRIES_ON_SALE].map(([country, types]) => ({ country, types }));

function nearOf({ nearLatLong, distance = DISTANCE_MILES }: { nearLatLong?: string; distance?: number }) {
  if (nearLatLong === undefined) return undefined;
  const [latitude = 0, longitude = 0] = nearLatLong.split(",").map(Number);
  return { latitude, longitude, miles: distance };
}

function take<Value>(source: Iterator<Value>, count: number): Value[] {
  const values: Value[] = [];
  while (values.length < count) {
    const next = source.next();
    if (next.done) break;
    values.push(next.value);
  }
  return values;
}
