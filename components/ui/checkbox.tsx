"use client";

import { Check, Minus } from "lucide-react";
import * as RadixCheckbox from "radix-ui/checkbox";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

type CheckboxProps = Omit<ComponentProps<typeof RadixCheckbox.Root>, "children" | "asChild"> & {
  /** Shown beside the box; without it give an `aria-label`. */
  label?: ReactNode;
};

/** A choice that counts when the form is sent. `checked="indeterminate"` is the mixed state of a "select all" box. */
export function Checkbox({ label, className, id, ...rest }: CheckboxProps) {
  const ownId = useId();
  const boxId = id ?? ownId;
  const box = (
    <RadixCheckbox.Root
      id={boxId}
      className={cn(
        "group/box relative inline-flex size-4 shrink-0 items-center justify-center rounded-chip border border-input bg-canvas",
        "transition-colors hover:border-accent disabled:opacity-50 aria-invalid:border-bad",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=checked]:text-on-fill",
        "data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent data-[state=indeterminate]:text-on-fill",
        // The box is 16 px; what answers to the pointer is 24, and 44 for a finger.
        "after:-inset-1 pointer-coarse:after:-inset-3.5 after:absolute",
        className,
      )}
      {...rest}
    >
      <RadixCheckbox.Indicator>
        <Check aria-hidden strokeWidth={3} className="size-3 group-data-[state=indeterminate]/box:hidden" />
        <Minus aria-hidden strokeWidth={3} className="hidden size-3 group-data-[state=indeterminate]/box:block" />
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
  if (!label) return box;
  return (
    <span className="inline-flex items-start gap-2">
      <span className="flex h-5 items-center">{box}</span>
      <label htmlFor={boxId} className="text-control">
        {label}
      </label>
    </span>
  );
}
