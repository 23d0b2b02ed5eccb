import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { inputClass } from "@/components/ui/input";

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** The platform's own select in our clothes: a wheel on phones, type-ahead everywhere, and no script. */
export function Select({
  options,
  className,
  ...rest
}: Omit<ComponentProps<"select">, "children" | "multiple"> & { options: readonly SelectOption[] }) {
  return (
    <span className={cn("relative block", className)}>
      <select className={cn(inputClass, "h-9 appearance-none pr-8 pointer-coarse:h-11")} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 size-4 text-quiet"
      />
    </span>
  );
}
