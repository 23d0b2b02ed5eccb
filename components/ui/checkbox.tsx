"use client";

import { Check, Minus } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { cn } from "@/components/ui/cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange" | "ref" | "size"> & {
  /** Shown beside the box; without it give an `aria-label`. */
  label?: ReactNode;
  /** `indeterminate` is the mixed state of a "select all" box. */
  checked?: boolean | "indeterminate";
  onCheckedChange?: (checked: boolean) => void;
};

/** A choice that counts when the form is sent. The platform's own box, so it posts and works before any script does. */
export function Checkbox({ label, checked, onCheckedChange, className, id, ...rest }: CheckboxProps) {
  const ownId = useId();
  const box = useRef<HTMLInputElement>(null);
  const mixed = checked === "indeterminate";
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <span className={cn("inline-flex items-start gap-2", className)}>
      <span className="relative my-0.5 inline-flex size-4 shrink-0 text-on-fill">
        <input
          ref={box}
          id={id ?? ownId}
          type="checkbox"
          checked={mixed ? false : checked}
          onChange={(event) => onCheckedChange?.(event.currentTarget.checked)}
          className={cn(
            "peer size-4 appearance-none rounded-chip border border-input bg-canvas transition-colors hover:border-accent",
            "checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent",
            "disabled:opacity-50 aria-invalid:border-bad",
            // The box is 16 px; what answers to the pointer is 24, and 44 for a finger.
            "after:absolute after:-inset-1 pointer-coarse:after:-inset-3.5",
          )}
          {...rest}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3 peer-checked:block"
        />
        <Minus
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3 peer-indeterminate:block"
        />
      </span>
      {label && (
        <label htmlFor={id ?? ownId} className="text-control">
          {label}
        </label>
      )}
    </span>
  );
}
