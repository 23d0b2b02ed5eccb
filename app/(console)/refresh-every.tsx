"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { LiveDot } from "@/components/live-dot";
import { Time } from "@/components/time";
import { useNow } from "@/components/use-now";

/** Older than this it says how old it is. */
const STALE_MS = 15_000;

/** Asks the server for the page again while it is looked at, and says how old what is shown is. */
export function RefreshEvery({ ms, asOf }: { ms: number; asOf: Date }) {
  const router = useRouter();
  const now = useNow();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, ms);
    return () => clearInterval(timer);
  }, [ms, router]);
  const stale = now !== undefined && now.getTime() - asOf.getTime() > STALE_MS;
  return <LiveDot state={stale ? "stale" : "live"} asOf={<Time at={asOf} show="clock" />} />;
}
