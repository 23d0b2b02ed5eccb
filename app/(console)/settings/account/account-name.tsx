"use client";

import { SaveForm } from "@/components/save-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { renameAccountAction } from "./actions";

export function AccountName({ friendlyName }: { friendlyName: string }) {
  return (
    <SaveForm action={renameAccountAction} saved="Account renamed.">
      {(problems) => (
        <Field
          name="friendlyName"
          label="Name"
          help="Stands at the top of the console and in the API."
          error={problems.friendlyName}
          className="max-w-100"
        >
          {(control) => <Input {...control} defaultValue={friendlyName} maxLength={64} required />}
        </Field>
      )}
    </SaveForm>
  );
}
