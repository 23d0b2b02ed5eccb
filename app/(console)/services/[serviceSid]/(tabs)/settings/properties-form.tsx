"use client";

import { useState } from "react";
import { SaveForm } from "@/components/save-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Usecase } from "@/lib/domain/service";
import { CountryPicker } from "../../../new/country-picker";
import { USE_CASES } from "../../../new/use-cases";
import { savePropertiesAction } from "./actions";

export function PropertiesForm({
  serviceId,
  initial,
}: {
  serviceId: string;
  initial: {
    friendlyName: string;
    usecase: Usecase;
    destinations: readonly string[];
    synchronousValidation: boolean;
  };
}) {
  const [destinations, setDestinations] = useState(initial.destinations);
  const [synchronous, setSynchronous] = useState(initial.synchronousValidation);
  return (
    <SaveForm action={savePropertiesAction} saved="Properties saved.">
      {(problems) => (
        <>
          <input type="hidden" name="serviceId" value={serviceId} />
          <Field
            name="friendlyName"
            label="Service name"
            help="Your team sees this name. Recipients do not."
            error={problems.friendlyName}
            className="max-w-100"
          >
            {(control) => <Input {...control} defaultValue={initial.friendlyName} maxLength={64} autoComplete="off" />}
          </Field>
          <Field name="usecase" label="Use case" error={problems.usecase} className="max-w-100">
            {(control) => (
              <Select
                {...control}
                defaultValue={initial.usecase}
                options={USE_CASES.map(({ value, title }) => ({ value, label: title }))}
              />
            )}
          </Field>
          <CountryPicker
            name="destinations"
            label="Where will you send?"
            help="Used to check your senders. It does not limit the service."
            error={problems.destinations}
            value={destinations}
            onChange={setDestinations}
          />
          <div className="flex flex-col gap-1">
            <Checkbox
              name="synchronousValidation"
              value="true"
              label="Refuse at once"
              checked={synchronous}
              onCheckedChange={setSynchronous}
            />
            <p className="max-w-prose pl-6 text-control text-quiet">
              What no sender can reach (21703, 21711), and who has opted out (21610), is answered 400 instead of being
              accepted and failing later. Twilio calls it synchronous_validation.
            </p>
          </div>
        </>
      )}
    </SaveForm>
  );
}
