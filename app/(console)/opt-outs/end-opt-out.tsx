"use client";

import { DialogForm } from "@/components/dialog-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { endOptOutAction } from "./actions";

/** Re-opening against somebody's word needs another word of theirs. */
export function EndOptOut({ id, recipient, scope }: { id: string; recipient: string; scope: string }) {
  return (
    <DialogForm
      action={endOptOutAction}
      trigger={
        <Button size="sm" aria-label={`Reopen ${recipient} for ${scope}`}>
          Reopen…
        </Button>
      }
      title={`Reopen ${recipient}?`}
      description={`${scope} may send to them again. Do it only if they asked for it: messages against a STOP are what carriers and courts punish.`}
      submit="Reopen"
      done={({ recipient: number }) => `${number} can be texted again.`}
    >
      {(problems) => (
        <>
          <input type="hidden" name="id" value={id} />
          <Field
            name="reason"
            label="How did they ask for messages again?"
            help="Kept in the ledger with your name."
            error={problems.reason}
          >
            {(control) => <Input {...control} maxLength={200} autoComplete="off" required />}
          </Field>
        </>
      )}
    </DialogForm>
  );
}
