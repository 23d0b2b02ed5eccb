"use client";

import { useRouter } from "next/navigation";
import { type PointerEvent, useState } from "react";
import { type ChartFill, FILL_CLASS } from "@/components/chart-fill";
import { cn } from "@/components/ui/cn";

export type HoverBucket = {
  title: string;
  rows: readonly { label: string; text: string; fill?: ChartFill }[];
  /** Where a click leads. */
  href?: string;
};

/** What a stretch that was drawn with the pointer leads to: the addresses' `since` and `until` are taken from here. */
export type Brush = {
  path: string;
  /** The page's other parameters, already without range and cursor. */
  query: string;
  /** ISO start of each bucket, and the end of the last. */
  edges: readonly string[];
};

/**
 * Lies over a chart's plot: shows a bucket's numbers under the pointer, leads to its rows on a click, narrows the range
 * by drawing. All it says stands in the table twin, so it is hidden from screen readers.
 */
export function ChartHover({ buckets, brush }: { buckets: readonly HoverBucket[]; brush?: Brush }) {
  const router = useRouter();
  const [at, setAt] = useState<number>();
  const [from, setFrom] = useState<number>();
  const bucket = at === undefined ? undefined : buckets[at];
  const slot = 100 / buckets.length;

  function placeOf(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * buckets.length);
    return Math.min(Math.max(place, 0), buckets.length - 1);
  }
  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const to = placeOf(event);
    const first = from ?? to;
    setFrom(undefined);
    if (brush && first !== to) {
      const query = new URLSearchParams(brush.query);
      query.set("since", brush.edges[Math.min(first, to)] ?? "");
      query.set("until", brush.edges[Math.max(first, to) + 1] ?? "");
      router.push(`${brush.path}?${query}`);
      return;
    }
    const href = buckets[to]?.href;
    if (href) router.push(href);
  }
  const drawn = at === undefined ? undefined : { first: Math.min(from ?? at, at), last: Math.max(from ?? at, at) };
  return (
    <div
      aria-hidden
      className={cn("absolute inset-0 touch-pan-y", bucket?.href && "cursor-pointer")}
      onPointerMove={(event) => setAt(placeOf(event))}
      onPointerLeave={() => {
        setAt(undefined);
        setFrom(undefined);
      }}
      onPointerDown={(event) => {
        if (event.pointerType !== "touch") setFrom(placeOf(event));
      }}
      onPointerUp={onPointerUp}
    >
      {drawn && (
        <div
          className="pointer-events-none absolute inset-y-0 bg-ink/7"
          style={{ left: `${drawn.first * slot}%`, width: `${(drawn.last - drawn.first + 1) * slot}%` }}
        />
      )}
      {bucket && at !== undefined && (
        <div
          className={cn(
            "pointer-events-none absolute top-0 z-10 min-w-40 rounded-control bg-raised px-2.5 py-2 text-label shadow-float",
            at > buckets.length / 2 ? "-translate-x-[calc(100%+8px)]" : "translate-x-2",
          )}
          style={{ left: `${(at + (at > buckets.length / 2 ? 0 : 1)) * slot}%` }}
        >
          <p className="mb-1 whitespace-nowrap font-medium">{bucket.title}</p>
          {bucket.rows.map((row) => (
            <p key={row.label} className="flex items-center gap-1.5 whitespace-nowrap text-quiet">
              {row.fill && (
                <svg aria-hidden="true" className="size-2">
                  <rect width="8" height="8" rx="2" className={FILL_CLASS[row.fill]} />
                </svg>
              )}
              <span className="flex-1">{row.label}</span>
              <span className="pl-3 text-ink tabular-nums">{row.text}</span>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
