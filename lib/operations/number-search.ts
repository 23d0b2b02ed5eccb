import { z } from "zod";
import { areaCodeOf } from "@/lib/domain/area-codes";
import { type AvailableNumber, COUNTRIES_ON_SALE, searchInventory } from "@/lib/domain/inventory";
import {
  DIGIT_MATCHES,
  matchesSearch,
  type OtherAreaCodes,
  otherAreaCodes,
  searchedAreaCode,
} from "@/lib/domain/number-search";
import type { Ctx } from "@/lib/operations/ctx";
import * as numbers from "@/lib/store/phone-numbers";

export type { AvailableNumber };

const NUMBERS_MAX = 30;
const OTHER_CODES_MAX = 6;
/** Numbers are looked up in the database this many at a time. */
const BATCH = 200;

/** What somebody who wants to buy a number asks: a country, a type, a few digits or a place, what it must be able to do. */
export const FindNumbers = z.object({
  country: z.string().regex(/^[A-Z]{2}$/, "Use a two-letter country code"),
  type: z.enum(["local", "mobile", "toll-free"]),
  text: z.string().max(64).default(""),
  match: z.enum(DIGIT_MATCHES).default("starts"),
  sms: z.boolean().default(false),
  mms: z.boolean().default(false),
  voice: z.boolean().default(false),
});

export type FoundNumbers = {
  readonly numbers: readonly AvailableNumber[];
  /** More match than are listed. */
  readonly more: boolean;
  /** When nothing matches and an area code was asked for: that one, and others that have numbers left. */
  readonly soldOut: ({ readonly areaCode: string } & OtherAreaCodes) | null;
};

/** Numbers that can be bought now. Without a match in an area code it says where there are some (behaviour §3.2, 21452). */
export async function findNumbers(ctx: Ctx, input: z.output<typeof FindNumbers>): Promise<FoundNumbers> {
  const { country, type, text, match } = input;
  const free = await collectFree(ctx, input, (number) => matchesSearch(number, text, match), NUMBERS_MAX + 1);
  const areaCode = searchedAreaCode(text, match);
  return {
    numbers: free.slice(0, NUMBERS_MAX),
    more: free.length > NUMBERS_MAX,
    soldOut:
      free.length === 0 && areaCode !== undefined && type === "local" && (country === "US" || country === "CA")
        ? { areaCode, ...otherAreaCodes(areaCode, await firstOfEachCode(ctx, input), OTHER_CODES_MAX) }
        : null,
  };
}

/** Countries with numbers on sale and the types of each. */
export const countriesOnSale = () => [...COUNTRIES_ON_SALE].map(([code, types]) => ({ code, types: [...types] }));

type Wanted = Pick<z.output<typeof FindNumbers>, "country" | "type" | "sms" | "mms" | "voice">;

async function firstOfEachCode(ctx: Ctx, wanted: Wanted): Promise<AvailableNumber[]> {
  const known = new Set<string>();
  const unseen = ({ phoneNumber }: AvailableNumber) => !known.has(areaCodeOf(phoneNumber) ?? "");
  const first: AvailableNumber[] = [];
  for (const number of await collectFree(ctx, wanted, () => true, Number.POSITIVE_INFINITY)) {
    if (unseen(number)) first.push(number);
    known.add(areaCodeOf(number.phoneNumber) ?? "");
  }
  return first;
}

/** The first `limit` numbers that match and that nobody owns, in the order of the inventory. */
async function collectFree(
  ctx: Ctx,
  { country, type, sms, mms, voice }: Wanted,
  matches: (number: AvailableNumber) => boolean,
  limit: number,
): Promise<AvailableNumber[]> {
  const able = { ...(sms && { sms }), ...(mms && { mms }), ...(voice && { voice }) };
  const free: AvailableNumber[] = [];
  let batch: AvailableNumber[] = [];
  const keepFree = async () => {
    const taken = await numbers.taken(
      ctx.db,
      batch.map(({ phoneNumber }) => phoneNumber),
    );
    free.push(...batch.filter(({ phoneNumber }) => !taken.has(phoneNumber)));
    batch = [];
  };
  for (const number of searchInventory(country, type, able)) {
    if (matches(number)) batch.push(number);
    if (batch.length === BATCH) await keepFree();
    if (free.length >= limit) break;
  }
  if (free.length < limit && batch.length > 0) await keepFree();
  return free.slice(0, limit);
}
