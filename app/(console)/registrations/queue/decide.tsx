"use client";

import { useTransition } from "react";
import { DialogForm } from "@/components/dialog-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast-store";
import type { ReviewedKind } from "@/lib/domain/review";
import { approveAction, rejectAction } from "../actions";

type Reviewed = {
  readonly kind: ReviewedKind;
  readonly id: string;
  /** What the reviewer decides about, for whoever hears the button. */
  readonly name: string;
};

/** The reviewer's two buttons. */
export function Decide({
  reasons,
  ...reviewed
}: Reviewed & { reasons: readonly { readonly code: number; readonly reason: string }[] }) {
  const [pending, start] = useTransition();
  const { kind, id, name } = reviewed;
  return (
    <span className="flex gap-2">
      <Button
        size="sm"
        aria-label={`Approve ${name}`}
        pending={pending}
        onClick={() =>
          start(async () => {
            const result = await approveAction({ kind, id });
            if (result.ok) toast({ tone: "good", title: `Approved: ${name}.` });
            else toast({ tone: "bad", title: `Not approved: ${result.message}` });
          })
        }
      >
        Approve
      </Button>
      <DialogForm
        action={rejectAction}
        trigger={
          <Button size="sm" variant="danger" aria-label={`Reject ${name}`}>
            Reject…
          </Button>
        }
        title={`Reject ${name}`}
        description="Code and reason are told over the API and on the page of what was handed in."
        submit="Reject"
        done={() => `Rejected: ${name}.`}
      >
        {(problems) => (
          <>
            <input type="hidden" name="kind" value={kind} />
            <input type="hidden" name="id" value={id} />
            <Field name="code" label="Reason" error={problems.code}>
              {(control) => (
                <Select
                  {...control}
                  options={reasons.map(({ code, reason }) => ({ value: String(code), label: `${code} · ${reason}` }))}
                />
              )}
            </Field>
            <Field
              name="reason"
              label="In your words"
              optional
              help="In place of the text above."
              error={problems.reason}
            >
              {(control) => <Textarea {...control} rows={2} maxLength={500} />}
            </Field>
          </>
        )}
      </DialogForm>
    </span>
  );
}
