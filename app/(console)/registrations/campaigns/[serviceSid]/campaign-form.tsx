"use client";

import { SaveForm } from "@/components/save-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { correctCampaignAction, registerCampaignAction } from "../../actions";

/** What a campaign says, to begin with. */
export type CampaignValues = {
  readonly description: string;
  readonly messageFlow: string;
  readonly messageSamples: readonly string[];
  readonly hasEmbeddedLinks: boolean;
  readonly hasEmbeddedPhone: boolean;
  readonly ageGated: boolean;
  readonly directLending: boolean;
  readonly privacyPolicyUrl: string;
  readonly termsAndConditionsUrl: string;
};

const SAMPLES = [0, 1, 2] as const;

/** Hands in a campaign, or with `values` one that is there again. */
export function CampaignForm({
  serviceId,
  brands,
  usecases,
  values,
}: {
  serviceId: string;
  /** By SID; not asked for when it is corrected, as the use case is not. */
  brands?: readonly SelectOption[];
  usecases?: readonly SelectOption[];
  values?: CampaignValues;
}) {
  return (
    <SaveForm
      action={values ? correctCampaignAction : registerCampaignAction}
      saved={values ? "Campaign handed in again." : "Campaign handed in."}
      submit={values ? "Hand in again" : "Register campaign"}
    >
      {(problems) => (
        <>
          <input type="hidden" name="serviceId" value={serviceId} />
          {brands && usecases && (
            <div className="grid gap-5 sm:grid-cols-2">
              <Field name="brandRegistrationSid" label="Brand" error={problems.brandRegistrationSid}>
                {(control) => <Select {...control} options={brands} />}
              </Field>
              <Field name="usAppToPersonUsecase" label="Use case" error={problems.usAppToPersonUsecase}>
                {(control) => <Select {...control} options={usecases} />}
              </Field>
            </div>
          )}
          <Field
            name="description"
            label="What it sends"
            help="Who texts whom, and why. 40 to 4,096 characters."
            error={problems.description}
          >
            {(control) => (
              <Textarea {...control} defaultValue={values?.description} minLength={40} maxLength={4_096} required />
            )}
          </Field>
          <Field
            name="messageFlow"
            label="How people agree to it"
            help="Every way in which they opt in: form, keyword, at the counter. 40 to 2,048 characters."
            error={problems.messageFlow}
          >
            {(control) => (
              <Textarea {...control} defaultValue={values?.messageFlow} minLength={40} maxLength={2_048} required />
            )}
          </Field>
          <fieldset className="flex flex-col gap-3">
            <legend className="mb-1.5 font-medium text-control">Sample messages</legend>
            {SAMPLES.map((place) => (
              <Field
                key={place}
                id={`sample-${place}`}
                name="messageSamples[]"
                label={`Sample ${place + 1}`}
                optional={place > 1}
                error={problems[`messageSamples.${place}`] ?? (place === 0 ? problems.messageSamples : undefined)}
                help={place === 0 ? "20 to 1,024 characters each, with your name and how to stop." : undefined}
              >
                {(control) => (
                  <Textarea
                    {...control}
                    rows={2}
                    defaultValue={values?.messageSamples[place]}
                    minLength={20}
                    maxLength={1_024}
                    required={place < 2}
                  />
                )}
              </Field>
            ))}
          </fieldset>
          <div className="flex flex-col gap-2">
            <Checkbox
              name="hasEmbeddedLinks"
              defaultChecked={values?.hasEmbeddedLinks}
              label="Messages contain links"
            />
            <Checkbox
              name="hasEmbeddedPhone"
              defaultChecked={values?.hasEmbeddedPhone}
              label="Messages contain phone numbers: a sample must show one (30889)"
            />
            {values && (
              <>
                <Checkbox name="ageGated" defaultChecked={values.ageGated} label="For adults only" />
                <Checkbox name="directLending" defaultChecked={values.directLending} label="About loans" />
              </>
            )}
          </div>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field name="privacyPolicyUrl" label="Privacy policy" optional error={problems.privacyPolicyUrl}>
              {(control) => <Input {...control} type="url" defaultValue={values?.privacyPolicyUrl} maxLength={2_048} />}
            </Field>
            <Field name="termsAndConditionsUrl" label="Terms" optional error={problems.termsAndConditionsUrl}>
              {(control) => (
                <Input {...control} type="url" defaultValue={values?.termsAndConditionsUrl} maxLength={2_048} />
              )}
            </Field>
          </div>
        </>
      )}
    </SaveForm>
  );
}
