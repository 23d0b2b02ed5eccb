import type { ReactNode } from "react";
import { segmentClass, segmentsClass } from "@/components/ui/segmented-links";

/** One of two to five, with effect at once. What changes the address is `SegmentedLinks`. */
export function Segmented<Value extends string>({
  label,
  value,
  onValueChange,
  options,
}: {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; ariaLabel?: string }[];
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; this acts at once.
    <div role="group" aria-label={label} className={segmentsClass}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-label={option.ariaLabel}
          aria-pressed={option.value === value}
          onClick={() => onValueChange(option.value)}
          className={segmentClass(option.value === value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
