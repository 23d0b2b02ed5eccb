import { type ReactNode, useId } from "react";
import { ChartAxes, GridLines, heightOf, PLOT_HEIGHT } from "@/components/chart-axes";
import { type ChartFill, ChartPatterns, paint } from "@/components/chart-fill";
import { ChartFrame } from "@/components/chart-frame";
import { type Brush, ChartHover } from "@/components/chart-hover";
import { ChartLegend } from "@/components/chart-legend";
import { axisMarks } from "@/components/chart-scale";
import { countText, shortCountText } from "@/components/number-text";
import { Link } from "@/components/ui/link";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

export type BarSeries<Key extends string> = { key: Key; label: string; fill: ChartFill; href?: string };

export type Bucket<Key extends string> = {
  /** Short, for the axis: "14:00". */
  label: string;
  /** Long, for the table and the pointer: "3 May, 14:00–15:00". */
  title: string;
  values: Readonly<Record<Key, number>>;
  /** The rows behind it. */
  href?: string;
  /** Younger than the usual receipt time, so its numbers will still change. */
  settling?: boolean;
};

/**
 * Counts over time, stacked. The first series is the lowest. Newest buckets are hatched while they settle; undelivered
 * and failed carry a pattern.
 */
export function StackedBars<Key extends string>({
  question,
  unit = "messages",
  summary,
  series,
  buckets,
  before,
  brush,
  actions,
}: {
  /** The title, as a question. */
  question: string;
  unit?: string;
  /** One sentence that answers it; also what a screen reader says of the picture. */
  summary: string;
  /** At most five, one a fill. */
  series: readonly BarSeries<Key>[];
  buckets: readonly Bucket<Key>[];
  /** Totals of the same buckets a week before, drawn as a thin line. */
  before?: readonly number[];
  brush?: Brush;
  actions?: ReactNode;
}) {
  const chart = useId();
  const totals = buckets.map((bucket) => series.reduce((sum, { key }) => sum + bucket.values[key], 0));
  const marks = axisMarks(Math.max(0, ...totals, ...(before ?? [])));
  const high = marks.at(-1) ?? 1;
  const slot = 100 / Math.max(buckets.length, 1);
  const bar = slot * (buckets.length > 48 ? 0.84 : 0.7);
  const anySettling = buckets.some((bucket) => bucket.settling);

  return (
    <ChartFrame
      question={question}
      unit={unit}
      summary={summary}
      actions={actions}
      chart={
        <ChartAxes
          marks={marks}
          markText={shortCountText}
          labels={buckets.map((bucket) => bucket.label)}
          summary={summary}
        >
          <svg aria-hidden="true" className="block h-48 w-full overflow-visible">
            <ChartPatterns chart={chart} />
            <GridLines marks={marks} />
            {buckets.map((bucket, place) => (
              <Column
                key={bucket.title}
                chart={chart}
                bucket={bucket}
                series={series}
                x={place * slot + (slot - bar) / 2}
                width={bar}
                high={high}
              />
            ))}
            {before && <BeforeLine totals={before} high={high} />}
          </svg>
          <ChartHover
            brush={brush}
            buckets={buckets.map((bucket, place) => ({
              title: bucket.settling ? `${bucket.title}, still settling` : bucket.title,
              href: bucket.href,
              rows: [
                ...series
                  .map(({ key, label, fill }) => ({ label, fill, text: countText(bucket.values[key]) }))
                  .reverse(),
                ...(before ? [{ label: "A week before", text: countText(before[place] ?? 0) }] : []),
              ],
            }))}
          />
        </ChartAxes>
      }
      legend={
        <ChartLegend
          chart={chart}
          entries={series.map((one) => ({
            ...one,
            text: countText(buckets.reduce((sum, bucket) => sum + bucket.values[one.key], 0)),
          }))}
        >
          {before && (
            <li className="flex items-center gap-1.5 text-quiet">
              <svg aria-hidden="true" className="h-2.5 w-4">
                <line x1="0" x2="16" y1="5" y2="5" strokeWidth="1.5" strokeDasharray="3 2" className="stroke-quiet" />
              </svg>
              A week before
            </li>
          )}
          {anySettling && (
            <li className="flex items-center gap-1.5 text-quiet">
              <svg aria-hidden="true" className="size-2.5 overflow-hidden rounded-[2px]">
                <rect width="10" height="10" className="fill-chart-waiting" />
                <rect width="10" height="10" fill={`url(#${chart}-settling)`} />
              </svg>
              Still settling
            </li>
          )}
        </ChartLegend>
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
            <TableHeader align="end">Total</TableHeader>
            {before && <TableHeader align="end">A week before</TableHeader>}
          </TableHead>
          <tbody>
            {buckets.map((bucket, place) => (
              <TableRow key={bucket.title}>
                <TableCell>
                  {bucket.title}
                  {bucket.settling && <span className="text-quiet"> · still settling</span>}
                </TableCell>
                {series.map((one) => (
                  <TableCell key={one.key} align="end">
                    {countText(bucket.values[one.key])}
                  </TableCell>
                ))}
                <TableCell align="end">
                  {bucket.href ? (
                    <Link href={bucket.href} className="link">
                      {countText(totals[place] ?? 0)}
                    </Link>
                  ) : (
                    countText(totals[place] ?? 0)
                  )}
                </TableCell>
                {before && <TableCell align="end">{countText(before[place] ?? 0)}</TableCell>}
              </TableRow>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}

function Column<Key extends string>({
  chart,
  bucket,
  series,
  x,
  width,
  high,
}: {
  chart: string;
  bucket: Bucket<Key>;
  series: readonly BarSeries<Key>[];
  /** Per cent of the plot's width, as is `width`. */
  x: number;
  width: number;
  high: number;
}) {
  let below = 0;
  return (
    <g>
      {series.map(({ key, fill }) => {
        const value = bucket.values[key];
        if (value === 0) return null;
        const bottom = heightOf(below, 0, high);
        below += value;
        const top = heightOf(below, 0, high);
        // At least a pixel: one failed message among thousands must be seen.
        return (
          <rect
            key={key}
            x={`${x}%`}
            width={`${width}%`}
            y={Math.min(top, bottom - 1)}
            height={Math.max(bottom - top, 1)}
            {...paint(fill, chart)}
          />
        );
      })}
      {bucket.settling && below > 0 && (
        <rect
          x={`${x}%`}
          width={`${width}%`}
          y={heightOf(below, 0, high)}
          height={PLOT_HEIGHT - 1 - heightOf(below, 0, high)}
          fill={`url(#${chart}-settling)`}
        />
      )}
    </g>
  );
}

function BeforeLine({ totals, high }: { totals: readonly number[]; high: number }) {
  const points = totals.map((total, place) => `${place + 0.5},${heightOf(total, 0, high)}`).join(" ");
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height={PLOT_HEIGHT}
      viewBox={`0 0 ${totals.length} ${PLOT_HEIGHT}`}
      preserveAspectRatio="none"
    >
      <polyline
        points={points}
        fill="none"
        strokeWidth="1.5"
        strokeDasharray="3 2"
        vectorEffect="non-scaling-stroke"
        className="stroke-quiet"
      />
    </svg>
  );
}
