import { cn } from "@/components/ui/cn";

/** Keys to press, one after the other: `<Kbd keys="g m" />`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={cn("inline-flex gap-0.5", className)}>
      {keys.split(" ").map((key, place) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: a key may be pressed twice; its place is its name.
          key={place}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-chip border bg-panel px-1 font-mono text-label text-quiet"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
