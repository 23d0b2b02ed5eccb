import type { Metadata } from "next";
import type { SearchParams } from "@/components/href";
import { readQuery } from "@/lib/console/queries";
import { sessionCtx } from "@/lib/console/session";
import { countryName } from "@/lib/domain/countries";
import { toSid } from "@/lib/domain/sid";
import { countriesOnSale } from "@/lib/operations/number-search";
import { listServices } from "@/lib/operations/services";
import { NumbersHeader } from "../tabs";
import { NumberShop } from "./number-shop";
import { searchFromParams } from "./search-from-params";

export const metadata: Metadata = { title: "Buy a number" };

/** As many as a menu can show; the pool pages know them all. */
const SERVICES_SHOWN = 50;

export default async function BuyNumbersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, account } = await sessionCtx();
  const countries = countriesOnSale();
  const search = searchFromParams(await searchParams, countries, account.homeCountry);
  const [found, services] = await Promise.all([
    readQuery(ctx, "numbers.find", search),
    listServices(ctx, { limit: SERVICES_SHOWN }),
  ]);
  return (
    <div className="flex flex-col gap-5">
      <NumbersHeader sentence="These come from the simulated carrier, and are free." buy={false} />
      <NumberShop
        initialSearch={search}
        initial={found}
        countries={countries.map(({ code, types }) => ({ code, name: countryName(code), types }))}
        services={services.rows.map(({ id, friendlyName }) => ({ sid: toSid("MG", id), friendlyName }))}
      />
    </div>
  );
}
