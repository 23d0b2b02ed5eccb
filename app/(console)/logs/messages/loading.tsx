import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The log's outline: filters, then rows. */
export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-7 w-36" />
      <Skeleton className="h-8 w-full max-w-xl" />
      <div className="mt-10 overflow-clip rounded-panel border">
        <SkeletonRows rows={15} columns={7} label="Loading messages" />
      </div>
    </div>
  );
}
