"use client";

import { useState, useTransition } from "react";
import { countText } from "@/components/number-text";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { formatNumber } from "@/lib/domain/phone-number";
import type { PastedNumbers } from "@/lib/operations/pickable-numbers";
import { previewPasteAction } from "../../actions";
import type { Chosen } from "../../parts/owned-picker";

/** Numbers or PN… SIDs as they come out of a sheet or a script: read, looked up, and told apart before anything joins. */
export function PasteList({ serviceId, onChosen }: { serviceId: string; onChosen: (chosen: Chosen) => void }) {
  const [text, setText] = useState("");
  const [preview, setPreview] = useState<PastedNumbers>();
  const [refusal, setRefusal] = useState<string>();
  const [pending, start] = useTransition();

  function look() {
    start(async () => {
      const result = await previewPasteAction({ serviceId, text });
      setRefusal(result.ok ? undefined : result.message);
      if (!result.ok) return;
      setPreview(result.value);
      onChosen(new Map(result.value.joining.map((number) => [number.id, number])));
    });
  }
  return (
    <div className="flex flex-col gap-3">
      <Field
        name="pasted"
        label="Numbers or SIDs"
        help="One a line, or with commas between: +14155550100 or PN… Only numbers of this account can join."
      >
        {(control) => (
          <Textarea
            {...control}
            rows={6}
            spellCheck={false}
            className="font-mono"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setPreview(undefined);
              onChosen(new Map());
            }}
          />
        )}
      </Field>
      <div>
        <Button onClick={look} pending={pending} disabled={text.trim() === ""}>
          Check the list
        </Button>
      </div>
      {refusal && (
        <Banner tone="bad" announce>
          {refusal}
        </Banner>
      )}
      {preview && (
        <Banner
          tone={preview.refused.length > 0 ? "warn" : "good"}
          announce
          title={`${countText(preview.joining.length)} will join, ${countText(preview.refused.length)} will not.`}
        >
          {preview.refused.length > 0 && (
            <ul className="max-h-48 overflow-y-auto">
              {preview.refused.map(({ text: given, why, code }) => (
                <li key={given}>
                  <span className="font-medium">{formatNumber(given)}</span>: {why} ({code})
                </li>
              ))}
            </ul>
          )}
        </Banner>
      )}
    </div>
  );
}
