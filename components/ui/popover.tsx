"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Floating } from "@/components/ui/floating";
import type { Align } from "@/components/ui/place";

/** A small form or explanation beside its button. */
export function Popover({
  trigger,
  label,
  align = "start",
  open,
  onOpenChange,
  className,
  children,
}: {
  /** One button. */
  trigger: ReactNode;
  /** Names the dialog for screen readers. */
  label: string;
  align?: Align;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Floating
      role="dialog"
      trigger={trigger}
      label={label}
      align={align}
      open={open}
      onOpenChange={onOpenChange}
      className={cn("w-72 max-w-[calc(100vw-1rem)] p-3", className)}
    >
      {children}
    </Floating>
  );
}
