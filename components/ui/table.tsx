import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/**
 * A real table that scrolls inside its own frame, so the page never scrolls sideways. The head stays on screen,
 * and so does the first column where the frame is narrower than the table.
 */
export function Table({
  caption,
  className,
  frameClassName,
  children,
  ...rest
}: ComponentProps<"table"> & {
  /** Says what the rows are; read aloud, not shown. */
  caption: string;
  frameClassName?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by key.
    <section aria-label={caption} tabIndex={0} className={cn("relative overflow-x-auto", frameClassName)}>
      <table className={cn("w-full border-separate border-spacing-0 text-control tabular-nums", className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
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
      aria-selected={selected || undefined}
      className={cn(
        "group/row relative",
        href && "hover:bg-hover has-[a[data-row-link]:focus-visible]:bg-hover",
        selected && "bg-accent-tint",
        failed && "[&>td:first-child]:shadow-[inset_2px_0_0_var(--color-bad)]",
        className,
      )}
      {...rest}
    />
  );
}

/** One cell. */
export function TableCell({
  align = "start",
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align"> & { align?: Align }) {
  return <td className={cn("h-9 border-b px-3 py-1.5", ALIGN[align], className)} {...rest} />;
}
