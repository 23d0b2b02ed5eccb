import {
  Circle,
  CircleArrowRight,
  CircleCheck,
  CirclePause,
  Clock,
  type LucideIcon,
  OctagonX,
  TriangleAlert,
} from "lucide-react";
import type { StatusShape } from "@/components/status";

const ICON: Record<StatusShape, LucideIcon> = {
  check: CircleCheck,
  arrow: CircleArrowRight,
  ring: Circle,
  clock: Clock,
  pause: CirclePause,
  triangle: TriangleAlert,
  octagon: OctagonX,
};

/** The shape of a state. It never stands without the word, so it is hidden from screen readers. */
export function StatusIcon({ shape, className }: { shape: StatusShape; className?: string }) {
  const Icon = ICON[shape];
  return <Icon aria-hidden strokeWidth={2.25} className={className} />;
}
