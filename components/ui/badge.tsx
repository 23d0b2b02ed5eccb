import type { ReactNode } from "react";
import { ROLE_TINT, type Role } from "@/components/role";
import { cn } from "@/components/ui/cn";

/** A short word on a tint. For what has a state, take `StatusBadge`, which adds the shape. */
export function Badge({
  role = "quiet",
  className,
  children,
}: {
  role?: Role;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-chip px-1.5 font-medium text-label",
        "[&_svg]:size-3.5 [&_svg]:shrink-0",
        ROLE_TINT[role],
        className,
      )}
    >
      {children}
    </span>
  );
}
