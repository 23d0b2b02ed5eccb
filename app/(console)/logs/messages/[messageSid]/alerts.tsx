import { Time } from "@/components/time";
import { TONE_TINT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import { explain } from "@/lib/domain/errors";
import type { View } from "./view";

/** What is wrong with the endpoint that was told of the message, or with what it answered, and what to do. */
export function Alerts({ alerts }: { alerts: View["story"]["alerts"] }) {
  return (
    <section aria-label="Alerts" className={cn("rounded-panel px-4 py-3", TONE_TINT.warn)}>
      <ul className="flex flex-col gap-3">
        {alerts.map(({ key, at, code, url, about }) => (
          <Alert key={key} at={at} code={code} url={url} about={about} />
        ))}
      </ul>
    </section>
  );
}

function Alert({ at, code, url, about }: Omit<View["story"]["alerts"][number], "key">) {
  const { name, cause, remedy } = explain(code);
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
