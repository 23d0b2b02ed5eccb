import { type ReactNode, useId } from "react";
import { ChartAxes, GridLines, heightOf, PLOT_HEIGHT } from "@/components/chart-axes";
import { type ChartFill, ChartPatterns, STROKE_CLASS } from "@/components/chart-fill";
import { ChartFrame } from "@/components/chart-frame";
import { type Brush, ChartHover } from "@/components/chart-hover";
import { ChartLegend } from "@/components/chart-legend";
import { axisMarks } from "@/components/chart-scale";
import { Link } from "@/components/ui/link";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

type LineSeries = {
  key: string;
  label: string;
  stroke: ChartFill;
  /** One a bucket; null where there is nothing to say, which breaks the line. */
  values: readonly (number | null)[];
};

type LineBucket = { label: string; title: string; href?: string };

/** Rates over time. The axis starts at 0 unless `from` is given, and then the chart says so. */
export function LineChart({
  question,
  unit,
  summary,
  series,
  buckets,
  valueText,
  from = 0,
  brush,
  actions,
}: {
  question: string;
  unit: string;
  summary: string;
  /** At most five. */
  series: readonly LineSeries[];
  buckets: readonly LineBucket[];
  /** How a value is written: "98.6 %". */
  valueText: (value: number) => string;
  from?: number;
  brush?: Brush;
  actions?: ReactNode;
}) {
  const chart = useId();
  const high = Math.max(from, ...series.flatMap((one) => one.values.filter((value) => value !== null)));
  const marks = axisMarks(high - from, 4, false).map((mark) => mark + from);
  const top = marks.at(-1) ?? 1;
  const text = (value: number | null | undefined) => (value === null || value === undefined ? "–" : valueText(value));

  return (
    <ChartFrame
      question={question}
      unit={from > 0 ? `${unit}, axis from ${valueText(from)}` : unit}
      summary={summary}
      actions={actions}
      chart={
        <ChartAxes marks={marks} markText={valueText} labels={buckets.map((bucket) => bucket.label)} summary={summary}>
          <svg aria-hidden="true" className="block h-48 w-full overflow-visible">
            <ChartPatterns chart={chart} />
            <GridLines marks={marks} />
            <svg
              aria-hidden="true"
              width="100%"
              height={PLOT_HEIGHT}
              viewBox={`0 0 ${Math.max(buckets.length, 1)} ${PLOT_HEIGHT}`}
              preserveAspectRatio="none"
            >
              {series.map((one) => (
                <path
                  key={one.key}
                  d={pathOf(one.values, from, top)}
                  fill="none"
                  strokeWidth="2"
                  strokeLinejoin="round"
                  strokeLinecap="round"
                  vectorEffect="non-scaling-stroke"
                  className={STROKE_CLASS[one.stroke]}
                />
              ))}
            </svg>
          </svg>
          <ChartHover
            brush={brush}
            buckets={buckets.map((bucket, place) => ({
              title: bucket.title,
              href: bucket.href,
              rows: series.map((one) => ({ label: one.label, fill: one.stroke, text: text(one.values[place]) })),
            }))}
          />
        </ChartAxes>
      }
      legend={
        series.length > 1 ? (
          <ChartLegend
            chart={chart}
            entries={series.map((one) => ({ key: one.key, label: one.label, fill: one.stroke }))}
          />
        ) : undefined
      }
      table={
        <Table caption={question} scroll="frame" frameClassName="max-h-80">
          <TableHead>
            <TableHeader>Time</TableHeader>
            {series.map((one) => (
              <TableHeader key={one.key} align="end">
                {one.label}
              </TableHeader>
            ))}
          </TableHead>
          <tbody>
            {buckets.map((bucket, place) => (
              <TableRow key={bucket.title}>
                <TableCell>
                  {bucket.href ? (
                    <Link href={bucket.href} className="link">
                      {bucket.title}
                    </Link>
                  ) : (
                    bucket.title
                  )}
                </TableCell>
                {series.map((one) => (
                  <TableCell key={one.key} align="end">
                    {text(one.values[place])}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}

/** Through the middle of each bucket; a lone value between two gaps is drawn as a point by the round cap. */
function pathOf(values: readonly (number | null)[], low: number, high: number): string {
  let pen: "M" | "L" = "M";
  const steps: string[] = [];
  for (const [place, value] of values.entries()) {
    if (value === null) {
      pen = "M";
      continue;
    }
    const at = `${place + 0.5} ${heightOf(value, low, high).toFixed(1)}`;
    const alone = pen === "M" && (values[place + 1] ?? null) === null;
    steps.push(alone ? `M${at}h0.001` : `${pen}${at}`);
    pen = "L";
  }
  return steps.join("");
}
