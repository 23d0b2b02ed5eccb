import type { ReactNode } from "react";

/** What the service can do now, in sentences; grows as one clicks. A sentence that is falsy is left out. */
export function SoFar({ sentences }: { sentences: readonly ReactNode[] }) {
  const said = sentences.filter(Boolean);
  return (
    <ul aria-live="polite" className="flex flex-col gap-2 text-control text-quiet">
      {said.map((sentence, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its place.
        <li key={place}>{sentence}</li>
      ))}
    </ul>
  );
}
