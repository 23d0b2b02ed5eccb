"use client";

import { useState } from "react";
import { SaveForm } from "@/components/save-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { saveShortLinksAction } from "./actions";

export type ShortLinkValues = {
  host: string;
  callbackUrl: string;
  fallbackUrl: string;
  continueOnFailure: boolean;
  disableHttps: boolean;
  managed: boolean;
};

/** @param ownHost of this installation, which needs no certificate */
export function ShortLinksForm({
  serviceId,
  initial,
  ownHost,
}: {
  serviceId: string;
  initial: ShortLinkValues;
  ownHost: string;
}) {
  return (
    <SaveForm action={saveShortLinksAction} saved="Short links saved.">
      {(problems) => (
        <>
          <input type="hidden" name="serviceId" value={serviceId} />
          <Field
            name="host"
            label="Domain"
            help={`Its name must lead here. ${ownHost} always does. Leave it empty to shorten nothing.`}
            error={problems.host}
            className="max-w-100"
          >
            {(control) => (
              <Input
                {...control}
                defaultValue={initial.host}
                placeholder={ownHost}
                maxLength={253}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
          <Field
            name="callbackUrl"
            label="Click callback"
            help="Told of each click in JSON, signed."
            error={problems.callbackUrl}
            optional
          >
            {(control) => <Input {...control} defaultValue={initial.callbackUrl} inputMode="url" autoComplete="off" />}
          </Field>
          <Field
            name="fallbackUrl"
            label="Page for links that are over"
            help="Links work for 90 days; after that they lead here, or nowhere."
            error={problems.fallbackUrl}
            optional
          >
            {(control) => <Input {...control} defaultValue={initial.fallbackUrl} inputMode="url" autoComplete="off" />}
          </Field>
          <div className="flex flex-col gap-3">
            <Choice
              name="managed"
              label="Its certificate is kept by a proxy in front"
              help={`Without a certificate that holds nothing is shortened, except to ${ownHost}. One can also be told of through the API.`}
              initial={initial.managed}
            />
            <Choice
              name="continueOnFailure"
              label="Send with long links when they cannot be shortened"
              help="Otherwise such a message fails with 30103."
              initial={initial.continueOnFailure}
            />
            <Choice
              name="disableHttps"
              label="Leave out https://"
              help="Saves eight characters; most phones still make it a link."
              initial={initial.disableHttps}
            />
          </div>
        </>
      )}
    </SaveForm>
  );
}

function Choice({ name, label, help, initial }: { name: string; label: string; help: string; initial: boolean }) {
  const [checked, setChecked] = useState(initial);
  return (
    <div className="flex flex-col gap-1">
      <Checkbox
        name={name}
        value="true"
        label={label}
        checked={checked}
        onCheckedChange={setChecked}
        aria-describedby={`${name}-help`}
      />
      <p id={`${name}-help`} className="max-w-prose pl-6 text-control text-quiet">
        {help}
      </p>
    </div>
  );
}
