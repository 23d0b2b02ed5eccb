import type { ReactNode } from "react";
import { TONE_TINT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import type { Tone } from "@/lib/domain/message-status";

/** A short word on a tint. For what has a state, take `StatusBadge`, which adds the shape. */
export function Badge({
  tone = "quiet",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-chip px-1.5 font-medium text-label",
        "[&_svg]:size-3.5 [&_svg]:shrink-0",
        TONE_TINT[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
