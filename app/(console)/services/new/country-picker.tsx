"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { COUNTRIES, countryName } from "@/lib/domain/countries";

const OPTIONS = COUNTRIES.map(({ code, name }) => ({ value: code, label: name }));

/** Several countries: those chosen as chips, the rest in the platform's own list. Posts each under `name[]`. */
export function CountryPicker({
  name,
  label,
  help,
  error,
  value,
  onChange,
}: {
  name: string;
  label: string;
  help: string;
  error?: string;
  value: readonly string[];
  onChange: (countries: readonly string[]) => void;
}) {
  const chips = useRef<HTMLUListElement>(null);
  const shown = useRef(value);
  // Hidden inputs come and go silently; a form that watches for changes is told.
  useEffect(() => {
    if (shown.current !== value) chips.current?.dispatchEvent(new Event("input", { bubbles: true }));
    shown.current = value;
  }, [value]);
  return (
    <Field name={name} label={label} help={help} error={error}>
      {({ name: _posted, ...control }) => (
        <div className="flex flex-col gap-2">
          <ul ref={chips} aria-label="Countries chosen" className="flex flex-wrap gap-1.5 empty:hidden">
            {value.map((code) => (
              <li
                key={code}
                className="inline-flex items-center gap-1 rounded-control border bg-panel py-0.5 pr-1 pl-2.5 text-control"
              >
                <input type="hidden" name={`${name}[]`} value={code} />
                {countryName(code)}
                <button
                  type="button"
                  aria-label={`Remove ${countryName(code)}`}
                  onClick={() => onChange(value.filter((one) => one !== code))}
                  className="inline-flex size-6 items-center justify-center rounded-chip text-quiet hover:bg-hover hover:text-ink pointer-coarse:size-11"
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              </li>
            ))}
          </ul>
          <Select
            {...control}
            className="max-w-80"
            value=""
            onChange={(event) => onChange([...value, event.currentTarget.value])}
            options={[
              { value: "", label: value.length > 0 ? "Add a country" : "Choose a country", disabled: true },
              ...OPTIONS.filter((option) => !value.includes(option.value)),
            ]}
          />
        </div>
      )}
    </Field>
  );
}
