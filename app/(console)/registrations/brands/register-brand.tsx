"use client";

import { DialogForm } from "@/components/dialog-form";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { registerBrandAction } from "../actions";

/** A brand is who sends: carriers ask for it once, before any campaign. */
export function RegisterBrand({ variant = "primary" }: { variant?: ButtonVariant }) {
  return (
    <DialogForm
      action={registerBrandAction}
      size="md"
      trigger={<Button variant={variant}>Register brand…</Button>}
      title="Register a brand"
      description="The business that sends. Its profiles (BU…) are made with it; nobody here looks into them."
      submit="Register brand"
      done={() => "Brand handed in."}
    >
      {(problems) => (
        <>
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
                description:
                  "A company, non-profit or authority with a tax ID. Up to 225 segments a second, by its score.",
              },
              {
                value: "SOLE_PROPRIETOR",
                title: "Sole proprietor",
                description: "One person without a tax ID: one campaign, 1 segment a second.",
              },
            ]}
          />
          <Checkbox name="mock" label="Mock: for trying the API out. Its campaigns register no number." />
        </>
      )}
    </DialogForm>
  );
}
