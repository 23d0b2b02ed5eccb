"use client";

import * as Tabs from "radix-ui/tabs";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";

export type CodeSample = { label: string; code: string };

/** The same act in several languages, ready to be pasted. */
export function CodeTabs({ samples, label }: { samples: readonly CodeSample[]; label: string }) {
  return (
    <Tabs.Root defaultValue={samples[0]?.label} className="min-w-0 rounded-panel border">
      <Tabs.List aria-label={label} className="flex gap-4 overflow-x-auto border-b px-3">
        {samples.map((sample) => (
          <Tabs.Trigger
            key={sample.label}
            value={sample.label}
            className={cn(
              "h-9 border-transparent border-b-2 text-control text-quiet hover:text-ink pointer-coarse:h-11",
              "focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink",
            )}
          >
            {sample.label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {samples.map((sample) => (
        <Tabs.Content key={sample.label} value={sample.label} tabIndex={-1}>
          <CodeBlock code={sample.code} label={`${sample.label} sample`} className="rounded-t-none border-0" />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
