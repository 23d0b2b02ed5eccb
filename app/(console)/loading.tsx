import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The outline of a list page, which most are. */
export default function Loading() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-5 w-80 max-w-full" />
      </div>
      <SkeletonRows rows={8} columns={5} label="Loading" />
    </div>
  );
}
