"use client";

import { type ReactNode, useState } from "react";
import { type Verdict as Line, Verdicts } from "@/components/verdicts";
import type { Finding, Verdict } from "@/lib/domain/readiness";
import { FixButton, type FixPlace } from "./fix-button";

export type ListedFinding = Finding & { readonly key: string; readonly subject?: ReactNode };

const SHOWN: Record<Verdict, Line["verdict"]> = { ok: "ok", warn: "warn", blocked: "block" };

/** Buttons beside a finding; the rest of its fixes would only make the first harder to find. */
const FIXES_MAX = 4;

/** Findings with the buttons that put them right; one that is kept as it is counts as fine until the page is left. */
export function Findings({
  label,
  findings,
  place,
}: {
  label: string;
  findings: readonly ListedFinding[];
  place: FixPlace;
}) {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  return (
    <Verdicts
      label={label}
      items={findings.map(({ key, subject, verdict, sentence, code, note, fixes }) => {
        const isKept = kept.has(key);
        return {
          key,
          subject,
          verdict: isKept ? "ok" : SHOWN[verdict],
          sentence: isKept ? `${sentence} Kept as it is.` : sentence,
          // The sentences of the brief name their code.
          ...(code !== undefined && !sentence.includes(String(code)) ? { code } : {}),
          note,
          action:
            fixes.length > 0 && !isKept
              ? fixes
                  .slice(0, FIXES_MAX)
                  .map((fix) => (
                    <FixButton
                      key={fix.label}
                      fix={fix}
                      place={place}
                      onKeep={() => setKept(new Set([...kept, key]))}
                    />
                  ))
              : undefined,
        };
      })}
    />
  );
}
