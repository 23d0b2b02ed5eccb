import type { SearchParams } from "@/components/href";
import { DIGIT_MATCHES } from "@/lib/domain/number-search";
import type { NumberType } from "@/lib/domain/settings";
import type { Search } from "./search-address";

type OnSale = readonly { readonly code: string; readonly types: readonly NumberType[] }[];

/** Reads a search from the address; what is not on sale gives way to what is. */
export function searchFromParams(params: SearchParams, onSale: OnSale, homeCountry: string): Search {
  const one = (key: string) => (typeof params[key] === "string" ? params[key] : undefined);
  const country =
    onSale.find(({ code }) => code === one("country")) ??
    onSale.find(({ code }) => code === homeCountry) ??
    onSale.find(({ code }) => code === "US");
  const types = country?.types ?? [];
  return {
    country: country?.code ?? "US",
    type: types.find((type) => type === one("type")) ?? types[0] ?? "local",
    text: one("q") ?? "",
    match: DIGIT_MATCHES.find((match) => match === one("match")) ?? "starts",
    sms: one("sms") !== "any",
    mms: one("mms") === "yes",
    voice: one("voice") === "yes",
  };
}
