import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A bordered part of a page, with its own heading. */
export function Panel({
  title,
  description,
  actions,
  footer,
  padded = true,
  id,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  /** Small buttons or links at the right of the title. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** Off for what brings its own edges, such as a table. */
  padded?: boolean;
  id?: string;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <section id={id} className={cn("min-w-0 rounded-panel border bg-canvas", className)}>
      {(title || actions) && (
        <header className={cn("flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3", !padded && "border-b")}>
          <div className="min-w-0 flex-1">
            {title && <h2 className="font-semibold text-body">{title}</h2>}
            {description && <p className="max-w-prose text-control text-quiet">{description}</p>}
          </div>
          {actions && <div className="flex items-center gap-2">{actions}</div>}
        </header>
      )}
      {children !== undefined && (
        <div className={cn(padded && "px-4 pb-4", padded && !title && !actions && "pt-4")}>{children}</div>
      )}
      {footer && (
        <footer className="rounded-b-panel border-t bg-panel px-4 py-2.5 text-control text-quiet">{footer}</footer>
      )}
    </section>
  );
}
