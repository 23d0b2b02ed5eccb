"use client";

import * as ToggleGroup from "radix-ui/toggle-group";
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
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      // Pressing the chosen one again reports an empty value; one is always chosen.
      onValueChange={(next) => {
        if (next) onValueChange(next as Value);
      }}
      className={segmentsClass}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.ariaLabel}
          className={segmentClass(option.value === value)}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
