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
            <Link href={entry.href} className="inline-flex min-h-6 items-center gap-1.5 hover:underline">
              <Named entry={entry} />
            </Link>
          ) : (
            <Named entry={entry} />
          )}
        </li>
      ))}
      {children}
    </ul>
  );
}

const Named = ({ entry: { label, text } }: { entry: LegendEntry }) => (
  <>
    {label}
    {text && <span className="text-quiet tabular-nums">{text}</span>}
  </>
);
