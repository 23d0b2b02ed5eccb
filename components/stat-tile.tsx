import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/sparkline";
import { TONE_TEXT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import type { Tone } from "@/lib/domain/message-status";

const ARROW = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight } as const;

/** One number and how it differs from the usual; a link to the rows that make it up. */
export function StatTile({
  label,
  value,
  href,
  change,
  note,
  spark,
}: {
  label: string;
  /** Written out: "12,431", "98.6 %", "28 of 29", "no messages". Words are set smaller than numbers. */
  value: string;
  /** Leave out where there are no rows to show. */
  href?: string;
  /** Against the same time before. `tone` says whether that is good, which the direction does not. */
  change?: { direction: keyof typeof ARROW; text: string; tone: Extract<Tone, "good" | "quiet" | "warn" | "bad"> };
  /** A quiet line when there is no change to tell. */
  note?: ReactNode;
  spark?: readonly number[];
}) {
  const Arrow = change && ARROW[change.direction];
  const isNumber = /^[\d–]/.test(value);
  const content = (
    <>
      <span className="text-label text-quiet">{label}</span>
      <span className={cn("font-semibold tabular-nums", isNumber ? "text-tile" : "py-1 text-lead")}>{value}</span>
      <span className="flex min-h-4 items-start gap-1 text-label text-quiet tabular-nums">
        {change && Arrow ? (
          <>
            <Arrow aria-hidden className={cn("mt-px size-3.5 shrink-0", TONE_TEXT[change.tone])} />
            <span className={TONE_TEXT[change.tone]}>{change.text}</span>
          </>
        ) : (
          note
        )}
      </span>
      {spark && <Sparkline values={spark} className="mt-2" />}
    </>
  );
  const look = "flex min-w-0 flex-col rounded-panel border bg-canvas px-4 py-3";
  if (!href) return <div className={look}>{content}</div>;
  return (
    <Link href={href} className={cn(look, "transition-colors hover:border-input")}>
      {content}
    </Link>
  );
}
