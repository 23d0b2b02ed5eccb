import { Skeleton } from "@/components/ui/skeleton";

const TILES = ["messages", "delivered", "ok", "errors", "in-flight"];

/** The overview's outline: sentence, tiles, chart. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading Insights" className="flex flex-col gap-6">
      <Skeleton className="h-7 w-32" />
      <Skeleton className="h-6 w-2/3" />
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5">
        {TILES.map((tile) => (
          <Skeleton key={tile} className="h-32 rounded-panel" />
        ))}
      </div>
      <Skeleton className="h-72 rounded-panel" />
    </div>
  );
}
