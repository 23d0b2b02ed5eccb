"use client";

import { useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { alphaSupport, isAlphaSender } from "@/lib/domain/alpha-sender";
import { COUNTRIES, countryName } from "@/lib/domain/countries";
import { addNameAction } from "../actions";

const EVERYWHERE = "";

const DESTINATIONS = [
  { value: EVERYWHERE, label: "Wherever names are allowed" },
  ...COUNTRIES.filter(({ code }) => alphaSupport(code) !== "none").map(({ code, name }) => ({
    value: code,
    label: name,
  })),
];

/** A name that messages come from, for one country or wherever the service has no other. */
export function NameSender({ serviceId }: { serviceId: string }) {
  const [name, setName] = useState("");
  const [country, setCountry] = useState(EVERYWHERE);
  const [refusal, setRefusal] = useState<string>();
  const [pending, start] = useTransition();
  const mustRegister = country !== EVERYWHERE && alphaSupport(country) === "preregister";

  function add() {
    start(async () => {
      const result = await addNameAction({
        serviceId,
        alphaSender: name,
        ...(country !== EVERYWHERE && { isoCountryCode: country }),
      });
      setRefusal(result.ok ? undefined : `${result.message} (${result.code})`);
      if (!result.ok) return;
      toast({ tone: "good", title: `${name} joined the pool.` });
      setName("");
    });
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <Field
          name="alphaSender"
          label="Name"
          help="1 to 11 letters, digits, spaces, - + _ &. Not digits only."
          error={refusal}
          className="min-w-52 flex-1"
        >
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={11}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => {
                // The wizard's own form would take Enter for "continue".
                if (event.key !== "Enter") return;
                event.preventDefault();
                if (isAlphaSender(name) && !pending) add();
              }}
            />
          )}
        </Field>
        <Field name="isoCountryCode" label="Used for" className="w-64">
          {(control) => (
            <Select
              {...control}
              value={country}
              onChange={(event) => setCountry(event.currentTarget.value)}
              options={DESTINATIONS}
            />
          )}
        </Field>
      </div>
      <div>
        <Button onClick={add} pending={pending} disabled={!isAlphaSender(name)}>
          Add this name
        </Button>
      </div>
      {mustRegister && (
        <Banner tone="warn" announce>
          {countryName(country)} wants names registered before use. Until then messages may be blocked (30040).
        </Banner>
      )}
      <Banner>
        Names cannot receive: STOP by reply will not work there, so give another way to opt out. The US and Canada do
        not take names.
      </Banner>
    </div>
  );
}
