"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { toast } from "@/components/ui/toast-store";
import { registerBrandAction } from "../actions";

/** A brand is who sends: carriers ask for it once, before any campaign. */
export function RegisterBrand({ variant = "primary" }: { variant?: ButtonVariant }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="md"
      trigger={<Button variant={variant}>Register brand…</Button>}
      title="Register a brand"
      description="The business that sends. Its profiles (BU…) are made with it; nobody here looks into them."
    >
      <Body close={() => setOpen(false)} />
    </Dialog>
  );
}

function Body({ close }: { close: () => void }) {
  const [result, act, pending] = useActionState(registerBrandAction, undefined);
  const problems = result && !result.ok ? result.fields : {};
  useEffect(() => {
    if (!result?.ok) return;
    toast({ tone: "good", title: "Brand handed in." });
    close();
  }, [result, close]);
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (!pending) startTransition(() => act(form));
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      {result && !result.ok && Object.keys(problems).length === 0 && (
        <Banner tone="bad" announce>
          {result.message}
        </Banner>
      )}
      <Field name="businessName" label="Legal business name" error={problems.businessName}>
        {(control) => <Input {...control} maxLength={255} autoComplete="organization" required />}
      </Field>
      <RadioCards
        name="brandType"
        legend="Kind of business"
        defaultValue="STANDARD"
        options={[
          {
            value: "STANDARD",
            title: "Standard",
            description: "A company, non-profit or authority with a tax ID. Up to 225 segments a second, by its score.",
          },
          {
            value: "SOLE_PROPRIETOR",
            title: "Sole proprietor",
            description: "One person without a tax ID: one campaign, 1 segment a second.",
          },
        ]}
      />
      <Checkbox name="mock" label="Mock: for trying the API out. Its campaigns register no number." />
      <div className="flex justify-end gap-2">
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          Register brand
        </Button>
      </div>
    </form>
  );
}
