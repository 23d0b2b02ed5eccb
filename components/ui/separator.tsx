import { cn } from "@/components/ui/cn";

/** A line between parts of one thing. */
export function Separator({ className }: { className?: string }) {
  return <hr className={cn("border-0 border-t", className)} />;
}
