import { type ReactNode, useId } from "react";
import { type ChartFill, ChartPatterns, FILL_CLASS, paint } from "@/components/chart-fill";
import { countText } from "@/components/number-text";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

export type RankedRow = {
  key: string;
  label: ReactNode;
  /** The rows behind it; leave out where no filter finds just these, as for "Other". */
  href?: string;
  value: number;
  /** What the bar is made of, from the left; the whole bar in one fill without. Their values add up to `value`. */
  parts?: readonly { fill: ChartFill; value: number }[];
  /** Further cells, one a name in `columns`. */
  cells?: readonly ReactNode[];
};

/** The greatest first, as bars in a table: the picture and its numbers in one. Give ten and an "Other". */
export function RankedBars({
  question,
  summary,
  labelHead,
  valueHead = "Messages",
  columns = [],
  rows,
  empty,
  actions,
}: {
  question: string;
  summary?: ReactNode;
  /** What the rows are: "Sender", "Country". */
  labelHead: string;
  valueHead?: string;
  columns?: readonly { key: string; head: ReactNode }[];
  rows: readonly RankedRow[];
  empty?: ReactNode;
  actions?: ReactNode;
}) {
  const chart = useId();
  // A rest without rows behind it is no rank: it has no bar, and does not press the others down.
  const greatest = Math.max(1, ...rows.map((row) => (row.href ? row.value : 0)));
  return (
    <Panel title={question} description={summary} actions={actions} padded={false}>
      {rows.length === 0 && empty ? (
        empty
      ) : (
        <Table caption={question} scroll="frame" frameClassName="rounded-b-panel">
          <TableHead>
            <TableHeader>{labelHead}</TableHeader>
            <TableHeader className="max-sm:hidden">
              <span className="sr-only">Share</span>
            </TableHeader>
            <TableHeader align="end">{valueHead}</TableHeader>
            {columns.map((column) => (
              <TableHeader key={column.key} align="end">
                {column.head}
              </TableHeader>
            ))}
          </TableHead>
          <tbody>
            {rows.map((row, place) => (
              <TableRow key={row.key} className="last:[&>td]:border-b-0">
                <TableCell className="max-w-56 truncate">
                  <Behind href={row.href}>{row.label}</Behind>
                </TableCell>
                <TableCell className="w-2/5 min-w-24 max-sm:hidden">
                  {row.href && (
                    <svg aria-hidden="true" className="block h-3 w-full">
                      <ChartPatterns chart={`${chart}${place}`} />
                      {row.parts ? (
                        <Parts parts={row.parts} greatest={greatest} chart={`${chart}${place}`} />
                      ) : (
                        <rect
                          width={`${(row.value / greatest) * 100}%`}
                          height="12"
                          rx="2"
                          className={FILL_CLASS.sent}
                        />
                      )}
                    </svg>
                  )}
                </TableCell>
                <TableCell align="end">
                  <Behind href={row.href}>{countText(row.value)}</Behind>
                </TableCell>
                {columns.map((column, at) => (
                  <TableCell key={column.key} align="end">
                    {row.cells?.[at]}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Behind({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} className="hover:text-accent hover:underline">
      {children}
    </Link>
  );
}

function Parts({
  parts,
  greatest,
  chart,
}: {
  parts: NonNullable<RankedRow["parts"]>;
  greatest: number;
  chart: string;
}) {
  let before = 0;
  return parts.map((part) => {
    const x = (before / greatest) * 100;
    before += part.value;
    return (
      <rect
        key={part.fill}
        x={`${x}%`}
        width={`${(part.value / greatest) * 100}%`}
        height="12"
        {...paint(part.fill, chart)}
      />
    );
  });
}
