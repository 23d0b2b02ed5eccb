import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { type Listing, numbered, type Page } from "@/lib/domain/page";
import {
  CATEGORY_NAMES,
  countPeriods,
  type Days,
  dayOf,
  firstOf,
  type Granularity,
  isCategory,
  periodAt,
  readDay,
  recordOf,
  type UsageCategory,
  type UsageRecord,
} from "@/lib/domain/usage";
import { fetchAccount } from "@/lib/operations/accounts";
import type { Ctx } from "@/lib/operations/ctx";
import { flag } from "@/lib/operations/inputs";
import * as usage from "@/lib/store/usage";

export type { UsageRecord };

/** What usage to tell. Without days: all of an account's time. */
export const ReadUsage = z.object({
  category: z
    .string()
    .refine(isCategory, "Use one of the categories of messaging, such as sms or totalprice")
    .optional(),
  startDate: z.string().optional(),
  endDate: z.string().optional(),
  includeSubaccounts: flag.default(true),
});
export type ReadUsage = z.output<typeof ReadUsage>;

/**
 * The usage of a stretch of days as a whole, one line a category; those without any are told with zeros.
 * @param named the days, where the list is about certain ones
 * @throws Refusal 20001 a day that cannot be read
 */
export async function listUsage(ctx: Ctx, asked: ReadUsage, page: Page, named?: Days): Promise<Listing<UsageRecord>> {
  const days = named ?? (await daysAsked(ctx, asked));
  const sums = await usage.sumUsage(ctx.db, ctx.accountId, {
    ...days,
    by: "all",
    subaccounts: asked.includeSubaccounts,
  });
  const categories = categoriesOf(asked);
  return numbered(page, categories.length, (index) => recordOf(categories[index] as UsageCategory, days, sums));
}

/**
 * The same by day, month or year, newest first, each with a line a category. Only the periods of the page are read.
 * @throws Refusal 20001 a day that cannot be read
 */
export async function listUsageBy(
  ctx: Ctx,
  granularity: Granularity,
  asked: ReadUsage,
  page: Page,
): Promise<Listing<UsageRecord>> {
  const days = await daysAsked(ctx, asked);
  const categories = categoriesOf(asked);
  const total = countPeriods(granularity, days) * categories.length;
  const places = numbered(page, total, (index) => ({
    category: categories[index % categories.length] as UsageCategory,
    period: periodAt(granularity, days, Math.floor(index / categories.length)),
  }));
  const [newest, oldest] = [places.rows[0], places.rows.at(-1)];
  if (!newest || !oldest) return { ...places, rows: [] };
  const sums = await usage.sumUsage(ctx.db, ctx.accountId, {
    start: oldest.period.start,
    end: newest.period.end,
    by: granularity,
    subaccounts: asked.includeSubaccounts,
  });
  const rows = places.rows.map(({ category, period }) =>
    recordOf(
      category,
      period,
      sums.filter((sum) => sum.period === firstOf(granularity, period.start)),
    ),
  );
  return { ...places, rows };
}

/**
 * What is left of an account's credit, in hundred-thousandths of a dollar: one balance for it and its subaccounts.
 * @throws Refusal 20404 a subaccount has none
 * @source OpenAPI (api_v2010, Balance: "Child accounts do not contain balance information")
 */
export async function fetchBalance(ctx: Ctx): Promise<number> {
  const { id, ownerId } = await fetchAccount(ctx);
  if (ownerId !== null) throw new Refusal(20404);
  return usage.balanceOf(ctx.db, id);
}

const categoriesOf = ({ category }: ReadUsage): readonly UsageCategory[] =>
  category === undefined ? CATEGORY_NAMES : [category as UsageCategory];

async function daysAsked(ctx: Ctx, { startDate, endDate }: ReadUsage): Promise<Days> {
  const today = dayOf(ctx.now());
  const read = (name: string, text: string) => {
    const day = readDay(text, today);
    if (day === undefined)
      throw new Refusal(20001, `Bad request: ${name}: Use YYYY-MM-DD, or days from today like -30days`);
    return day;
  };
  return {
    start: startDate ? read("StartDate", startDate) : dayOf((await fetchAccount(ctx)).createdAt),
    end: endDate ? read("EndDate", endDate) : today,
  };
}
