"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "onChange" | "size"> & {
  label: ReactNode;
  help?: ReactNode;
  onCheckedChange?: (checked: boolean) => void;
};

/** Takes effect at once, unlike a `Checkbox`, which waits for the form to be sent. */
export function Switch({ label, help, onCheckedChange, className, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <span className={cn("flex items-start gap-3", className)}>
      <span className="relative inline-flex h-5 w-9 shrink-0">
        <input
          id={id}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox brings its checked state.
          role="switch"
          aria-describedby={help ? `${id}-help` : undefined}
          onChange={(event) => onCheckedChange?.(event.currentTarget.checked)}
          className={cn(
            "peer size-full appearance-none rounded-full border border-input bg-panel transition-colors",
            "checked:border-accent checked:bg-accent disabled:opacity-50 after:absolute after:inset-x-0 after:-inset-y-3",
          )}
          {...rest}
        />
        <span
          aria-hidden
          className={cn(
            "pointer-events-none absolute top-[3px] left-[3px] size-3.5 rounded-full bg-input transition-transform",
            "peer-checked:translate-x-4 peer-checked:bg-on-fill",
          )}
        />
      </span>
      <span>
        <label htmlFor={id} className="font-medium text-control">
          {label}
        </label>
        {help && (
          <span id={`${id}-help`} className="block max-w-prose text-control text-quiet">
            {help}
          </span>
        )}
      </span>
    </span>
  );
}
