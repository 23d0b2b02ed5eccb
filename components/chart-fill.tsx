import type { StatusGroup } from "@/lib/domain/message-status";

/** The five fills a chart has; a chart has no more series than these. */
export type ChartFill = StatusGroup;

export const FILL_CLASS: Record<ChartFill, string> = {
  delivered: "fill-chart-delivered",
  sent: "fill-chart-sent",
  waiting: "fill-chart-waiting",
  undelivered: "fill-chart-undelivered",
  failed: "fill-chart-failed",
};

export const STROKE_CLASS: Record<ChartFill, string> = {
  delivered: "stroke-chart-delivered",
  sent: "stroke-chart-sent",
  waiting: "stroke-chart-waiting",
  undelivered: "stroke-chart-undelivered",
  failed: "stroke-chart-failed",
};

/** Fills that also carry a pattern, so that trouble is seen without colour. */
type Patterned = "undelivered" | "failed";
const isPatterned = (fill: ChartFill): fill is Patterned => fill === "undelivered" || fill === "failed";

/** The attributes that paint a shape; `chart` is the id the chart's `ChartPatterns` were given. */
export function paint(fill: ChartFill, chart: string): { fill: string } | { className: string } {
  return isPatterned(fill) ? { fill: `url(#${chart}-${fill})` } : { className: FILL_CLASS[fill] };
}

/** Stripes on undelivered, a lattice on failed, and the veil over buckets that are still settling. */
export function ChartPatterns({ chart }: { chart: string }) {
  return (
    <defs>
      <pattern
        id={`${chart}-undelivered`}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="5" height="5" className={FILL_CLASS.undelivered} />
        <rect width="1.25" height="5" className="fill-canvas" opacity="0.6" />
      </pattern>
      <pattern id={`${chart}-failed`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" className={FILL_CLASS.failed} />
        <rect width="1" height="5" className="fill-canvas" opacity="0.55" />
        <rect width="5" height="1" className="fill-canvas" opacity="0.55" />
      </pattern>
      <pattern
        id={`${chart}-settling`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width="2.5" height="6" className="fill-canvas" opacity="0.75" />
      </pattern>
    </defs>
  );
}
