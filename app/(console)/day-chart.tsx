import { hrefWith } from "@/components/href";
import { countText } from "@/components/number-text";
import { type BarSeries, type Bucket, StackedBars } from "@/components/stacked-bars";
import { dayText, minuteText } from "@/components/time-text";
import { totalOf } from "@/lib/domain/insights";
import type { StatusGroup } from "@/lib/domain/message-status";
import type { InsightsOverview } from "@/lib/operations/insights";

const SERIES: readonly BarSeries<StatusGroup>[] = [
  { key: "delivered", label: "Delivered", fill: "delivered" },
  { key: "sent", label: "Sent, no receipt yet", fill: "sent" },
  { key: "waiting", label: "Waiting", fill: "waiting" },
  { key: "undelivered", label: "Undelivered", fill: "undelivered" },
  { key: "failed", label: "Failed", fill: "failed" },
];

/** The last 24 hours by quarter of an hour, over the same hours last week. Each bar leads to its messages. */
export function DayChart({ overview, zone }: { overview: InsightsOverview; zone: string }) {
  const { buckets, ghost, outgoing, outgoingBefore } = overview;
  const total = totalOf(outgoing);
  const before = totalOf(outgoingBefore);
  const summary = `${countText(total)} messages${ghost ? `; ${countText(before)} in the same hours last week` : ""}.`;
  return (
    <StackedBars
      question="What was sent in the last 24 hours?"
      summary={summary}
      series={SERIES}
      before={ghost}
      buckets={buckets.map(
        ({ since, until, bars, settling }): Bucket<StatusGroup> => ({
          label: minuteText(since, zone),
          title: `${dayText(since, zone)}, ${minuteText(since, zone)}–${minuteText(until, zone)}`,
          values: bars,
          settling,
          href: hrefWith(
            "/logs/messages",
            {},
            { range: "custom", direction: "outgoing", since: since.toISOString(), until: until.toISOString() },
          ),
        }),
      )}
    />
  );
}
