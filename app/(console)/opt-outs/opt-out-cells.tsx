import { Ban } from "lucide-react";
import { PhoneNumber } from "@/components/phone-number";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { formatNumber } from "@/lib/domain/phone-number";
import { toSid } from "@/lib/domain/sid";
import type { OptOut } from "@/lib/operations/opt-outs";

export type Names = ReadonlyMap<string, string>;

export const isOpen = ({ endedAt }: Pick<OptOut, "endedAt">) => endedAt === null;

/** What is silent, in words. */
export const scopeText = ({ serviceId, sender }: OptOut, names: Names): string =>
  serviceId === null ? formatNumber(sender ?? "") : (names.get(serviceId) ?? "a deleted service");

/** Leads to everything that is known of them. */
export const Recipient = ({ row: { recipient } }: { row: OptOut }) => (
  <Link href={`/opt-outs?number=${encodeURIComponent(recipient)}`} className="link">
    <PhoneNumber value={recipient} country />
  </Link>
);

export function Scope({ row, names }: { row: OptOut; names: Names }) {
  if (row.serviceId === null) return <PhoneNumber value={row.sender ?? ""} />;
  const name = names.get(row.serviceId);
  if (name === undefined) return <span className="text-quiet">A deleted service</span>;
  return (
    <Link
      href={`/services/${toSid("MG", row.serviceId)}/opt-out`}
      className="link inline-block max-w-56 truncate align-bottom"
    >
      <bdi>{name}</bdi>
    </Link>
  );
}

export const State = ({ row }: { row: OptOut }) =>
  isOpen(row) ? (
    <Badge tone="bad">
      <Ban aria-hidden />
      Blocked
    </Badge>
  ) : (
    <Badge>Ended</Badge>
  );

const SOURCES = { keyword: "Text", console: "Console", api: "API", import: "Import" } as const;

/** Who set something down, and why: the word that was texted, or what somebody wrote. */
export type Cause = Pick<OptOut, "source" | "actor" | "reason" | "messageId">;

export const causeOf = ({ source, actor, reason, messageId }: OptOut): Cause => ({ source, actor, reason, messageId });

export const endOf = (row: OptOut): Cause | undefined =>
  row.endSource
    ? { source: row.endSource, actor: row.endActor ?? "", reason: row.endReason, messageId: row.endMessageId }
    : undefined;

export function By({ cause: { source, actor, reason, messageId } }: { cause: Cause }) {
  if (source !== "keyword") {
    return (
      <>
        {SOURCES[source]}, <bdi>{actor}</bdi>
        {reason && (
          <>
            : “<bdi>{reason}</bdi>”
          </>
        )}
      </>
    );
  }
  const word = (reason ?? "").toUpperCase();
  if (!messageId) return <bdi>{word}</bdi>;
  return (
    <Link href={`/logs/messages/${toSid("SM", messageId)}`} className="link relative z-1">
      <bdi>{word}</bdi>
    </Link>
  );
}

/** A moment and its cause below it. */
export function When({ at, cause }: { at: Date; cause: Cause }) {
  return (
    <span className="block min-w-40 max-w-64">
      <Time at={at} />
      <span className="line-clamp-2 whitespace-normal break-words text-quiet">
        <By cause={cause} />
      </span>
    </span>
  );
}
