import type { ReactNode } from "react";
import { durationText } from "@/components/duration-text";
import { STATUS, type Status } from "@/components/status";
import { StatusIcon } from "@/components/status-icon";
import { Time } from "@/components/time";
import { TONE_TEXT } from "@/components/tone";
import { cn } from "@/components/ui/cn";

export type Step = {
  /** Unique in the ladder. */
  key: string;
  /** Accepted, Sender chosen, Queued, Sent, Delivered … */
  name: ReactNode;
  /** Gives shape and colour. */
  status: Status;
  /** ISO 8601; null for a step that is still to come. */
  at: string | Date | null;
  /** Who held the message until this step, and other facts in a line. */
  note?: ReactNode;
  /** The usual gap before this step, ms. */
  usuallyMs?: number;
};

/** A fact that changed nothing: a late or repeated receipt, and why it did not count. */
export type Aside = { key: string; at: string | Date; text: ReactNode };

const msOf = (at: string | Date) => (typeof at === "string" ? Date.parse(at) : at.getTime());

/** The way of a message, step by step: absolute times to the millisecond, and each gap as a bar in proportion. */
export function StepsLadder({ steps, asides = [] }: { steps: readonly Step[]; asides?: readonly Aside[] }) {
  const gaps = steps.map((step, place) => {
    const previous = steps[place - 1]?.at;
    return step.at !== null && previous ? msOf(step.at) - msOf(previous) : undefined;
  });
  const longest = Math.max(1, ...gaps.map((gap) => gap ?? 0));
  return (
    <>
      <ol>
        {steps.map((step, place) => {
          const look = STATUS[step.status];
          const gap = gaps[place];
          const last = place === steps.length - 1;
          return (
            <li key={step.key} className="grid grid-cols-[1rem_1fr_auto] gap-x-3">
              <div className="flex flex-col items-center">
                <span className={cn("flex h-5 items-center", step.at ? TONE_TEXT[look.tone] : "text-quiet")}>
                  <StatusIcon shape={step.at ? look.shape : "ring"} className="size-4" />
                </span>
                {!last && <span className={cn("w-px flex-1", steps[place + 1]?.at ? "bg-input" : "bg-line")} />}
              </div>
              <div className={cn("min-w-0 text-control", !last && "pb-4")}>
                <p className={cn("font-medium", !step.at && "text-quiet")}>{step.name}</p>
                {step.note && <p className="max-w-prose text-quiet">{step.note}</p>}
              </div>
              <div className={cn("flex w-28 flex-col items-end text-label tabular-nums sm:w-40", !last && "pb-4")}>
                {step.at ? (
                  <Time at={step.at} show="precise" className="font-mono leading-5" />
                ) : (
                  <span className="text-quiet leading-5">not yet</span>
                )}
                {gap !== undefined && (
                  <>
                    <svg aria-hidden="true" className="my-0.5 h-1 w-full">
                      <rect width="100%" height="4" rx="1" className="fill-quiet-tint" />
                      <rect width={`${(gap / longest) * 100}%`} height="4" rx="1" className="fill-chart-sent" />
                    </svg>
                    <span className="text-quiet">+ {durationText(Math.max(gap, 0))}</span>
                    {step.usuallyMs !== undefined && (
                      <span className="text-quiet">usually {durationText(step.usuallyMs)}</span>
                    )}
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {asides.length > 0 && (
        <ul aria-label="What changed nothing" className="mt-4 flex flex-col gap-1 border-t pt-3 text-label text-quiet">
          {asides.map((aside) => (
            <li key={aside.key} className="flex gap-3">
              <Time at={aside.at} show="precise" className="font-mono" />
              <span>{aside.text}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
