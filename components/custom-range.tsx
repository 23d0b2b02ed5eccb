"use client";

import { CalendarRange } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { hrefWith, type SearchParams } from "@/components/href";
import { dayText, fromInputText, inputText, minuteText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { segmentClass } from "@/components/ui/segmented-links";
import { useZone } from "@/components/zone-context";

/** The last segment of the range picker: any two ends, in the zone that is shown. */
export function CustomRange({
  path,
  params,
  since,
  until,
  current,
}: {
  path: string;
  params: SearchParams;
  /** ISO 8601; the ends to begin with. */
  since: string;
  until: string;
  current: boolean;
}) {
  const router = useRouter();
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [start, end] = [new Date(since), new Date(until)];

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = fromInputText(String(form.get("since")), zone);
    const to = fromInputText(String(form.get("until")), zone);
    if (!from || !to || from >= to) {
      setError("The start must lie before the end.");
      return;
    }
    setOpen(false);
    router.push(hrefWith(path, params, { range: null, since: from.toISOString(), until: to.toISOString() }));
  }
  return (
    <Popover
      label="Custom range"
      align="end"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setError(undefined);
      }}
      trigger={
        <button type="button" className={segmentClass(current)}>
          <CalendarRange aria-hidden />
          {current ? (
            <span className="tabular-nums">
              {dayText(start, zone)}, {minuteText(start, zone)} – {dayText(end, zone)}, {minuteText(end, zone)}
            </span>
          ) : (
            <span className="max-sm:sr-only">Custom</span>
          )}
        </button>
      }
    >
      <form onSubmit={apply} className="flex flex-col gap-3">
        <Field name="since" label="From" error={error}>
          {(control) => <Input {...control} type="datetime-local" required defaultValue={inputText(start, zone)} />}
        </Field>
        <Field name="until" label="To" help={`Times in ${zone}.`}>
          {(control) => <Input {...control} type="datetime-local" required defaultValue={inputText(end, zone)} />}
        </Field>
        <Button type="submit" variant="primary">
          Show this range
        </Button>
      </form>
    </Popover>
  );
}
