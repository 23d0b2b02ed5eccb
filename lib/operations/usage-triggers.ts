import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { isHttpUrl } from "@/lib/domain/http-url";
import type { Listing, Page } from "@/lib/domain/page";
import { CATEGORY_NAMES, recordOf, type UsageCategory } from "@/lib/domain/usage";
import {
  fires,
  type Recurring,
  readTriggerValue,
  type UsageTrigger,
  watchedDays,
  watchedValue,
} from "@/lib/domain/usage-trigger";
import type { Ctx } from "@/lib/operations/ctx";
import { httpMethod } from "@/lib/operations/inputs";
import type { Db } from "@/lib/store/db";
import { sumUsage } from "@/lib/store/usage";
import * as triggers from "@/lib/store/usage-triggers";

/** A trigger with what it watches as it is now. */
export type WatchedTrigger = UsageTrigger & { readonly currentValue: number };

/** Far above what one account needs; each is looked at every few seconds. */
const TRIGGERS_MAX = 1_000;
/** Triggers looked at in one read. */
const LOOK = 500;
const NIL = "00000000-0000-0000-0000-000000000000";

const url = z.string().trim().refine(isHttpUrl, "Enter a full http or https URL, without underscores in its host");
const name = z.string().trim().max(64, "Use at most 64 characters").meta({ code: 20002 });
const category = z.enum(
  CATEGORY_NAMES as readonly [UsageCategory, ...UsageCategory[]],
  "Use one of the categories of messaging, such as sms or totalprice",
);
const triggerBy = z.enum(["count", "usage", "price"], "Use count, usage or price");
/** An empty text stands for once, as `alltime` does. */
const recurring = z
  .enum(["daily", "monthly", "yearly", "alltime", ""], "Use daily, monthly or yearly, or leave it out")
  .transform((given) => (given === "alltime" || given === "" ? null : given));

/** @source OpenAPI (api_v2010, Usage/Triggers) */
export const CreateTrigger = z.object({
  callbackUrl: url,
  triggerValue: z.string(),
  usageCategory: category,
  callbackMethod: httpMethod.default("POST"),
  friendlyName: name.default(""),
  recurring: recurring.default(null),
  triggerBy: triggerBy.default("usage"),
});
export const UpdateTrigger = z.object({
  callbackUrl: url.optional(),
  callbackMethod: httpMethod.optional(),
  friendlyName: name.optional(),
});
export const FilterTriggers = z.object({
  recurring: recurring.optional(),
  triggerBy: triggerBy.optional(),
  usageCategory: category.optional(),
});

/** @throws Refusal 20001 a value that is none, or too many triggers */
export async function createTrigger(ctx: Ctx, input: z.output<typeof CreateTrigger>): Promise<WatchedTrigger> {
  const { usageCategory, triggerValue, ...fields } = input;
  const watched = { accountId: ctx.accountId, category: usageCategory, ...fields };
  const currentValue = await createWatch(ctx.db, ctx.now())(watched);
  const value = readTriggerValue(triggerValue, currentValue);
  if (value === undefined) throw new Refusal(20001, "Bad request: TriggerValue: Use a number above 0, or one like +30");
  if ((await triggers.count(ctx.db, ctx.accountId)) >= TRIGGERS_MAX)
    throw new Refusal(20001, `Bad request: An account has at most ${TRIGGERS_MAX} usage triggers`);
  const made = await triggers.insert(ctx.db, { ...watched, id: ctx.newId(), triggerValue: value, at: ctx.now() });
  return { ...made, currentValue };
}

/** Newest first. */
export async function listTriggers(
  ctx: Ctx,
  { usageCategory, ...filter }: z.output<typeof FilterTriggers>,
  page: Page,
): Promise<Listing<WatchedTrigger>> {
  const { rows, ...around } = await triggers.list(ctx.db, ctx.accountId, { ...filter, category: usageCategory }, page);
  const watch = createWatch(ctx.db, ctx.now());
  const watched: WatchedTrigger[] = [];
  for (const row of rows) watched.push({ ...row, currentValue: await watch(row) });
  return { rows: watched, ...around };
}

/** @throws Refusal 20404 */
export async function fetchTrigger(ctx: Ctx, id: string): Promise<WatchedTrigger> {
  return watched(ctx, await triggers.find(ctx.db, ctx.accountId, id));
}

/** @throws Refusal 20404 */
export async function updateTrigger(
  ctx: Ctx,
  id: string,
  input: z.output<typeof UpdateTrigger>,
): Promise<WatchedTrigger> {
  return watched(ctx, await triggers.update(ctx.db, ctx.accountId, id, { ...input, at: ctx.now() }));
}

/** @throws Refusal 20404 */
export async function deleteTrigger(ctx: Ctx, id: string): Promise<void> {
  if (!(await triggers.remove(ctx.db, ctx.accountId, id))) throw new Refusal(20404);
}

/**
 * Looks at every trigger that may fire yet and fires those whose value is reached. Of several gateways that look at the
 * same moment, one fires it.
 * @returns how many fired
 */
export async function judgeTriggers(db: Db, now: Date): Promise<number> {
  const begun = (recurring: Recurring) => new Date(`${watchedDays(recurring, now).start}T00:00:00Z`);
  const since = { daily: begun("daily"), monthly: begun("monthly"), yearly: begun("yearly") };
  const watch = createWatch(db, now);
  let fired = 0;
  let after = NIL;
  for (let armed = await triggers.findArmed(db, { after, since, limit: LOOK }); armed.length > 0; ) {
    for (const trigger of armed) {
      const value = await watch(trigger);
      if (fires(trigger, value, now) && (await triggers.fire(db, trigger, { value, at: now }))) fired += 1;
    }
    after = armed.at(-1)?.id ?? NIL;
    armed = armed.length < LOOK ? [] : await triggers.findArmed(db, { after, since, limit: LOOK });
  }
  return fired;
}

async function watched(ctx: Ctx, trigger: UsageTrigger | undefined): Promise<WatchedTrigger> {
  if (!trigger) throw new Refusal(20404);
  return { ...trigger, currentValue: await createWatch(ctx.db, ctx.now())(trigger) };
}

type Watched = Pick<UsageTrigger, "accountId" | "category" | "triggerBy" | "recurring">;

/** Tells what triggers watch, reading the usage of an account's period once, however many watch it. */
function createWatch(db: Db, now: Date): (trigger: Watched) => Promise<number> {
  const known = new Map<string, ReturnType<typeof sumUsage>>();
  return async ({ accountId, category, triggerBy, recurring }) => {
    const days = watchedDays(recurring, now);
    const key = `${accountId} ${days.start}`;
    const sums = known.get(key) ?? sumUsage(db, accountId, { ...days, by: "all", subaccounts: true });
    known.set(key, sums);
    return watchedValue(triggerBy, recordOf(category, days, await sums));
  };
}
