"use client";

import { type KeyboardEvent, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";

export type CodeSample = { label: string; code: string };

/**
 * The same act in several languages, ready to be pasted.
 * @source WAI-ARIA Authoring Practices, tabs with automatic activation
 */
export function CodeTabs({ samples, label }: { samples: readonly CodeSample[]; label: string }) {
  const id = useId();
  const [place, setPlace] = useState(0);
  const last = samples.length - 1;
  const shown = samples[Math.min(place, last)];

  function onKeyDown(event: KeyboardEvent) {
    const next = {
      ArrowRight: place === last ? 0 : place + 1,
      ArrowLeft: place === 0 ? last : place - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  }
  return (
    <div className="min-w-0 rounded-panel border">
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className="flex gap-4 overflow-x-auto border-b px-3">
        {samples.map((sample, at) => (
          <button
            key={sample.label}
            type="button"
            role="tab"
            id={`${id}-tab-${at}`}
            aria-selected={at === place}
            aria-controls={`${id}-panel`}
            tabIndex={at === place ? 0 : -1}
            onClick={() => setPlace(at)}
            className={cn(
              "h-9 border-transparent border-b-2 text-control text-quiet hover:text-ink pointer-coarse:h-11",
              "focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:text-ink",
            )}
          >
            {sample.label}
          </button>
        ))}
      </div>
      {shown && (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${place}`}>
          <CodeBlock code={shown.code} label={`${shown.label} sample`} className="rounded-t-none border-0" />
        </div>
      )}
    </div>
  );
}
