"use client";

import { type FormEvent, startTransition, useActionState, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createKeyAction } from "./actions";

/** Asks for a name, then shows the secret, once. */
export function CreateKey() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={<Button variant="primary">Create API key</Button>}
      title="Create API key"
      description="It may do what the Auth Token may, except manage the account and its keys."
    >
      <NewKey />
    </Dialog>
  );
}

/** Its state ends with the dialog, and the secret with it. */
function NewKey() {
  const [result, create, pending] = useActionState(createKeyAction, undefined);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (!pending) startTransition(() => create(form));
  }
  if (result?.ok) return <KeyOnce sid={result.value.sid} secret={result.value.secret} />;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {result && !result.fields.friendlyName && (
        <Banner tone="bad" announce>
          {result.message}
        </Banner>
      )}
      <Field
        name="friendlyName"
        label="Name"
        help="What will use it, such as “Shop, production”."
        error={result?.fields.friendlyName}
      >
        {(control) => <Input {...control} maxLength={64} autoFocus autoComplete="off" />}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          Create key
        </Button>
      </div>
    </form>
  );
}

function KeyOnce({ sid, secret }: { sid: string; secret: string }) {
  return (
    <div className="flex flex-col gap-4">
      <Banner tone="warn" announce title="Copy the secret now.">
        It is shown this once: only a digest of it is stored.
      </Banner>
      <dl className="flex flex-col gap-3 text-control">
        {[
          { label: "SID", value: sid },
          { label: "Secret", value: secret },
        ].map(({ label, value }) => (
          <div key={label}>
            <dt className="text-label text-quiet">{label}</dt>
            <dd className="mt-1 flex items-center gap-1 rounded-control border bg-panel py-1 pr-1 pl-2.5">
              <code className="min-w-0 flex-1 break-all font-mono">{value}</code>
              <CopyButton value={value} label={`Copy ${label}`} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex justify-end">
        <DialogClose>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </div>
    </div>
  );
}
