import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { TONE_TEXT } from "@/components/tone";
import { cn } from "@/components/ui/cn";

export type Verdict = {
  /** Unique in the list. */
  key: string;
  verdict: "ok" | "warn" | "block";
  /** What it is about, such as a country. */
  subject?: ReactNode;
  sentence: ReactNode;
  /** The error code it would fail with. */
  code?: number;
  /** A quieter second sentence, such as what sandbox changes. */
  note?: ReactNode;
  /** The buttons that fix it. */
  action?: ReactNode;
};

const LOOK = {
  ok: { icon: CircleCheck, tone: "good", word: "Fine" },
  warn: { icon: TriangleAlert, tone: "warn", word: "Warning" },
  block: { icon: OctagonX, tone: "bad", word: "Blocked" },
} as const;

/** What stands in the way and what does not, each with its fix. Give the worst first; put it in a `Panel` without padding. */
export function Verdicts({ items, label }: { items: readonly Verdict[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y">
      {items.map((item) => {
        const { icon: Icon, tone, word } = LOOK[item.verdict];
        return (
          <li key={item.key} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-2.5">
            <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", TONE_TEXT[tone])} />
            <div className="min-w-0 flex-1 basis-60 text-control">
              <p>
                <span className="sr-only">{word}: </span>
                {item.subject && <span className="font-medium">{item.subject} </span>}
                {item.sentence}
                {item.code !== undefined && (
                  <span className="ml-1.5 whitespace-nowrap font-mono text-label text-quiet">({item.code})</span>
                )}
              </p>
              {item.note && <p className="mt-0.5 text-quiet">{item.note}</p>}
            </div>
            {item.action && <div className="flex flex-wrap gap-2">{item.action}</div>}
          </li>
        );
      })}
    </ul>
  );
}
