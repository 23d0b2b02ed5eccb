import { v1 } from "@/lib/api/dialect";
import { type Call, defineResource } from "@/lib/api/resource";
import { COUNTRIES, countryName, findCountry } from "@/lib/domain/countries";
import { Refusal } from "@/lib/domain/errors";
import { COUNTRIES_ON_SALE } from "@/lib/domain/inventory";
import { numbered } from "@/lib/domain/page";
import { INBOUND_PRICE, monthlyPriceOf, outboundPriceOf, PRICE_UNIT } from "@/lib/domain/price";
import type { NumberType } from "@/lib/domain/settings";

/**
 * What messages and numbers cost here, by country: the prices that messages get. They are the same for every account.
 * @source behaviour §10.6; OpenAPI (pricing_v1)
 */

type Priced = { readonly country: string; readonly isListed: boolean };

const resourceOf = (
  product: "Messaging" | "PhoneNumbers",
  countries: readonly string[],
  prices: (country: string) => Record<string, unknown>,
) =>
  defineResource({
    dialect: v1,
    path: `${product}/Countries/:IsoCountry`,
    list: {
      key: "countries",
      prefix: "PN",
      run: (_ctx, _path, page) =>
        numbered(page, countries.length, (at): Priced => ({ country: countries[at] ?? "", isListed: true })),
    },
    fetch: (_ctx, { IsoCountry }): Priced => {
      const country = IsoCountry.toUpperCase();
      if (!countries.includes(country)) throw new Refusal(20404);
      return { country, isListed: false };
    },
    serialize: ({ country, isListed }: Priced, { origin }: Call) => ({
      country: countryName(country),
      iso_country: country,
      ...(isListed ? {} : { ...prices(country), price_unit: PRICE_UNIT }),
      url: `${origin}${v1.prefix}/${product}/Countries/${country}`,
    }),
  });

/** As the wire of prices calls them. */
const TYPES: Readonly<Record<NumberType, string>> = { local: "local", mobile: "mobile", "toll-free": "toll free" };

const price = (type: string, amount: string) => ({ number_type: type, base_price: amount, current_price: amount });
const typesIn = (country: string) => [...(COUNTRIES_ON_SALE.get(country) ?? [])];

/** One price a segment, whoever the recipient's carrier and whatever the sender: no network has codes of its own here. */
export const messagingPrices = resourceOf(
  "Messaging",
  COUNTRIES.map(({ code }) => code),
  (country) => ({
    outbound_sms_prices: [
      {
        carrier: `Any carrier in ${findCountry(country)?.name ?? country}`,
        mcc: "",
        mnc: "",
        prices: Object.values(TYPES).map((type) => price(type, outboundPriceOf(country))),
      },
    ],
    inbound_sms_prices: typesIn(country).map((type) => price(TYPES[type], INBOUND_PRICE)),
  }),
);

/** A month of a number, where numbers are sold. */
export const numberPrices = resourceOf("PhoneNumbers", [...COUNTRIES_ON_SALE.keys()], (country) => ({
  phone_number_prices: typesIn(country).map((type) => price(TYPES[type], monthlyPriceOf(country, type))),
}));
