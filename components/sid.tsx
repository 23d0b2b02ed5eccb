import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";

/** Ids begin with the time, so the end is what tells two of them apart. */
const TAIL = 6;

/** A SID, short unless `full`, to copy. */
export function Sid({
  sid,
  href,
  full = false,
  className,
}: {
  sid: string;
  href?: string;
  full?: boolean;
  className?: string;
}) {
  const text = full ? sid : `${sid.slice(0, 2)}…${sid.slice(-TAIL)}`;
  const textClass = cn("font-mono text-label", full && "break-all");
  return (
    <span className={cn("relative z-1 inline-flex items-center gap-0.5", className)}>
      {href ? (
        <Link href={href} title={sid} className={cn(textClass, "link")}>
          {text}
        </Link>
      ) : (
        <span title={full ? undefined : sid} className={textClass}>
          {text}
        </span>
      )}
      <CopyButton value={sid} label={`Copy ${text}`} />
    </span>
  );
}
