"use client";

import { SaveForm } from "@/components/save-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { VerificationDetails } from "@/lib/domain/toll-free-verification";
import { correctVerificationAction, startVerificationAction } from "../../actions";
import { OPT_IN, USECASE, VOLUMES } from "../words";

/** Hands in a verification, or with `id` one that is there again. */
export function VerificationForm({
  numberSid,
  id,
  details,
}: {
  numberSid: string;
  id?: string;
  details?: VerificationDetails;
}) {
  const volumes = details && !VOLUMES.includes(details.messageVolume) ? [details.messageVolume, ...VOLUMES] : VOLUMES;
  return (
    <SaveForm
      action={id ? correctVerificationAction : startVerificationAction}
      saved={id ? "Verification handed in again." : "Verification handed in."}
      submit={id ? "Hand in again" : "Start verification"}
    >
      {(problems) => (
        <>
          {id ? (
            <input type="hidden" name="id" value={id} />
          ) : (
            <input type="hidden" name="tollfreePhoneNumberSid" value={numberSid} />
          )}
          <div className="grid gap-5 sm:grid-cols-2">
            <Field name="businessName" label="Legal business name" error={problems.businessName}>
              {(control) => <Input {...control} defaultValue={details?.businessName} maxLength={255} required />}
            </Field>
            <Field name="businessWebsite" label="Website" error={problems.businessWebsite}>
              {(control) => (
                <Input {...control} type="url" defaultValue={details?.businessWebsite} maxLength={2_048} required />
              )}
            </Field>
            <Field name="notificationEmail" label="E-mail for questions" error={problems.notificationEmail}>
              {(control) => (
                <Input {...control} type="email" defaultValue={details?.notificationEmail} maxLength={254} required />
              )}
            </Field>
            <Field name="messageVolume" label="Messages a month" error={problems.messageVolume}>
              {(control) => (
                <Select
                  {...control}
                  defaultValue={details?.messageVolume ?? "1,000"}
                  options={volumes.map((volume) => ({ value: volume, label: volume }))}
                />
              )}
            </Field>
          </div>
          <fieldset aria-describedby={problems.useCaseCategories ? "categories-error" : undefined}>
            <legend className="mb-1.5 font-medium text-control">What it is used for</legend>
            <div className="grid gap-2 sm:grid-cols-2">
              {Object.entries(USECASE).map(([value, label]) => (
                <Checkbox
                  key={value}
                  name="useCaseCategories[]"
                  value={value}
                  label={label}
                  defaultChecked={details?.useCaseCategories.some((category) => category === value)}
                />
              ))}
            </div>
            {problems.useCaseCategories && (
              <p id="categories-error" className="mt-1.5 text-bad text-control">
                {problems.useCaseCategories}
              </p>
            )}
          </fieldset>
          <Field
            name="useCaseSummary"
            label="In your words"
            help="Who gets which messages, and why. Up to 1,000 characters."
            error={problems.useCaseSummary}
          >
            {(control) => <Textarea {...control} defaultValue={details?.useCaseSummary} maxLength={1_000} required />}
          </Field>
          <Field name="productionMessageSample" label="Sample message" error={problems.productionMessageSample}>
            {(control) => (
              <Textarea {...control} defaultValue={details?.productionMessageSample} maxLength={1_600} required />
            )}
          </Field>
          <Field name="optInType" label="How people agree" error={problems.optInType}>
            {(control) => (
              <Select
                {...control}
                defaultValue={details?.optInType ?? "WEB_FORM"}
                options={Object.entries(OPT_IN).map(([value, label]) => ({ value, label }))}
              />
            )}
          </Field>
          <Field
            name="optInImageUrlsLines"
            label="Pictures of it"
            help="Public addresses of screenshots or photos, one a line."
            error={problems.optInImageUrls ?? problems["optInImageUrls.0"]}
          >
            {(control) => <Textarea {...control} rows={2} defaultValue={details?.optInImageUrls.join("\n")} required />}
          </Field>
          <Field
            name="additionalInformation"
            label="Anything else"
            optional
            help="Where consent is spoken, the words (30511)."
            error={problems.additionalInformation}
          >
            {(control) => (
              <Textarea {...control} rows={2} defaultValue={details?.additionalInformation} maxLength={1_000} />
            )}
          </Field>
          <Field
            name="vettingId"
            label="Campaign Verify token"
            optional
            help="Only for political campaigns (30501)."
            error={problems.vettingId}
          >
            {(control) => <Input {...control} defaultValue={details?.vettingId} maxLength={500} autoComplete="off" />}
          </Field>
        </>
      )}
    </SaveForm>
  );
}
