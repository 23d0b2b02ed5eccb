import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TableFrame } from "@/components/ui/table-frame";

/**
 * A real table that scrolls inside its own frame, so the page never scrolls sideways. Its head stays in sight: under
 * the top bar where the page scrolls, at the top of the frame where that does.
 */
export function Table({
  caption,
  scroll = "page",
  stickyFirst = false,
  className,
  frameClassName,
  children,
  ...rest
}: ComponentProps<"table"> & {
  /** Says what the rows are; read aloud, not shown. */
  caption: string;
  /** `frame`: the frame has a height of its own, given in `frameClassName`, and scrolls both ways. */
  scroll?: "page" | "frame";
  /** Keeps the first column in sight while the rest scrolls sideways; not together with a `RowLink`. */
  stickyFirst?: boolean;
  frameClassName?: string;
  children: ReactNode;
}) {
  return (
    <TableFrame
      aria-label={caption}
      className={cn(
        "group/table relative overflow-x-auto",
        scroll === "page" ? "page-scrolls data-fits:overflow-visible" : "overflow-y-auto",
        stickyFirst &&
          "[&_:is(td,th):first-child]:sticky [&_:is(td,th):first-child]:left-0 [&_:is(td,th):first-child]:z-3 [&_:is(td,th):first-child]:bg-canvas",
        frameClassName,
      )}
    >
      <table className={cn("w-full border-separate border-spacing-0 text-control tabular-nums", className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </TableFrame>
  );
}

/** The row of column heads. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  );
}

type Align = "start" | "end";
const ALIGN: Record<Align, string> = { start: "text-start", end: "text-end" };

/** The head of one column. */
export function TableHeader({
  align = "start",
  className,
  ...rest
}: Omit<ComponentProps<"th">, "align"> & { align?: Align }) {
  return (
    <th
      scope="col"
      className={cn(
        "sticky top-0 z-2 h-8 whitespace-nowrap border-b bg-canvas px-3 font-medium text-label text-quiet",
        "first:rounded-tl-panel first:pl-4 last:rounded-tr-panel last:pr-4 group-[.page-scrolls[data-fits]]/table:top-12",
        ALIGN[align],
        className,
      )}
      {...rest}
    />
  );
}

/** One row, 36 px high; `data-row` is what the keys `j` and `k` walk along. */
export function TableRow({
  href = false,
  failed = false,
  selected = false,
  className,
  ...rest
}: ComponentProps<"tr"> & {
  /** A cell of the row holds a `RowLink`, so the whole row answers to the pointer. */
  href?: boolean;
  /** A rule at the left edge; the row must also say it with an icon and a word. */
  failed?: boolean;
  selected?: boolean;
}) {
  return (
    <tr
      data-row=""
      data-selected={selected || undefined}
      className={cn(
        "relative",
        href && "hover:bg-hover has-[a[data-row-link]:focus-visible]:bg-hover",
        selected && "bg-accent-tint",
        failed && "[&>td:first-child]:shadow-[inset_2px_0_0_var(--color-bad)]",
        className,
      )}
      {...rest}
    />
  );
}

/** One cell, on one line: rows are 36 px. Long text wants `max-w-… truncate`, prose `whitespace-normal`. */
export function TableCell({
  align = "start",
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align"> & { align?: Align }) {
  return (
    <td
      className={cn("h-9 whitespace-nowrap border-b px-3 py-1 first:pl-4 last:pr-4", ALIGN[align], className)}
      {...rest}
    />
  );
}
