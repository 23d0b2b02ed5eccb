"use client";

import { SaveForm } from "@/components/save-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { limitRequestsAction } from "./actions";

const FIELDS = [
  {
    name: "requestsPerSecond",
    label: "Requests a second",
    max: 100_000,
    help: "Empty: as many as the gateway answers.",
  },
  { name: "requestsAtOnce", label: "Requests at once", max: 10_000, help: "Empty: 1,000." },
] as const;

export function RequestLimits(limits: Readonly<Record<(typeof FIELDS)[number]["name"], number | null>>) {
  return (
    <SaveForm action={limitRequestsAction} saved="Request limits saved.">
      {(problems) => (
        <div className="grid max-w-xl gap-5 sm:grid-cols-2">
          {FIELDS.map(({ name, label, max, help }) => (
            <Field key={name} name={name} label={label} help={help} error={problems[name]}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={max}
                  step={1}
                  defaultValue={limits[name] ?? ""}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </SaveForm>
  );
}
