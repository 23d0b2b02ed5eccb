import { v2 } from "@/lib/api/dialect";
import { one, type Params } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { type LookedUp, lookUp } from "@/lib/domain/number-lookup";

/** Nothing is known: no carrier is asked and no registry is bought. @source twilio.com/docs/api/errors/60600 */
const OUT_OF_COVERAGE = 60_600;
const unknown = (...names: readonly string[]) => ({
  ...Object.fromEntries(names.map((name) => [name, null])),
  error_code: OUT_OF_COVERAGE,
});

/** What can be asked for beside the number itself, and what there is to say. @source OpenAPI (lookups_v2) */
const PACKAGES: Readonly<Record<string, (number: LookedUp) => Readonly<Record<string, unknown>>>> = {
  caller_name: () => unknown("caller_name", "caller_type"),
  sim_swap: () => unknown("last_sim_swap", "carrier_name", "mobile_country_code", "mobile_network_code"),
  call_forwarding: () => unknown("call_forwarding_enabled"),
  line_status: () => unknown("status"),
  line_type_intelligence: ({ lineType }) => ({
    mobile_country_code: null,
    mobile_network_code: null,
    carrier_name: null,
    type: lineType,
    error_code: lineType === null ? OUT_OF_COVERAGE : null,
  }),
  identity_match: () =>
    unknown(
      "first_name_match",
      "last_name_match",
      "address_lines_match",
      "city_match",
      "state_match",
      "postal_code_match",
      "address_country_match",
      "national_id_match",
      "date_of_birth_match",
      "summary_score",
      "error_message",
    ),
  reassigned_number: () => unknown("last_verified_date", "is_number_reassigned"),
  sms_pumping_risk: () =>
    unknown(
      "carrier_risk_category",
      "number_blocked",
      "number_blocked_date",
      "number_blocked_last_3_months",
      "sms_pumping_risk_score",
    ),
  phone_number_quality_score: () => unknown("quality_score", "quality_category"),
  pre_fill: () => unknown("first_name", "last_name"),
};

type Lookup = { readonly number: LookedUp; readonly fields: ReadonlySet<string> };

/**
 * What a number is, by its country's numbering plan and our own numbers alone. What only carriers and registries know is
 * null, with the code for it where it was asked for by name.
 */
export const lookups = defineResource({
  dialect: v2,
  path: "PhoneNumbers/:LookupNumber",
  fetch: (_ctx, { LookupNumber }, params): Lookup => ({
    number: lookUp(decoded(LookupNumber), one(params, "CountryCode") || undefined),
    fields: readFields(params),
  }),
  serialize: ({ number, fields }: Lookup, { origin }) => ({
    calling_country_code: number.callingCode,
    country_code: number.country,
    phone_number: number.phoneNumber,
    national_format: number.nationalFormat,
    valid: number.faults.length === 0,
    validation_errors: number.faults.length === 0 ? null : number.faults,
    ...Object.fromEntries(
      Object.entries(PACKAGES).map(([name, tell]) => [name, fields.has(name) ? tell(number) : null]),
    ),
    url: `${origin}${v2.prefix}/PhoneNumbers/${encodeURIComponent(number.phoneNumber).replace(/^%2B/, "+")}`,
  }),
});

/** @throws Refusal 20001 a field nobody has heard of */
function readFields(params: Params): ReadonlySet<string> {
  const names = (one(params, "Fields") ?? "").split(",").map((name) => name.trim());
  const fields = new Set(names.filter((name) => name !== ""));
  for (const name of fields) {
    if (name !== "validation" && !Object.hasOwn(PACKAGES, name))
      throw new Refusal(20001, `Bad request: Fields: Use ${Object.keys(PACKAGES).join(", ")}`);
  }
  return fields;
}

/** A segment of a path as it is meant; as it stands where its escapes are broken. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
