"use client";

import { SaveForm } from "@/components/save-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { setReviewAction } from "../actions";

/** @param seconds until the rule decides; null: a reviewer does */
export function ReviewForm({ seconds }: { seconds: number | null }) {
  return (
    <SaveForm action={setReviewAction} saved="Reviews are decided so from now on.">
      {(problems) => (
        <>
          <RadioCards
            name="reviewBy"
            legend="Who decides what is handed in from now on"
            columns={2}
            defaultValue={seconds === null ? "reviewer" : "rule"}
            options={[
              {
                value: "rule",
                title: "A rule, after a while",
                description: "Approves, unless the documentation plainly says otherwise. For development and tests.",
              },
              {
                value: "reviewer",
                title: "A reviewer",
                description: "It waits here until an owner or admin approves or rejects it.",
              },
            ]}
          />
          <Field
            name="reviewSeconds"
            label="Seconds until the rule decides"
            className="max-w-60"
            error={problems.reviewSeconds}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                inputMode="numeric"
                min={1}
                max={86_400}
                step={1}
                defaultValue={seconds ?? 5}
                required
              />
            )}
          </Field>
        </>
      )}
    </SaveForm>
  );
}
