import { Check, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { SETUP_STEPS, type SetupStep, type StepState, stepNumber } from "@/lib/domain/service-setup";
import { DiscardSetup } from "./discard-setup";

const TITLE: Record<SetupStep, string> = {
  name: "Name and use",
  senders: "Senders",
  integration: "Replies and reports",
  compliance: "Ready to send?",
};

const SAYS: Record<StepState, string> = {
  done: "Done",
  current: "You are here",
  attention: "Needs attention",
  optional: "Optional",
  open: "Open",
  closed: "After step 1",
};

export type RailStep = { step: SetupStep; state: StepState; href: string };

/**
 * One step of the wizard: the four steps with their state, the step itself, and what the service can do so far. Below
 * 1,100 px the last comes under the step, below 900 px the steps lie above it.
 */
export function WizardFrame({
  current,
  rail,
  title,
  sentence,
  soFar,
  beside,
  discardId,
  children,
}: {
  current: SetupStep;
  rail: readonly RailStep[];
  title: string;
  sentence?: ReactNode;
  soFar?: ReactNode;
  /** Stands right of the step in place of "So far", and only where there is room beside it. */
  beside?: ReactNode;
  /** Id of the service while nobody could miss it. */
  discardId?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-x-8 gap-y-6 nav:grid-cols-[10.5rem_minmax(0,1fr)] lg:grid-cols-[10.5rem_minmax(0,1fr)_14rem] xl:gap-x-10 wide:grid-cols-[12rem_minmax(0,56rem)_18rem]">
      <Rail current={current} rail={rail}>
        {discardId && <DiscardSetup serviceId={discardId} />}
      </Rail>
      <div className="flex min-w-0 flex-col gap-6">
        <header>
          <p className="text-label text-quiet nav:hidden">
            Step {stepNumber(current)} of {SETUP_STEPS.length}
          </p>
          <h1 tabIndex={-1} className="font-semibold text-title">
            {title}
          </h1>
          {sentence && <p className="mt-1 max-w-prose text-body text-quiet">{sentence}</p>}
        </header>
        {children}
      </div>
      {soFar && (
        <aside aria-label="So far" className="min-w-0 nav:col-start-2 lg:col-start-3 lg:row-start-1">
          <div className="rounded-panel border bg-panel p-4 lg:sticky lg:top-18">
            <h2 className="mb-2 font-semibold text-control">So far</h2>
            {soFar}
          </div>
        </aside>
      )}
      {beside && <div className="min-w-0 max-lg:hidden lg:sticky lg:top-18 lg:self-start">{beside}</div>}
    </div>
  );
}

function Rail({ current, rail, children }: { current: SetupStep; rail: readonly RailStep[]; children: ReactNode }) {
  return (
    <nav aria-label="Steps" className="min-w-0 nav:sticky nav:top-18 nav:self-start">
      <ol className="flex gap-1 nav:flex-col">
        {rail.map(({ step, state, href }) => {
          const content = (
            <>
              <StepIcon state={state} number={stepNumber(step)} />
              <span className="min-w-0 max-nav:sr-only">
                <span className={cn("block text-control", step === current && "font-medium text-ink")}>
                  {TITLE[step]}
                </span>
                <span className={cn("block text-label", state === "attention" ? "text-warn" : "text-quiet")}>
                  {SAYS[state]}
                </span>
              </span>
            </>
          );
          const look = cn(
            "flex items-start gap-2.5 rounded-control p-2 text-quiet max-nav:justify-center",
            step === current && "bg-accent-tint",
          );
          return (
            <li key={step} className="max-nav:flex-1">
              {state === "closed" ? (
                <span className={look}>{content}</span>
              ) : (
                <Link
                  href={href}
                  aria-current={step === current ? "step" : undefined}
                  className={cn(look, step !== current && "hover:bg-hover hover:text-ink")}
                >
                  {content}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
      <div className="mt-3 max-nav:text-end">{children}</div>
    </nav>
  );
}

/** Each state has its own shape as well as its colour. */
function StepIcon({ state, number }: { state: StepState; number: number }) {
  const look = "flex size-5 shrink-0 items-center justify-center rounded-full text-label tabular-nums [&_svg]:size-3";
  switch (state) {
    case "done":
      return (
        <span aria-hidden className={cn(look, "bg-good-tint text-good")}>
          <Check strokeWidth={3} />
        </span>
      );
    case "attention":
      return (
        <span aria-hidden className={cn(look, "rounded-chip bg-warn-tint text-warn")}>
          <TriangleAlert strokeWidth={2.5} />
        </span>
      );
    case "current":
      return (
        <span aria-hidden className={cn(look, "bg-accent font-medium text-on-fill")}>
          {number}
        </span>
      );
    default:
      return (
        <span aria-hidden className={cn(look, "border border-input", state === "optional" && "border-dashed")}>
          {number}
        </span>
      );
  }
}
