import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { OwnedNumber } from "@/lib/domain/owned-number";

const METHODS = [
  { value: "POST", label: "POST" },
  { value: "GET", label: "GET" },
];

/** How a sender is called, and who is told of what it receives. */
export function ReplyFields({
  values,
  problems,
}: {
  values: Pick<OwnedNumber, "friendlyName" | "smsUrl" | "smsMethod" | "smsFallbackUrl" | "smsFallbackMethod">;
  problems: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <Field
        name="friendlyName"
        label="Label"
        help="Only your team sees it."
        error={problems.friendlyName}
        className="max-w-100"
      >
        {(control) => <Input {...control} defaultValue={values.friendlyName} maxLength={64} />}
      </Field>
      <Webhook
        field="smsUrl"
        method="smsMethod"
        label="When a message comes in"
        help="We send it here. Empty: the reply is stored and nobody is told."
        url={values.smsUrl}
        chosen={values.smsMethod}
        problem={problems.smsUrl}
      />
      <Webhook
        field="smsFallbackUrl"
        method="smsFallbackMethod"
        label="When that fails"
        help="Asked in its place, with the reason."
        url={values.smsFallbackUrl}
        chosen={values.smsFallbackMethod}
        problem={problems.smsFallbackUrl}
      />
    </>
  );
}

function Webhook({
  field,
  method,
  label,
  help,
  url,
  chosen,
  problem,
}: {
  field: string;
  method: string;
  label: string;
  help: string;
  url: string | null;
  chosen: string;
  problem: string | undefined;
}) {
  return (
    <div className="flex items-start gap-2">
      <Field name={field} label={label} help={help} error={problem} optional className="min-w-0 flex-1">
        {(control) => (
          <Input
            {...control}
            type="url"
            placeholder="https://example.com/replies"
            defaultValue={url ?? ""}
            spellCheck={false}
            autoComplete="off"
          />
        )}
      </Field>
      <Field name={method} label="Method" className="w-24 shrink-0">
        {(control) => <Select {...control} defaultValue={chosen} options={METHODS} />}
      </Field>
    </div>
  );
}
