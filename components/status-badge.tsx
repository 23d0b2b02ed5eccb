import { STATUS, type Status } from "@/components/status";
import { StatusIcon } from "@/components/status-icon";
import { Badge } from "@/components/ui/badge";

/** A state as shape, word and colour together, so none of them alone carries it. */
export function StatusBadge({
  status,
  word,
  className,
}: {
  status: Status;
  /** In place of the usual word, when more is known: "Setup 2 of 4", "Blocked: no sender for US". */
  word?: string;
  className?: string;
}) {
  const look = STATUS[status];
  return (
    <Badge tone={look.tone} className={className}>
      <StatusIcon shape={look.shape} />
      {word ?? look.word}
    </Badge>
  );
}
