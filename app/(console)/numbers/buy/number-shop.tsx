"use client";

import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useSettled } from "@/components/use-settled";
import type { QueryAnswer } from "@/lib/console/queries";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import type { NumberType } from "@/lib/domain/settings";
import { NUMBER_TYPE } from "../number-text";
import type { ServiceChoice } from "../service-menu";
import { NumberOffers } from "./number-offers";
import { paramsFromSearch, type Search } from "./search-address";

/** Filters apply this long after the last key. */
const TYPED_MS = 200;

type CountryOnSale = { readonly code: string; readonly name: string; readonly types: readonly NumberType[] };

/** Search and buy in place; the search lives in the address. */
export function NumberShop({
  initialSearch,
  initial,
  countries,
  services,
}: {
  initialSearch: Search;
  initial: QueryAnswer<"numbers.find">;
  countries: readonly CountryOnSale[];
  services: readonly ServiceChoice[];
}) {
  const [search, setSearch] = useState(initialSearch);
  const applied = useSettled(search, TYPED_MS);
  const query = useConsoleQuery("numbers.find", applied, { initial });
  const change = (part: Partial<Search>) => setSearch({ ...search, ...part });

  useEffect(() => {
    window.history.replaceState(null, "", `?${paramsFromSearch(applied)}`);
  }, [applied]);

  return (
    <div className="flex flex-col gap-4">
      <SearchForm search={search} countries={countries} onChange={change} />
      {query.error && (
        <Banner
          tone="bad"
          announce
          title={query.error.message}
          actions={
            <Button size="sm" onClick={() => query.refetch()}>
              Try again
            </Button>
          }
        >
          {query.error.requestId && <code className="font-mono text-label">{query.error.requestId}</code>}
        </Banner>
      )}
      <div aria-busy={query.isPlaceholderData} className={cn(query.isPlaceholderData && "opacity-60")}>
        <NumberOffers
          found={query.data ?? initial}
          services={services}
          onTaken={() => query.refetch()}
          empty={
            <NothingFound
              search={applied}
              soldOut={(query.data ?? initial).soldOut}
              onCode={(text) => change({ text, match: "starts" })}
              onClear={() => change({ text: "", mms: false, voice: false })}
            />
          }
        />
      </div>
    </div>
  );
}

function SearchForm({
  search,
  countries,
  onChange,
}: {
  search: Search;
  countries: readonly CountryOnSale[];
  onChange: (part: Partial<Search>) => void;
}) {
  const types = countries.find(({ code }) => code === search.country)?.types ?? [];
  function chooseCountry(country: string) {
    const offered = countries.find(({ code }) => code === country)?.types ?? [];
    const type = offered.includes(search.type) ? search.type : (offered[0] ?? "local");
    onChange({ country, type, text: "" });
  }
  return (
    <search className="grid grid-cols-2 items-end gap-3 rounded-panel border bg-panel p-3 sm:flex sm:flex-wrap">
      <Field name="country" label="Country" className="sm:w-48">
        {(control) => (
          <Select
            {...control}
            value={search.country}
            onChange={(event) => chooseCountry(event.currentTarget.value)}
            options={countries.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
      </Field>
      <Field name="type" label="Type" className="sm:w-36">
        {(control) => (
          <Select
            {...control}
            value={search.type}
            onChange={(event) => onChange({ type: event.currentTarget.value as NumberType })}
            options={types.map((type) => ({ value: type, label: NUMBER_TYPE[type] }))}
          />
        )}
      </Field>
      <Field name="match" label="Match" className="sm:w-36">
        {(control) => (
          <Select
            {...control}
            value={search.match}
            onChange={(event) => onChange({ match: event.currentTarget.value as Search["match"] })}
            options={[
              { value: "starts", label: "starts with" },
              { value: "contains", label: "contains" },
              { value: "ends", label: "ends with" },
            ]}
          />
        )}
      </Field>
      <Field name="text" label="Digits or place" className="sm:min-w-44 sm:flex-1">
        {(control) => (
          <Input
            {...control}
            data-filter-input=""
            type="search"
            placeholder="415, San Francisco"
            autoComplete="off"
            spellCheck={false}
            value={search.text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      <fieldset className="col-span-2 flex h-9 items-center gap-4 pointer-coarse:h-11">
        <legend className="sr-only">Must be able to</legend>
        {CAPABILITIES.map(({ key, label }) => (
          <Checkbox
            key={key}
            label={label}
            checked={search[key]}
            onCheckedChange={(checked) => onChange({ [key]: checked === true })}
          />
        ))}
      </fieldset>
    </search>
  );
}

const CAPABILITIES = [
  { key: "sms", label: "SMS" },
  { key: "mms", label: "MMS" },
  { key: "voice", label: "Voice" },
] as const;

function NothingFound({
  search,
  soldOut,
  onCode,
  onClear,
}: {
  search: Search;
  soldOut: QueryAnswer<"numbers.find">["soldOut"];
  onCode: (areaCode: string) => void;
  onClear: () => void;
}) {
  const type = NUMBER_TYPE[search.type].toLowerCase();
  if (!soldOut) {
    return (
      <EmptyState title={`No ${type} numbers match`} action={<Button onClick={onClear}>Search without these</Button>}>
        Try fewer digits, another place, or another type.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={`No ${type} numbers in area code ${soldOut.areaCode} (21452).`}
      action={soldOut.codes.map((code) => (
        <Button key={code} onClick={() => onCode(code)} aria-label={`Search area code ${code}`}>
          {code}
        </Button>
      ))}
    >
      {soldOut.near ? "Nearby:" : "On sale in this country:"}
    </EmptyState>
  );
}
