"use client";

import { countText } from "@/components/number-text";
import { StackedBars } from "@/components/stacked-bars";
import { dayText, minuteText } from "@/components/time-text";
import { useZone } from "@/components/zone-context";
import { NOT_CANCELED } from "@/lib/domain/message-filter";
import { STATUS_GROUPS, type StatusGroup } from "@/lib/domain/message-status";
import { logHref } from "./log-href";
import type { View } from "./view";

const LABELS: Record<StatusGroup, string> = {
  delivered: "Delivered",
  sent: "Sent",
  waiting: "Waiting",
  undelivered: "Undelivered",
  failed: "Failed",
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What became of the messages of each moment; a click opens them, drawing narrows the range. */
export function StatusChart({ view, path }: { view: View; path: string }) {
  const zone = useZone();
  const { buckets, ghost, bucketMs } = view;
  const byDay = bucketMs >= DAY_MS;
  // Over days the hour of a mark says nothing.
  const labelOf = (at: string) => (bucketMs >= HOUR_MS ? dayText(new Date(at), zone) : minuteText(new Date(at), zone));
  const titleOf = ({ since, until }: View["buckets"][number]) => {
    const [from, to] = [new Date(since), new Date(until)];
    return byDay ? dayText(from, zone) : `${dayText(from, zone)}, ${minuteText(from, zone)}–${minuteText(to, zone)}`;
  };
  const totals = buckets.map(({ bars }) => Object.values(bars).reduce((sum, count) => sum + count, 0));
  const most = Math.max(0, ...totals);
  const busiest = buckets[totals.indexOf(most)];
  return (
    <StackedBars<StatusGroup>
      question="What became of them, and when?"
      summary={
        busiest && most > 0
          ? `${countText(totals.reduce((sum, count) => sum + count, 0))} by the time they were created; most on ${titleOf(busiest)}: ${countText(most)}.`
          : "No outgoing messages in this range."
      }
      series={(Object.keys(STATUS_GROUPS) as StatusGroup[]).map((key) => ({
        key,
        label: LABELS[key],
        fill: key,
        href: logHref(view, { directions: ["outgoing"], statuses: STATUS_GROUPS[key] }),
      }))}
      buckets={buckets.map((bucket) => ({
        label: labelOf(bucket.since),
        title: titleOf(bucket),
        values: bucket.bars,
        settling: bucket.settling,
        href: logHref(bucket, { directions: ["outgoing"], statuses: NOT_CANCELED }),
      }))}
      {...(ghost && { before: ghost })}
      brush={{ path, query: "", edges: [...buckets.map(({ since }) => since), view.until] }}
    />
  );
}
