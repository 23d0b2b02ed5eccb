"use client";

import { SaveForm } from "@/components/save-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { limitTextsAction } from "./actions";

export function SendingRate({ segmentsPerSecond }: { segmentsPerSecond: number | null }) {
  return (
    <SaveForm action={limitTextsAction} saved="Sending rate saved.">
      {(problems) => (
        <div className="max-w-xl">
          <Field
            name="segmentsPerSecond"
            label="Segments a second"
            help="Empty: as many as its senders may. What already waits keeps its time."
            error={problems.segmentsPerSecond}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                inputMode="decimal"
                min={0}
                max={10_000}
                step="any"
                defaultValue={segmentsPerSecond ?? ""}
              />
            )}
          </Field>
        </div>
      )}
    </SaveForm>
  );
}
