import type { ReactNode } from "react";
import { labelledPlaces } from "@/components/chart-scale";

/** Height of every plot in px; the axes leave room for half a line above. */
export const PLOT_HEIGHT = 192;

/** Where a value lies, in px from the top of the plot. */
export function heightOf(value: number, low: number, high: number): number {
  return PLOT_HEIGHT - ((value - low) / (high - low)) * PLOT_HEIGHT;
}

/** Lays a plot between its axes. The plot is an SVG as wide as the room; its lengths are percentages across, px down. */
export function ChartAxes({
  marks,
  markText,
  labels,
  summary,
  children,
}: {
  /** Ascending; the first is the bottom of the plot, the last its top. */
  marks: readonly number[];
  markText: (mark: number) => string;
  /** One a bucket; at most six are written. */
  labels: readonly string[];
  /** What a screen reader says of the picture. */
  summary: string;
  /** The plot, and what lies over it. */
  children: ReactNode;
}) {
  const low = marks[0] ?? 0;
  const high = marks.at(-1) ?? 1;
  return (
    <div role="img" aria-label={summary} className="grid grid-cols-[2.75rem_1fr] pt-2 text-label tabular-nums">
      <svg aria-hidden="true" className="h-48 w-full overflow-visible">
        {marks.map((mark) => (
          <text
            key={mark}
            x="100%"
            dx="-8"
            y={heightOf(mark, low, high)}
            dy="0.35em"
            textAnchor="end"
            className="fill-quiet"
          >
            {markText(mark)}
          </text>
        ))}
      </svg>
      <div className="relative min-w-0">{children}</div>
      <svg aria-hidden="true" className="col-start-2 h-6 w-full overflow-visible">
        {labelledPlaces(labels.length).map((place) => (
          <text
            key={place}
            x={`${((place + 0.5) / labels.length) * 100}%`}
            y="18"
            textAnchor="middle"
            className="fill-quiet"
          >
            {labels[place]}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** The horizontal lines behind the data. */
export function GridLines({ marks }: { marks: readonly number[] }) {
  const low = marks[0] ?? 0;
  const high = marks.at(-1) ?? 1;
  return marks.map((mark) => (
    <line
      key={mark}
      x1="0"
      x2="100%"
      y1={heightOf(mark, low, high)}
      y2={heightOf(mark, low, high)}
      className={mark === low ? "stroke-input" : "stroke-line"}
      strokeWidth="1"
      shapeRendering="crispEdges"
    />
  ));
}
