import { CircleCheck, Info, type LucideIcon, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { TONE_TEXT, TONE_TINT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import type { Tone } from "@/lib/domain/message-status";

const ICON: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  moving: Info,
  quiet: Info,
  warn: TriangleAlert,
  bad: OctagonX,
};

/** A sentence about the whole page, with what can be done. */
export function Banner({
  tone = "quiet",
  title,
  actions,
  announce = false,
  className,
  children,
}: {
  tone?: Tone;
  title?: ReactNode;
  actions?: ReactNode;
  /** Read aloud at once: for what appears as an answer to an action, such as the summary of a refused form. */
  announce?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const Icon = ICON[tone];
  return (
    <div
      role={announce ? "alert" : undefined}
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-panel px-3 py-2.5 text-control",
        TONE_TINT[tone],
        className,
      )}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", TONE_TEXT[tone])} />
      <div className="min-w-0 flex-1 basis-60">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="max-w-prose text-ink">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
