import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Label } from "@/components/ui/label";

/** What a control inside a field must carry; spread it onto the input. */
export type FieldControl = {
  id: string;
  name: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

type FieldProps = {
  /** The form's name for the value; also the stem of the element ids. */
  name: string;
  label: ReactNode;
  /** One sentence that helps before anything went wrong. */
  help?: ReactNode;
  /** What happened, why, what to do, and the code. Takes the place of nothing: the help stays. */
  error?: ReactNode;
  /** Says "optional" beside the label; required is the unmarked case. */
  optional?: boolean;
  /** Stands at the right of the label, such as a counter. */
  aside?: ReactNode;
  /** Ids must differ where two forms on a page have a field of the same name. */
  id?: string;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/**
 * Label, control, help and error, tied together for screen readers:
 * `<Field name="friendlyName" label="Service name">{(control) => <Input {...control} />}</Field>`
 */
export function Field({ name, label, help, error, optional, aside, id = name, className, children }: FieldProps) {
  const describedBy = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline gap-2">
        <Label htmlFor={id}>{label}</Label>
        {optional && <span className="text-label text-quiet">optional</span>}
        {aside && <span className="ml-auto text-label text-quiet tabular-nums">{aside}</span>}
      </div>
      {children({
        id,
        name,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error && { "aria-invalid": true }),
      })}
      {error && (
        <p id={`${id}-error`} className="flex gap-1.5 text-bad text-control">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="max-w-prose text-control text-quiet">
          {help}
        </p>
      )}
    </div>
  );
}
