import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** The shared look of everything one types into. 16 px on touch, below which phones zoom the page. */
export const inputClass = cn(
  "w-full rounded-control border border-input bg-canvas px-3 text-control text-ink",
  "transition-colors hover:border-quiet focus-visible:border-accent focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:bg-panel disabled:text-quiet",
  "aria-invalid:border-bad aria-invalid:outline-bad",
  "pointer-coarse:text-lead",
);

/** One line of text. Put it in a `Field`, which names it and ties help and error to it. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(inputClass, "h-9 pointer-coarse:h-11", className)} {...rest} />;
}
