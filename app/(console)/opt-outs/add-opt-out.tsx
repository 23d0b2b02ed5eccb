"use client";

import { DialogForm } from "@/components/dialog-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { addOptOutAction } from "./actions";

/** For who said it on the phone, or at the counter. */
export function AddOptOut({ scopes, recipient }: { scopes: readonly SelectOption[]; recipient: string }) {
  return (
    <DialogForm
      action={addOptOutAction}
      trigger={<Button>Add opt-out…</Button>}
      title="Add an opt-out"
      description="From then on, nothing is sent to them: requests are refused with 21610, and what waits fails. They are not told."
      submit="Add opt-out"
      done={({ recipient: number }) => `${number} gets no more messages.`}
    >
      {(problems) => (
        <>
          <Field name="recipient" label="Recipient" error={problems.recipient}>
            {(control) => (
              <Input {...control} type="tel" defaultValue={recipient} maxLength={40} autoComplete="off" required />
            )}
          </Field>
          <Field name="scope" label="Who must be silent" error={problems.scope}>
            {(control) => <Select {...control} options={scopes} />}
          </Field>
          <Field name="reason" label="Reason" help="Kept in the ledger with your name." error={problems.reason}>
            {(control) => <Input {...control} maxLength={200} autoComplete="off" required />}
          </Field>
        </>
      )}
    </DialogForm>
  );
}
