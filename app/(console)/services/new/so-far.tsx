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

/** "the United States, Canada and Germany" without its articles: names are read as a list. */
export const listText = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
