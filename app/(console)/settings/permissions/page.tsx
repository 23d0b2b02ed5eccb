import type { Metadata } from "next";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { COUNTRIES } from "@/lib/domain/countries";
import { CountriesForm } from "./countries-form";
import { GatesForm } from "./gates-form";
import { SimulatorPanel } from "./simulator-panel";

export const metadata: Metadata = { title: "Sending & geo permissions" };

export default async function PermissionsPage() {
  const { account } = await sessionCtx();
  const { geoMode, longCodeMode, tollFreeMode, alphaMode, geoCountries, homeCountry, simulator } = account;
  return (
    <>
      <Panel
        title="Sandbox"
        description="With the simulator, checks that carriers make can be let pass. Where one is, the console still says what live would do."
        id="sandbox"
      >
        <GatesForm modes={{ geoMode, longCodeMode, tollFreeMode, alphaMode }} />
      </Panel>
      <SimulatorPanel scenario={simulator} />
      <Panel
        title="Countries"
        description={
          geoMode === "live"
            ? "A message to any other country is refused with 21408."
            : "Live, a message to any other country is refused with 21408. Sandbox lets it pass."
        }
        id="countries"
      >
        <CountriesForm
          key={geoCountries.join()}
          countries={COUNTRIES.map(({ code, name }) => ({ code, name }))}
          allowed={geoCountries}
          homeCountry={homeCountry}
        />
      </Panel>
    </>
  );
}
