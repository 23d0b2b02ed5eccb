"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { SaveForm } from "@/components/save-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { AdvancedOptOut, KeywordSet } from "@/lib/domain/advanced-opt-out";
import { saveKeywordsAction } from "./actions";
import { KeywordFields } from "./keyword-fields";

const EMPTY: KeywordSet = {
  STOP: { keywords: [], reply: "" },
  START: { keywords: [], reply: "" },
  HELP: { keywords: [], reply: "" },
};

/** A language of its own, or, with a country, one of that country's. */
type Place = { readonly country: string | null; readonly language: string };

const atOf = ({ country, language }: Place) =>
  country === null ? `languages.${language}` : `countries.${country}.${language}`;

/** All the keywords of a service; they are saved together, since a word may stand in one place only. */
export function KeywordsForm({
  serviceId,
  initial,
  languages,
  countries,
}: {
  serviceId: string;
  initial: AdvancedOptOut;
  languages: readonly string[];
  countries: readonly { readonly code: string; readonly name: string }[];
}) {
  const stored = new Map<string, KeywordSet>([
    ...initial.languages.map((set) => [atOf({ country: null, language: set.language }), set] as const),
    ...initial.countries.flatMap(({ country, languages: its }) =>
      its.map((set) => [atOf({ country, language: set.language }), set] as const),
    ),
  ]);
  const [places, setPlaces] = useState<readonly Place[]>([
    ...initial.languages.map(({ language }) => ({ country: null, language })),
    ...initial.countries.flatMap(({ country, languages: its }) => its.map(({ language }) => ({ country, language }))),
  ]);
  const nameOf = (code: string) => countries.find((country) => country.code === code)?.name ?? code;
  const titleOf = ({ country, language }: Place) => (country === null ? language : `${nameOf(country)}, ${language}`);
  const add = (place: Place) =>
    setPlaces((known) => (known.some((one) => atOf(one) === atOf(place)) ? known : [...known, place]));
  return (
    <SaveForm action={saveKeywordsAction} saved="Keywords saved.">
      {(problems) => (
        <>
          <input type="hidden" name="serviceId" value={serviceId} />
          <Changed by={places.map(atOf).join()} />
          <KeywordFields at="standard" set={initial.standard} problems={problems} />
          {places.map((place) => (
            <fieldset key={atOf(place)} className="flex flex-col gap-3 border-t pt-4">
              <legend className="float-left font-medium text-control">{titleOf(place)}</legend>
              <KeywordFields
                at={atOf(place)}
                set={stored.get(atOf(place)) ?? EMPTY}
                problems={problems}
                about={titleOf(place)}
              />
              <div>
                <Button
                  size="sm"
                  variant="ghost"
                  onClick={() => setPlaces((known) => known.filter((one) => one !== place))}
                >
                  Remove {titleOf(place)}
                </Button>
              </div>
            </fieldset>
          ))}
          <AddPlace languages={languages} countries={countries} onAdd={add} />
        </>
      )}
    </SaveForm>
  );
}

/** Buttons send no event that the form would hear. */
function Changed({ by }: { by: string }): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const before = useRef(by);
  useEffect(() => {
    if (before.current === by) return;
    before.current = by;
    field.current?.dispatchEvent(new Event("input", { bubbles: true }));
  }, [by]);
  return <input ref={field} type="hidden" name="places" value={by} />;
}

function AddPlace({
  languages,
  countries,
  onAdd,
}: {
  languages: readonly string[];
  countries: readonly { readonly code: string; readonly name: string }[];
  onAdd: (place: Place) => void;
}) {
  const [country, setCountry] = useState("");
  const [language, setLanguage] = useState(languages[0] ?? "");
  return (
    <div className="grid items-end gap-3 border-t pt-4 sm:grid-cols-[1fr_1fr_auto]">
      <Field name="addLanguage" label="Another language">
        {({ id }) => (
          <Select
            id={id}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
            options={languages.map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
      <Field name="addCountry" label="For recipients in">
        {({ id }) => (
          <Select
            id={id}
            value={country}
            onChange={(event) => setCountry(event.currentTarget.value)}
            options={[
              { value: "", label: "Any country" },
              ...countries.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
      </Field>
      <Button onClick={() => onAdd({ country: country || null, language })}>Add keywords</Button>
    </div>
  );
}
