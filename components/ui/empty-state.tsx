import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** What will appear here, and the one action that makes it appear. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  /** One or two sentences. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex flex-col items-center gap-1 px-6 py-12 text-center", className)}>
      {icon && <div className="mb-2 text-quiet [&_svg]:size-5">{icon}</div>}
      <p className="font-medium text-body">{title}</p>
      {children && <div className="max-w-[52ch] text-control text-quiet">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
