import { cn } from "@/components/ui/cn";

/** A course without axes, beside the number it belongs to; adds nothing that is not said elsewhere. */
export function Sparkline({ values, className }: { values: readonly number[]; className?: string }) {
  if (values.length < 2) return null;
  const low = Math.min(0, ...values);
  const high = Math.max(1e-9, ...values);
  const points = values.map((value, place) => `${place},${(1 - (value - low) / (high - low)).toFixed(3)}`);
  const end = values.length - 1;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${end} 1`}
      preserveAspectRatio="none"
      className={cn("block h-8 w-full overflow-visible", className)}
    >
      <polygon points={`0,1 ${points.join(" ")} ${end},1`} className="fill-accent" opacity="0.1" />
      <polyline
        points={points.join(" ")}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-accent"
      />
    </svg>
  );
}
