import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

export const segmentsClass = "inline-flex rounded-control border bg-panel p-0.5";

export function segmentClass(current: boolean): string {
  return cn(
    "inline-flex h-6.5 min-w-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-chip px-2 text-label",
    "transition-colors pointer-coarse:h-10 pointer-coarse:min-w-11 [&_svg]:size-4",
    current ? "bg-raised font-medium text-ink ring-1 ring-line" : "text-quiet hover:text-ink",
  );
}

/** A choice that lives in the address: range, grouping, table or chart. */
export function SegmentedLinks({
  label,
  options,
  children,
}: {
  label: string;
  options: readonly { href: string; label: ReactNode; current: boolean }[];
  /** A last segment that opens something. */
  children?: ReactNode;
}) {
  return (
    <nav aria-label={label} className={segmentsClass}>
      {options.map((option) => (
        <Link
          key={option.href}
          href={option.href}
          scroll={false}
          aria-current={option.current ? "true" : undefined}
          className={segmentClass(option.current)}
        >
          {option.label}
        </Link>
      ))}
      {children}
    </nav>
  );
}
