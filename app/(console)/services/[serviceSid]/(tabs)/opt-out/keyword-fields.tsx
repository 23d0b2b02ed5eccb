import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { type KeywordSet, OPT_OUT_TYPES, type OptOutType, REPLY_LENGTH_MAX } from "@/lib/domain/advanced-opt-out";
import { spell } from "./form-keywords";

const TITLE: Record<OptOutType, string> = { STOP: "Opt-out", START: "Opt-in", HELP: "Help" };
const RESERVED_HELP: Record<OptOutType, string> = {
  STOP: "Separated by commas. STOP always works.",
  START: "Separated by commas. START and UNSTOP always work.",
  HELP: "Separated by commas. HELP always works.",
};

/** The three groups of a set; each field is named after its place in the settings. */
export function KeywordFields({
  at,
  set,
  problems,
  about,
}: {
  /** `standard`, `languages.French`, `countries.CA.French` */
  at: string;
  set: KeywordSet;
  problems: Readonly<Record<string, string>>;
  /** Told apart where a page has several sets: "French". */
  about?: string;
}) {
  return (
    <div className="flex flex-col gap-4">
      {OPT_OUT_TYPES.map((type) => {
        const name = about ? `${TITLE[type]}, ${about}` : TITLE[type];
        return (
          <div key={type} className="grid gap-3 lg:grid-cols-2">
            <Field
              name={`${at}.${type}.keywords`}
              label={`${name}: keywords`}
              help={about ? undefined : RESERVED_HELP[type]}
              error={problems[`${at}.${type}.keywords`]}
            >
              {(control) => (
                <Input {...control} defaultValue={spell(set[type].keywords)} autoComplete="off" spellCheck={false} />
              )}
            </Field>
            <Field name={`${at}.${type}.reply`} label={`${name}: answer`} error={problems[`${at}.${type}.reply`]}>
              {(control) => (
                <Textarea {...control} defaultValue={set[type].reply} maxLength={REPLY_LENGTH_MAX} rows={2} />
              )}
            </Field>
          </div>
        );
      })}
    </div>
  );
}
