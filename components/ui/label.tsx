import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** The visible name of one control. */
export function Label({ className, children, htmlFor, ...rest }: ComponentProps<"label"> & { htmlFor: string }) {
  return (
    <label htmlFor={htmlFor} className={cn("font-medium text-control text-ink", className)} {...rest}>
      {children}
    </label>
  );
}
