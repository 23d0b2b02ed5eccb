import { cn } from "@/components/ui/cn";

/** A grey stand-in of the true size. It shows after 150 ms, so a quick answer never flashes it. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-4 animate-appear-late rounded-chip bg-quiet-tint", className)} />;
}

const WIDTHS = ["w-24", "w-36", "w-20", "w-28", "w-16", "w-32"] as const;

/** The layout of a table to come: the same rows, 36 px each, so nothing moves when the data arrives. */
export function SkeletonRows({ rows = 10, columns = 5, label }: { rows?: number; columns?: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={row} className="flex h-9 items-center gap-6 border-b px-3">
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <Skeleton key={column} className={cn("h-3", WIDTHS[(row + column) % WIDTHS.length])} />
          ))}
        </div>
      ))}
    </div>
  );
}
