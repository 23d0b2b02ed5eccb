"use client";

import { useRouter } from "next/navigation";
import { remember } from "@/components/remember";
import { minuteText } from "@/components/time-text";
import { useNow } from "@/components/use-now";
import { ZONE_COOKIE } from "@/components/zone";
import { useZone } from "@/components/zone-context";

/** The clock of the bar. One click changes all times of the console between UTC and the zone of this browser. */
export function ZoneSwitch() {
  const router = useRouter();
  const zone = useZone();
  const now = useNow();
  function change() {
    const next = zone === "UTC" ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
    remember(ZONE_COOKIE, next);
    router.refresh();
  }
  return (
    <button
      type="button"
      onClick={change}
      title={zone === "UTC" ? "Show times in this browser's zone" : "Show times in UTC"}
      className="h-8 rounded-control px-2 text-label text-quiet tabular-nums transition-colors hover:bg-hover hover:text-ink"
    >
      {now ? `${minuteText(now, zone)} ` : ""}
      {zone}
    </button>
  );
}
