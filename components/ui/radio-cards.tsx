"use client";

import * as RadioGroup from "radix-ui/radio-group";
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

/** One of a few, each with its explanation in sight. Posts its value under `name` with the form. */
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
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span id={`${id}-legend`} className="font-medium text-control">
        {legend}
      </span>
      <RadioGroup.Root
        name={name}
        value={value}
        defaultValue={defaultValue}
        onValueChange={onValueChange}
        disabled={disabled}
        aria-labelledby={`${id}-legend`}
        aria-describedby={help ? `${id}-help` : undefined}
        className={cn("grid gap-2", COLUMNS[columns])}
      >
        {options.map((option) => (
          <RadioGroup.Item
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            aria-labelledby={`${id}-${option.value}-title`}
            aria-describedby={option.description ? `${id}-${option.value}-description` : undefined}
            className={cn(
              "group/card flex items-start gap-3 rounded-panel border bg-raised p-3 text-start transition-colors",
              "hover:border-input disabled:cursor-not-allowed disabled:opacity-60 disabled:hover:border-line",
              "data-[state=checked]:border-accent data-[state=checked]:bg-accent-tint",
            )}
          >
            <span
              className={cn(
                "mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-input bg-canvas",
                "group-data-[state=checked]/card:border-accent group-data-[state=checked]/card:bg-accent",
              )}
            >
              <RadioGroup.Indicator className="size-1.5 rounded-full bg-on-fill" />
            </span>
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
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {help && (
        <p id={`${id}-help`} className="max-w-prose text-control text-quiet">
          {help}
        </p>
      )}
    </div>
  );
}
