import type { ReactNode } from "react";
import { type ChartFill, paint } from "@/components/chart-fill";
import { Link } from "@/components/ui/link";

export type LegendEntry = {
  key: string;
  label: ReactNode;
  fill: ChartFill;
  /** The series' number over the whole range. */
  text?: string;
  /** The rows behind it. */
  href?: string;
};

/** Names the series. `chart` is the id whose patterns it shares. */
export function ChartLegend({
  chart,
  entries,
  children,
}: {
  chart: string;
  entries: readonly LegendEntry[];
  /** Further keys, such as the line of last week. */
  children?: ReactNode;
}) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-label">
      {entries.map((entry) => (
        <li key={entry.key} className="flex items-center gap-1.5">
          <svg aria-hidden="true" className="size-2.5 overflow-hidden rounded-[2px]">
            <rect width="10" height="10" {...paint(entry.fill, chart)} />
          </svg>
          {entry.href ? (
            <Link href={entry.href} className="hover:underline">
              {entry.label}
            </Link>
          ) : (
            entry.label
          )}
          {entry.text && <span className="text-quiet tabular-nums">{entry.text}</span>}
        </li>
      ))}
      {children}
    </ul>
  );
}
