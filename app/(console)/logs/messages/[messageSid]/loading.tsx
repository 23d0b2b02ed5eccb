import { Skeleton } from "@/components/ui/skeleton";

/** The message page's outline: verdict, steps, text. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading the message" className="flex flex-col gap-5">
      <Skeleton className="h-5 w-24" />
      <Skeleton className="h-7 w-96 max-w-full" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-96 rounded-panel" />
        <Skeleton className="h-40 rounded-panel" />
      </div>
    </div>
  );
}
