import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import { durationText } from "@/components/duration-text";
import { countText } from "@/components/number-text";
import { TONE_TEXT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { countryName } from "@/lib/domain/countries";
import { type DestinationVerdict, secondsForHundredThousand, type Verdict } from "@/lib/domain/readiness";

const LOOK = {
  ok: { icon: CircleCheck, tone: "good", word: "Fine" },
  warn: { icon: TriangleAlert, tone: "warn", word: "Warning" },
  blocked: { icon: OctagonX, tone: "bad", word: "Blocked" },
} as const satisfies Record<Verdict, unknown>;

/** Destination by destination: which kind of sender is used, whether that arrives, and how fast. */
export function ReachTable({
  destinations,
  framed = true,
}: {
  destinations: readonly DestinationVerdict[];
  /** Off inside a panel, which has a frame of its own. */
  framed?: boolean;
}) {
  return (
    <Table caption="Reach by destination" scroll="frame" frameClassName={framed ? "rounded-panel border" : undefined}>
      <TableHead>
        <TableHeader>Destination</TableHeader>
        <TableHeader>Sender used</TableHeader>
        <TableHeader>Verdict</TableHeader>
      </TableHead>
      <tbody className="[&_tr:last-child>td]:border-b-0">
        {destinations.map((destination) => {
          const { icon: Icon, tone, word } = LOOK[destination.verdict];
          return (
            <TableRow key={destination.country}>
              <TableCell className="whitespace-normal align-top font-medium">
                {countryName(destination.country)}
              </TableCell>
              <TableCell className="min-w-28 whitespace-normal align-top">
                {destination.senderType ?? "None"}
                {destination.segmentsPerSecond > 0 && (
                  <span className="block whitespace-nowrap text-label text-quiet">
                    {rateText(destination.segmentsPerSecond)} segments/s
                  </span>
                )}
              </TableCell>
              <TableCell className="min-w-56 whitespace-normal align-top">
                <span className="flex gap-2">
                  <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", TONE_TEXT[tone])} />
                  <span>
                    <span className="sr-only">{word}: </span>
                    {destination.sentence}
                    {destination.wouldBlockLive && (
                      <span className="text-quiet"> Sandbox delivers anyway, live would not.</span>
                    )}
                  </span>
                </span>
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}

/** "3", "0.5", "1,200" */
export const rateText = (mps: number): string =>
  mps < 10 && mps % 1 !== 0 ? mps.toFixed(1) : countText(Math.round(mps));

/**
 * What a pool does towards one country: "US: 3 segments/s, 100,000 one-part messages take about 9 h 16 min". Where the
 * simulator is faster than a carrier would be, both are said.
 */
export function rateSentence({
  country,
  segmentsPerSecond,
  liveSegmentsPerSecond,
}: Pick<DestinationVerdict, "country" | "segmentsPerSecond" | "liveSegmentsPerSecond">): string {
  const seconds = secondsForHundredThousand(segmentsPerSecond);
  if (seconds === undefined) return `${country}: nothing leaves yet.`;
  const live =
    liveSegmentsPerSecond === segmentsPerSecond
      ? ""
      : ` With a carrier it would be ${rateText(liveSegmentsPerSecond)}/s.`;
  return `${country}: ${rateText(segmentsPerSecond)} segments/s, 100,000 one-part messages take about ${durationText(seconds * 1_000)}.${live}`;
}
