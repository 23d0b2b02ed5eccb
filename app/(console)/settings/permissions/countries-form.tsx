"use client";

import { useId, useState } from "react";
import { countText } from "@/components/number-text";
import { SaveForm } from "@/components/save-form";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { saveCountriesAction } from "./actions";

export function CountriesForm({
  countries,
  allowed,
  homeCountry,
}: {
  countries: readonly { code: string; name: string }[];
  allowed: readonly string[];
  homeCountry: string;
}) {
  const id = useId();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(allowed));
  const wanted = search.trim().toLowerCase();
  const matches = ({ code, name }: { code: string; name: string }) =>
    wanted === "" || name.toLowerCase().includes(wanted) || code.toLowerCase() === wanted;

  function toggle(code: string) {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    setChosen(next);
  }
  return (
    <SaveForm action={saveCountriesAction} saved="Countries saved.">
      {(problems) => (
        <>
          <Field
            name="homeCountry"
            label="Home country"
            help="Proposed for new services and number searches."
            error={problems.homeCountry}
            className="max-w-100"
          >
            {(control) => (
              <Select
                {...control}
                defaultValue={homeCountry}
                options={countries.map(({ code, name }) => ({ value: code, label: name }))}
              />
            )}
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1.5 flex w-full items-baseline gap-2 font-medium text-control">
              May be sent to
              <span className="ml-auto font-normal text-label text-quiet tabular-nums" aria-live="polite">
                {countText(chosen.size)} of {countText(countries.length)}
              </span>
            </legend>
            <Label htmlFor={id} className="sr-only">
              Find a country
            </Label>
            <Input
              id={id}
              type="search"
              placeholder="Find a country"
              value={search}
              autoComplete="off"
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <ul className="grid max-h-80 grid-cols-1 gap-x-4 overflow-y-auto rounded-control border p-2 sm:grid-cols-2">
              {countries.map((country) => (
                // Hidden ones stay in the form, or a search would turn them off.
                <li key={country.code} className={cn(!matches(country) && "hidden")}>
                  <label className="flex min-h-8 items-center gap-2 rounded-chip px-1.5 text-control hover:bg-hover pointer-coarse:min-h-11">
                    <input
                      type="checkbox"
                      name="geoCountries[]"
                      value={country.code}
                      checked={chosen.has(country.code)}
                      onChange={() => toggle(country.code)}
                      className="size-4 accent-accent"
                    />
                    {country.name}
                    <span className="ml-auto text-label text-quiet">{country.code}</span>
                  </label>
                </li>
              ))}
              {!countries.some(matches) && <li className="p-2 text-control text-quiet">No country of that name.</li>}
            </ul>
            {problems.geoCountries && <p className="text-bad text-control">{problems.geoCountries}</p>}
          </fieldset>
        </>
      )}
    </SaveForm>
  );
}
