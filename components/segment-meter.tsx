import { countText } from "@/components/number-text";
import { cn } from "@/components/ui/cn";
import { segmentsOf } from "@/lib/domain/segmentation";
import { smartEncode } from "@/lib/domain/smart-encoding";

/** How many of the forcing characters are named; a text in another script is forced by all of them. */
const NAMED_MAX = 3;

/** Up to this many segments are drawn as bars of their own; a body has at most 10 or so. */
const BARS_MAX = 16;

const codePointText = (codePoint: number) => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;

/** What a text costs: its segments as bars, and the one character that makes it three times as dear. */
export function SegmentMeter({ body, className }: { body: string; className?: string }) {
  const { encoding, segments, parts, units, forcing } = segmentsOf(body);
  const capacity = encoding === "GSM-7" ? (segments === 1 ? 160 : 153) : segments === 1 ? 70 : 67;
  const saved = encoding === "UCS-2" ? segmentsOf(smartEncode(body)) : undefined;
  const distinct = [...new Map(forcing.map((one) => [one.codePoint, one])).values()];
  return (
    <div className={cn("flex flex-col gap-1 text-label text-quiet tabular-nums", className)}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <svg aria-hidden="true" className="h-1.5 min-w-24 flex-1 overflow-visible">
          {parts.slice(0, BARS_MAX).map((part, place) => {
            const share = 100 / Math.min(parts.length, BARS_MAX);
            const fill = Math.min(part.length / capacity, 1);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place.
              <svg key={place} aria-hidden="true" x={`${place * share}%`} width={`${share}%`} height="6">
                <rect width="98%" height="6" rx="1" className="fill-quiet-tint" />
                <rect width={`${fill * 98}%`} height="6" rx="1" className="fill-chart-sent" />
              </svg>
            );
          })}
        </svg>
        <span>
          {segments === 1 ? "1 segment" : `${countText(segments)} segments`} · {encoding} · {countText(units)}{" "}
          {encoding === "GSM-7" ? "septets" : "units"}
        </span>
      </div>
      {distinct.length > 0 && (
        <p>
          {distinct.slice(0, NAMED_MAX).map((one, place) => (
            <span key={one.codePoint}>
              {place > 0 && ", "}
              <mark className="rounded-chip bg-warn-tint px-1 text-warn">
                <bdi>{one.char}</bdi>
              </mark>{" "}
              {codePointText(one.codePoint)}
            </span>
          ))}
          {distinct.length > NAMED_MAX && ` and ${countText(distinct.length - NAMED_MAX)} more`}
          {distinct.length === 1 ? " makes" : " make"} this text UCS-2.
          {saved && saved.encoding === "GSM-7" && (
            <>
              {" "}
              Smart encoding replaces {forcing.length === 1 ? "1 character" : `${countText(forcing.length)} characters`}
              : {segments} → {saved.segments} {saved.segments === 1 ? "segment" : "segments"}.
            </>
          )}
        </p>
      )}
    </div>
  );
}
