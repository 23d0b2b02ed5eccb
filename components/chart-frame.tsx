"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { Segmented } from "@/components/ui/segmented";

type View = "chart" | "table";

/**
 * The frame of a chart: its question, its answer in a sentence, and the same numbers as a table one key (`v`) away.
 * Chart and table are rendered by the server; this island only shows one of them.
 */
export function ChartFrame({
  question,
  unit,
  summary,
  chart,
  table,
  legend,
  actions,
}: {
  question: string;
  unit: string;
  summary: ReactNode;
  chart: ReactNode;
  table: ReactNode;
  legend?: ReactNode;
  actions?: ReactNode;
}) {
  const [view, setView] = useState<View>("chart");
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "v" && !event.metaKey && !event.ctrlKey && !event.altKey) {
      event.stopPropagation();
      setView(view === "chart" ? "table" : "chart");
    }
  }
  return (
    <section aria-label={question} onKeyDown={onKeyDown} className="flex min-w-0 flex-col rounded-panel border">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 pt-3 pb-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-semibold text-body">
            {question} <span className="font-normal text-label text-quiet">{unit}</span>
          </h2>
          <p className="max-w-prose text-control text-quiet">{summary}</p>
        </div>
        <div className="flex items-center gap-2">
          {actions}
          <Segmented
            label="Show as"
            value={view}
            onValueChange={setView}
            options={[
              { value: "chart", label: "Chart" },
              { value: "table", label: "Table" },
            ]}
          />
        </div>
      </header>
      <div hidden={view !== "chart"} className="px-4 pb-2">
        {chart}
      </div>
      <div hidden={view !== "table"} className="border-t">
        {table}
      </div>
      {legend && view === "chart" && <div className="px-4 pb-3">{legend}</div>}
    </section>
  );
}
