import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { RowLink } from "@/components/ui/row-link";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Only where an index serves the order. `href` is where a click on the head leads. */
  sort?: { href: string; direction?: "ascending" | "descending" };
  /** Widths, and from which screen on the column is shown, such as `hidden lg:table-cell`. */
  className?: string;
};

/**
 * Rows of one kind, newest first. Renders on the server and inside islands alike. With `rowHref` the first column is
 * the link, and its area is the whole row; other controls in a cell need `relative z-1`. Below 640 px a row becomes
 * the two lines of `renderCompact`.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  failed,
  selected,
  renderCompact,
  empty,
  className,
}: {
  /** What the rows are; read aloud. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  /** Marks a row at its left edge. The row must say so in words too. */
  failed?: (row: Row) => boolean;
  selected?: (row: Row) => boolean;
  renderCompact?: (row: Row) => ReactNode;
  /** Stands in place of the rows when there are none. */
  empty?: ReactNode;
  className?: string;
}) {
  if (rows.length === 0 && empty) return empty;
  return (
    <>
      <Table
        caption={caption}
        stickyFirst={!rowHref && !renderCompact}
        frameClassName={cn(renderCompact && "max-sm:hidden", className)}
      >
        <TableHead>
          {columns.map((column) => (
            <TableHeader
              key={column.key}
              align={column.align}
              className={column.className}
              aria-sort={column.sort && (column.sort.direction ?? "none")}
            >
              {column.sort ? <SortLink sort={column.sort}>{column.head}</SortLink> : column.head}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={rowKey(row)} href={rowHref !== undefined} failed={failed?.(row)} selected={selected?.(row)}>
              {columns.map((column, place) => (
                <TableCell key={column.key} align={column.align} className={column.className}>
                  {place === 0 && rowHref ? (
                    <RowLink href={rowHref(row)}>{column.cell(row)}</RowLink>
                  ) : (
                    column.cell(row)
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
      {renderCompact && (
        <ul aria-label={caption} className={cn("sm:hidden", className)}>
          {rows.map((row) => (
            <li
              key={rowKey(row)}
              data-row=""
              className={cn(
                "relative border-b px-4 py-2.5 text-control",
                failed?.(row) && "shadow-[inset_2px_0_0_var(--color-bad)]",
                selected?.(row) && "bg-accent-tint",
              )}
            >
              {rowHref ? (
                <RowLink href={rowHref(row)} className="block font-normal hover:text-ink">
                  {renderCompact(row)}
                </RowLink>
              ) : (
                renderCompact(row)
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function SortLink({ sort, children }: { sort: NonNullable<Column<unknown>["sort"]>; children: ReactNode }) {
  const Icon = sort.direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <Link href={sort.href} scroll={false} className="inline-flex items-center gap-1 hover:text-ink">
      {children}
      <Icon aria-hidden className={cn("size-3", !sort.direction && "opacity-0 [a:hover>&]:opacity-60")} />
    </Link>
  );
}
