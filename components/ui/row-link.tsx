import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

/**
 * The link of a row: its area is the whole row, its text the cell it stands in. What else in the row can be clicked
 * needs `relative z-1` to lie above it.
 */
export function RowLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      data-row-link=""
      className={cn(
        "scroll-mt-24 font-medium text-ink after:absolute after:inset-0 hover:text-accent focus-visible:outline-none",
        "focus-visible:after:rounded-chip focus-visible:after:outline-2 focus-visible:after:-outline-offset-2",
        "focus-visible:after:outline-accent focus-visible:after:outline-solid",
        className,
      )}
      {...rest}
    />
  );
}
