"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
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
  const [open, setOpen] = useState(false);
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
      <Dialog
        open={open}
        onOpenChange={setOpen}
        size="sm"
        trigger={
          <Button size="sm" variant="danger" aria-label={`Reject ${name}`}>
            Reject…
          </Button>
        }
        title={`Reject ${name}`}
        description="Code and reason are told over the API and on the page of what was handed in."
      >
        <Rejecting reviewed={reviewed} reasons={reasons} close={() => setOpen(false)} />
      </Dialog>
    </span>
  );
}

function Rejecting({
  reviewed: { kind, id, name },
  reasons,
  close,
}: {
  reviewed: Reviewed;
  reasons: readonly { readonly code: number; readonly reason: string }[];
  close: () => void;
}) {
  const [result, act, pending] = useActionState(rejectAction, undefined);
  useEffect(() => {
    if (!result?.ok) return;
    toast({ tone: "good", title: `Rejected: ${name}.` });
    close();
  }, [result, close, name]);
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (!pending) startTransition(() => act(form));
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      {result && !result.ok && (
        <Banner tone="bad" announce>
          {result.message}
        </Banner>
      )}
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      <Field name="code" label="Reason">
        {(control) => (
          <Select
            {...control}
            options={reasons.map(({ code, reason }) => ({ value: String(code), label: `${code} · ${reason}` }))}
          />
        )}
      </Field>
      <Field name="reason" label="In your words" optional help="In place of the text above.">
        {(control) => <Textarea {...control} rows={2} maxLength={500} />}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          Reject
        </Button>
      </div>
    </form>
  );
}
