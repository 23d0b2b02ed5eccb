import { v2010 } from "@/lib/api/dialect";
import { type Call, defineResource, readFields } from "@/lib/api/resource";
import { PRICE_UNIT } from "@/lib/domain/price";
import { CATEGORIES, dayOf, type Granularity, NAMED_PERIODS } from "@/lib/domain/usage";
import { plain } from "@/lib/domain/usage-trigger";
import { fetchBalance, listUsage, listUsageBy, ReadUsage, type UsageRecord } from "@/lib/operations/usage";

const RECORDS = "Accounts/:AccountSid/Usage/Records";

/** How a record's other lists are called. @source OpenAPI (api_v2010, Usage/Records: subresource_uris) */
const LISTS = {
  all_time: "AllTime",
  daily: "Daily",
  last_month: "LastMonth",
  monthly: "Monthly",
  this_month: "ThisMonth",
  today: "Today",
  yearly: "Yearly",
  yesterday: "Yesterday",
};

const BY: Readonly<Record<string, Granularity>> = { Daily: "day", Monthly: "month", Yearly: "year" };

/** Dollars, from hundred-thousandths. */
const dollars = (hundredThousandths: number) => plain(hundredThousandths / 100_000);

function record({ category, start, end, count, usage, cost }: UsageRecord, { accountSid, at }: Call) {
  const { description, unit } = CATEGORIES[category];
  const uri = `${v2010.prefix}/Accounts/${accountSid}/Usage/Records`;
  return {
    account_sid: accountSid,
    api_version: "2010-04-01",
    as_of: `${at.toISOString().slice(0, 19)}+00:00`,
    category,
    count: String(count),
    count_unit: "messages",
    description,
    end_date: end,
    price: dollars(cost),
    price_unit: PRICE_UNIT.toLowerCase(),
    start_date: start,
    subresource_uris: Object.fromEntries(
      Object.entries(LISTS).map(([name, path]) => [name, `${uri}/${path}.json?Category=${category}`]),
    ),
    uri: `${uri}.json?Category=${category}&StartDate=${start}&EndDate=${end}`,
    usage: unit === "usd" ? dollars(cost) : String(usage),
    usage_unit: unit,
  };
}

/** What was used, as a whole or by day, month and year; of certain days, under their names. */
export const usageRecords = ["", ...Object.values(LISTS)].map((name) =>
  defineResource({
    dialect: v2010,
    path: name === "" ? RECORDS : (`${RECORDS}/${name}` as typeof RECORDS),
    list: {
      key: "usage_records",
      prefix: "UT",
      run: (ctx, _path, page, params) => {
        const asked = readFields(ReadUsage, params);
        const by = BY[name];
        if (by) return listUsageBy(ctx, by, asked, page);
        return listUsage(ctx, asked, page, isNamed(name) ? NAMED_PERIODS[name](dayOf(ctx.now())) : undefined);
      },
    },
    serialize: record,
  }),
);

const isNamed = (name: string): name is keyof typeof NAMED_PERIODS => Object.hasOwn(NAMED_PERIODS, name);

/** What is left of the account's credit. Nothing is refused for lack of it. */
export const balance = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/Balance",
  fetch: (ctx) => fetchBalance(ctx),
  serialize: (left: number, { accountSid }) => ({
    account_sid: accountSid,
    balance: dollars(left),
    currency: PRICE_UNIT,
  }),
});
