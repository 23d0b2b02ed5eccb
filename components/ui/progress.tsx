import { cn } from "@/components/ui/cn";

/** How far something is. Drawn with attributes, so it needs no inline style. */
export function Progress({
  value,
  max,
  label,
  className,
}: {
  value: number;
  max: number;
  /** What progresses, and how far, in words. */
  label: string;
  className?: string;
}) {
  const part = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    <svg
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className={cn("block h-1.5 w-full overflow-hidden rounded-full", className)}
    >
      <title>{label}</title>
      <rect width="100%" height="100%" className="fill-quiet-tint" />
      <rect width={`${part * 100}%`} height="100%" rx="3" className="fill-accent" />
    </svg>
  );
}
