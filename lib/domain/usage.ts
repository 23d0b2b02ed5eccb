import { parseIso8601 } from "@/lib/domain/dates";

/** What of an account's messages was paid for in a stretch of time, as one kind of it. */
export type UsageSum = {
  /** First day of the day, month or year it falls in, `YYYY-MM-DD`; empty where all was added up. */
  readonly period: string;
  readonly inbound: boolean;
  readonly medium: "sms" | "mms" | "channel";
  readonly shortCode: boolean;
  readonly messages: number;
  readonly segments: number;
  /** Hundred-thousandths of a dollar. */
  readonly cost: number;
};

type Category = {
  readonly description: string;
  /** What `usage` is counted in; `count` is always messages. */
  readonly unit: "segments" | "messages" | "usd";
  readonly holds: (sum: Omit<UsageSum, "period">) => boolean;
};

/**
 * The categories that messaging has. Whatever is no short code counts as a long code: toll-free numbers and names, too.
 * @source Twilio, Usage Records: usage categories
 */
export const CATEGORIES = {
  "channels-messaging-inbound": channel("Channel messages received", true),
  "channels-messaging-outbound": channel("Channel messages sent", false),
  mms: medium("mms", "MMS messages"),
  "mms-inbound": medium("mms", "MMS messages received", true),
  "mms-inbound-longcode": medium("mms", "MMS messages received by long codes", true, false),
  "mms-inbound-shortcode": medium("mms", "MMS messages received by short codes", true, true),
  "mms-outbound": medium("mms", "MMS messages sent", false),
  "mms-outbound-longcode": medium("mms", "MMS messages sent from long codes", false, false),
  "mms-outbound-shortcode": medium("mms", "MMS messages sent from short codes", false, true),
  sms: medium("sms", "SMS messages"),
  "sms-inbound": medium("sms", "SMS messages received", true),
  "sms-inbound-longcode": medium("sms", "SMS messages received by long codes", true, false),
  "sms-inbound-shortcode": medium("sms", "SMS messages received by short codes", true, true),
  "sms-outbound": medium("sms", "SMS messages sent", false),
  "sms-outbound-longcode": medium("sms", "SMS messages sent from long codes", false, false),
  "sms-outbound-shortcode": medium("sms", "SMS messages sent from short codes", false, true),
  totalprice: { description: "Total price", unit: "usd", holds: () => true },
} satisfies Record<string, Category>;

export type UsageCategory = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as readonly UsageCategory[];
export const isCategory = (name: string): name is UsageCategory => Object.hasOwn(CATEGORIES, name);

function medium(wanted: UsageSum["medium"], description: string, inbound?: boolean, shortCode?: boolean): Category {
  return {
    description,
    unit: wanted === "sms" ? "segments" : "messages",
    holds: (sum) =>
      sum.medium === wanted &&
      (inbound === undefined || sum.inbound === inbound) &&
      (shortCode === undefined || sum.shortCode === shortCode),
  };
}

function channel(description: string, inbound: boolean): Category {
  return medium("channel", description, inbound);
}

/** One line of the usage: a category in a period. Counts and amounts are added up. */
export type UsageRecord = {
  readonly category: UsageCategory;
  readonly start: string;
  /** The last day it covers. */
  readonly end: string;
  readonly count: number;
  readonly usage: number;
  /** Hundred-thousandths of a dollar. */
  readonly cost: number;
};

/** Adds up what a category holds of a period's sums. Of the total price, usage is its price in whole cents' fractions too. */
export function recordOf(
  category: UsageCategory,
  { start, end }: { readonly start: string; readonly end: string },
  sums: readonly Omit<UsageSum, "period">[],
): UsageRecord {
  const { holds, unit } = CATEGORIES[category] as Category;
  const held = sums.filter(holds);
  const add = (pick: (sum: Omit<UsageSum, "period">) => number) => held.reduce((sum, one) => sum + pick(one), 0);
  const cost = add((sum) => sum.cost);
  const count = add((sum) => sum.messages);
  const usage = unit === "usd" ? cost / 100_000 : unit === "segments" ? add((sum) => sum.segments) : count;
  return { category, start, end, count, usage, cost };
}

/** A stretch of days, first and last included, `YYYY-MM-DD`. */
export type Days = { readonly start: string; readonly end: string };

export type Granularity = "day" | "month" | "year";

/** `2026-11-25` */
export const dayOf = (date: Date) => date.toISOString().slice(0, 10);

const addDays = (day: string, days: number) => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));

/**
 * A day as usage is asked for: a date, or so many days before or after today.
 * @returns undefined when it is neither, or lies beyond a thousand years
 */
export function readDay(text: string, today: string): string | undefined {
  const offset = /^([+-]?\d{1,6})days?$/.exec(text);
  if (offset) return within(addDays(today, Number(offset[1])));
  return /^\d{4}-\d\d-\d\d$/.test(text) && parseIso8601(text) ? text : undefined;
}

const within = (day: string) => (/^\d{4}-/.test(day) ? day : undefined);

/** The stretches that have names. @param today `YYYY-MM-DD` */
export const NAMED_PERIODS = {
  Today: (today) => ({ start: today, end: today }),
  Yesterday: (today) => ({ start: addDays(today, -1), end: addDays(today, -1) }),
  ThisMonth: (today) => ({ start: firstOf("month", today), end: today }),
  LastMonth: (today) => {
    const end = addDays(firstOf("month", today), -1);
    return { start: firstOf("month", end), end };
  },
} satisfies Record<string, (today: string) => Days>;

/** The first day of the day, month or year that a day is in. */
export const firstOf = (granularity: Granularity, day: string) =>
  granularity === "day" ? day : granularity === "month" ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`;

/** The last one. */
function lastOf(granularity: Granularity, day: string): string {
  if (granularity === "day") return day;
  const [year = 0, month = 1] = day.split("-").map(Number);
  return granularity === "month" ? dayOf(new Date(Date.UTC(year, month, 0))) : `${day.slice(0, 4)}-12-31`;
}

/** How many periods a stretch touches; none when it ends before it begins. */
export function countPeriods(granularity: Granularity, { start, end }: Days): number {
  if (end < start) return 0;
  if (granularity === "day") return (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;
  const years = Number(end.slice(0, 4)) - Number(start.slice(0, 4));
  return granularity === "year" ? years + 1 : years * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7)) + 1;
}

/** The `index`-th period of a stretch, newest first, cut to the stretch. */
export function periodAt(granularity: Granularity, { start, end }: Days, index: number): Days {
  const day =
    granularity === "day"
      ? addDays(end, -index)
      : granularity === "month"
        ? dayOf(new Date(Date.UTC(Number(end.slice(0, 4)), Number(end.slice(5, 7)) - 1 - index, 1)))
        : `${String(Number(end.slice(0, 4)) - index).padStart(4, "0")}-01-01`;
  const [first, last] = [firstOf(granularity, day), lastOf(granularity, day)];
  return { start: first < start ? start : first, end: last > end ? end : last };
}
