import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import { TONE_TEXT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { countryName } from "@/lib/domain/countries";
import type { DestinationVerdict, Verdict } from "@/lib/domain/readiness";
import { rateText } from "./rate-text";

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
  const frame = framed ? "rounded-panel border" : "";
  return (
    <>
      <Table caption="Reach by destination" scroll="frame" frameClassName={cn("max-sm:hidden", frame)}>
        <TableHead>
          <TableHeader>Destination</TableHeader>
          <TableHeader>Sender used</TableHeader>
          <TableHeader>Verdict</TableHeader>
        </TableHead>
        <tbody className="[&_tr:last-child>td]:border-b-0">
          {destinations.map((destination) => (
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
                <Judgement destination={destination} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      <ul aria-label="Reach by destination" className={cn("divide-y sm:hidden", frame)}>
        {destinations.map((destination) => (
          <li key={destination.country} className="flex flex-col gap-1 px-4 py-2.5 text-control">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{countryName(destination.country)}</span>
              <span className="text-label text-quiet">
                {destination.senderType ?? "No sender"}
                {destination.segmentsPerSecond > 0 && ` · ${rateText(destination.segmentsPerSecond)} segments/s`}
              </span>
            </span>
            <Judgement destination={destination} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Judgement({ destination: { verdict, sentence, wouldBlockLive } }: { destination: DestinationVerdict }) {
  const { icon: Icon, tone, word } = LOOK[verdict];
  return (
    <span className="flex gap-2">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", TONE_TEXT[tone])} />
      <span>
        <span className="sr-only">{word}: </span>
        {sentence}
        {wouldBlockLive && <span className="text-quiet"> Sandbox delivers anyway, live would not.</span>}
      </span>
    </span>
  );
}
