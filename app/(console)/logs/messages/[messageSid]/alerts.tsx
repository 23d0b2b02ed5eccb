import { Time } from "@/components/time";
import { TONE_TINT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import type { Explanation } from "@/lib/domain/errors";
import { reasonIn, type View } from "./view";

/** What is wrong with the endpoint that was told of the message, or with what it answered, and what to do. */
export function Alerts({ view }: { view: View }) {
  return (
    <section aria-label="Alerts" className={cn("rounded-panel px-4 py-3", TONE_TINT.warn)}>
      <ul className="flex flex-col gap-3">
        {view.story.alerts.map(({ key, ...alert }) => (
          <Alert key={key} {...alert} reason={reasonIn(view, alert.code)} />
        ))}
      </ul>
    </section>
  );
}

type AlertProps = Omit<View["story"]["alerts"][number], "key"> & { reason: Explanation };

function Alert({ at, code, url, about, reason: { name, cause, remedy } }: AlertProps) {
  return (
    <li className="min-w-0 text-control text-ink">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">
          {name} ({code})
        </span>
        <Time at={at} show="clock" className="text-label" />
      </p>
      <p className="max-w-prose">
        {cause} {remedy}
      </p>
      <p className="break-all font-mono text-label">{[about, url].filter((part) => part !== "").join(" · ")}</p>
    </li>
  );
}
