import { v2010 } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { countryName } from "@/lib/domain/countries";
import { nationalFormat } from "@/lib/domain/inventory";
import type { NumberType } from "@/lib/domain/settings";
import {
  type AvailableNumber,
  type CountryOnSale,
  fetchCountryOnSale,
  listCountriesOnSale,
  SearchAvailable,
  searchAvailable,
} from "@/lib/operations/available-numbers";

const uriOf = (accountSid: string, country: string) =>
  `${v2010.prefix}/Accounts/${accountSid}/AvailablePhoneNumbers/${country}`;

/** The last segment of each type's path, and its key among a country's subresources. */
const PATHS = {
  local: ["Local", "local"],
  mobile: ["Mobile", "mobile"],
  "toll-free": ["TollFree", "toll_free"],
} as const satisfies Record<NumberType, readonly [string, string]>;

export const countriesOnSale = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/AvailablePhoneNumbers/:CountryCode",
  search: { key: "countries", run: () => listCountriesOnSale() },
  fetch: (_ctx, { CountryCode }) => fetchCountryOnSale(CountryCode),
  serialize: ({ country, types }: CountryOnSale, { accountSid }) => ({
    beta: false,
    country: countryName(country),
    country_code: country,
    subresource_uris: Object.fromEntries(
      [...types].map((type) => [PATHS[type][1], `${uriOf(accountSid, country)}/${PATHS[type][0]}.json`]),
    ),
    uri: `${uriOf(accountSid, country)}.json`,
  }),
});

const Filters = SearchAvailable.omit({ country: true, type: true });

const availableOf = <Type extends NumberType>(type: Type) =>
  defineResource({
    dialect: v2010,
    path: `Accounts/:AccountSid/AvailablePhoneNumbers/:CountryCode/${PATHS[type][0]}`,
    search: {
      key: "available_phone_numbers",
      run: (ctx, { CountryCode }, limit, params) =>
        searchAvailable(ctx, { country: CountryCode, type, ...readFields(Filters, params) }, { limit }),
    },
    serialize: (number: AvailableNumber) => ({
      address_requirements: "none",
      beta: false,
      capabilities: { mms: number.capabilities.mms, sms: number.capabilities.sms, voice: number.capabilities.voice },
      friendly_name: nationalFormat(number.phoneNumber),
      iso_country: number.country,
      lata: null,
      latitude: number.latitude?.toFixed(6) ?? null,
      locality: number.locality,
      longitude: number.longitude?.toFixed(6) ?? null,
      phone_number: number.phoneNumber,
      postal_code: number.postalCode,
      rate_center: null,
      region: number.region,
    }),
  });

/** Types that exist on the wire and that nobody sells here. */
const noneOf = (name: "MachineToMachine" | "National" | "SharedCost" | "Voip") =>
  defineResource({
    dialect: v2010,
    path: `Accounts/:AccountSid/AvailablePhoneNumbers/:CountryCode/${name}`,
    search: {
      key: "available_phone_numbers",
      run: (_ctx, { CountryCode }): never[] => {
        fetchCountryOnSale(CountryCode);
        return [];
      },
    },
    serialize: (none: never) => none,
  });

export const availableNumbers = [
  availableOf("local"),
  availableOf("mobile"),
  availableOf("toll-free"),
  noneOf("MachineToMachine"),
  noneOf("National"),
  noneOf("SharedCost"),
  noneOf("Voip"),
];
