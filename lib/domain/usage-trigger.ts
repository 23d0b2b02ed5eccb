import { rfc2822 } from "@/lib/domain/dates";
import { toSid } from "@/lib/domain/sid";
import { type Days, dayOf, firstOf, type UsageCategory, type UsageRecord } from "@/lib/domain/usage";

export type TriggerField = "count" | "usage" | "price";
export type Recurring = "daily" | "monthly" | "yearly";

/** Calls a webhook when an account's usage reaches a value: once, or once in each period (UTC). */
export type UsageTrigger = {
  readonly id: string;
  readonly accountId: string;
  readonly friendlyName: string;
  readonly category: UsageCategory;
  readonly triggerBy: TriggerField;
  readonly triggerValue: number;
  /** Null: once, over all time. */
  readonly recurring: Recurring | null;
  readonly callbackUrl: string;
  readonly callbackMethod: "GET" | "POST";
  readonly firedAt: Date | null;
  /** What the usage was then. */
  readonly firedValue: number | null;
  /** Tries of its webhook since it fired. */
  readonly calls: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Before anything that was ever counted. */
const BEGINNING = "1970-01-01";

/** The days whose usage a trigger watches: its present period, or all there were. */
export function watchedDays(recurring: Recurring | null, now: Date): Days {
  const today = dayOf(now);
  if (recurring === null) return { start: BEGINNING, end: today };
  const granularity = recurring === "daily" ? "day" : recurring === "monthly" ? "month" : "year";
  return { start: firstOf(granularity, today), end: today };
}

/** What a trigger watches of a record. A price is told in dollars. */
export const watchedValue = (triggerBy: TriggerField, { count, usage, cost }: UsageRecord): number =>
  triggerBy === "count" ? count : triggerBy === "usage" ? usage : cost / 100_000;

/** Whether it is its time: the value is reached, and it has not fired in this period yet. */
export function fires(
  { triggerValue, recurring, firedAt }: Pick<UsageTrigger, "triggerValue" | "recurring" | "firedAt">,
  value: number,
  now: Date,
): boolean {
  if (value < triggerValue) return false;
  return firedAt === null || (recurring !== null && dayOf(firedAt) < watchedDays(recurring, now).start);
}

/**
 * The value at which it is to fire: as given, or, after a plus, so much more than there is.
 * @returns undefined when it is no positive number with at most five decimals
 */
export function readTriggerValue(text: string, current: number): number | undefined {
  const match = /^(\+?)(\d{1,12}(?:\.\d{1,5})?)$/.exec(text);
  const value = match ? (match[1] === "+" ? current : 0) + Number(match[2]) : 0;
  return value > 0 ? Math.round(value * 100_000) / 100_000 : undefined;
}

/** A number as the wire writes it: no more decimals than it has. */
export const plain = (value: number) => value.toFixed(5).replace(/\.?0+$/, "");

/** What its webhook says. @source Twilio, UsageTrigger: webhook parameters */
export function triggerParams(trigger: UsageTrigger): Record<string, string> {
  const accountSid = toSid("AC", trigger.accountId);
  return {
    AccountSid: accountSid,
    UsageTriggerSid: toSid("UT", trigger.id),
    Recurring: trigger.recurring ?? "",
    UsageCategory: trigger.category,
    TriggerBy: trigger.triggerBy,
    TriggerValue: plain(trigger.triggerValue),
    CurrentValue: plain(trigger.firedValue ?? 0),
    UsageRecordUri: usageRecordUri(accountSid, trigger.category),
    DateFired: trigger.firedAt ? rfc2822(trigger.firedAt) : "",
    IdempotencyToken: `${toSid("UT", trigger.id)}-FIRES-${trigger.firedAt ? dayOf(trigger.firedAt) : ""}`,
  };
}

export const usageRecordUri = (accountSid: string, category: UsageCategory) =>
  `/2010-04-01/Accounts/${accountSid}/Usage/Records.json?Category=${category}`;
