import type { ReactNode } from "react";

/** What was said, as pairs; what was not is left out. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2.5 text-control sm:grid-cols-[minmax(8rem,auto)_1fr] [&>dt]:text-quiet">
      {facts.map(([label, value]) =>
        value === null || value === undefined || value === "" ? null : (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className="min-w-0 max-w-prose break-words">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
