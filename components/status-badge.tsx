import { statusLook } from "@/components/status";
import { StatusIcon } from "@/components/status-icon";
import { Badge } from "@/components/ui/badge";

/** A state as shape, word and colour together, so none of them alone carries it. */
export function StatusBadge({
  status,
  word,
  className,
}: {
  /** A message status as on the wire, or any other state of `components/status.ts`. */
  status: string;
  /** In place of the usual word, when more is known: "Setup 2 of 4", "Blocked: no sender for US". */
  word?: string;
  className?: string;
}) {
  const look = statusLook(status);
  return (
    <Badge role={look.role} className={className}>
      <StatusIcon shape={look.shape} />
      {word ?? look.word}
    </Badge>
  );
}
