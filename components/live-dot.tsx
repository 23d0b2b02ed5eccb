import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** How old what is shown is: `live`, `stale` when older than 15 s, `lost` when the connection is gone. */
export function LiveDot({ state, asOf }: { state: "live" | "stale" | "lost"; asOf?: ReactNode }) {
  return (
    <span role="status" className="inline-flex items-center gap-1.5 whitespace-nowrap text-label text-quiet">
      <span
        aria-hidden
        className={cn(
          "size-2 rounded-full",
          state === "live" && "bg-good",
          state === "stale" && "border-2 border-warn",
          state === "lost" && "rounded-[2px] bg-bad",
        )}
      />
      {state === "live" && "Live"}
      {state === "stale" && <>as of {asOf}</>}
      {state === "lost" && <>Connection lost{asOf && <>, as of {asOf}</>}</>}
    </span>
  );
}
