"use client";

import * as RadixSwitch from "radix-ui/switch";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

/** Takes effect at once, unlike a `Checkbox`, which waits for the form to be sent. */
export function Switch({
  label,
  help,
  className,
  ...rest
}: Omit<ComponentProps<typeof RadixSwitch.Root>, "children" | "asChild"> & { label: ReactNode; help?: ReactNode }) {
  const id = useId();
  return (
    <span className={cn("flex items-start gap-3", className)}>
      <RadixSwitch.Root
        id={id}
        aria-describedby={help ? `${id}-help` : undefined}
        className={cn(
          "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-input bg-panel",
          "after:-inset-y-3 after:absolute after:inset-x-0 transition-colors disabled:opacity-50",
          "data-[state=checked]:border-accent data-[state=checked]:bg-accent",
        )}
        {...rest}
      >
        <RadixSwitch.Thumb
          className={cn(
            "block size-3.5 translate-x-0.5 rounded-full bg-input transition-transform",
            "data-[state=checked]:translate-x-[17px] data-[state=checked]:bg-on-fill",
          )}
        />
      </RadixSwitch.Root>
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
