import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

export type RadioCard = {
  value: string;
  title: ReactNode;
  /** One line. */
  description?: ReactNode;
  /** A quiet second line, such as an example text. */
  example?: ReactNode;
  disabled?: boolean;
};

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" } as const;

/** One of a few, each with its explanation in sight. Posts its value under `name` with the form, without any script. */
export function RadioCards({
  name,
  legend,
  help,
  options,
  columns = 1,
  value,
  defaultValue,
  onValueChange,
  disabled,
}: {
  name: string;
  legend: ReactNode;
  help?: ReactNode;
  options: readonly RadioCard[];
  columns?: 1 | 2 | 3;
  /** With `onValueChange`, from an island. */
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <fieldset disabled={disabled} aria-describedby={help ? `${id}-help` : undefined} className="min-w-0">
      <legend className="mb-1.5 font-medium text-control">{legend}</legend>
      <div className={cn("grid gap-2", COLUMNS[columns])}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cn(
              "flex items-start gap-3 rounded-panel border bg-raised p-3 transition-colors hover:border-input",
              "has-checked:border-accent has-checked:bg-accent-tint has-disabled:opacity-60 has-disabled:hover:border-line",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              disabled={option.disabled}
              aria-labelledby={`${id}-${option.value}-title`}
              aria-describedby={option.description ? `${id}-${option.value}-description` : undefined}
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value })}
              {...(onValueChange && { onChange: () => onValueChange(option.value) })}
              className={cn(
                "mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-input bg-canvas outline-none",
                "checked:border-[5px] checked:border-accent checked:bg-on-fill",
              )}
            />
            <span className="min-w-0">
              <span id={`${id}-${option.value}-title`} className="block font-medium text-control">
                {option.title}
              </span>
              {option.description && (
                <span id={`${id}-${option.value}-description`} className="block text-control text-quiet">
                  {option.description}
                </span>
              )}
              {option.example && <span className="mt-1 block text-label text-quiet">{option.example}</span>}
            </span>
          </label>
        ))}
      </div>
      {help && (
        <p id={`${id}-help`} className="mt-1.5 max-w-prose text-control text-quiet">
          {help}
        </p>
      )}
    </fieldset>
  );
}
