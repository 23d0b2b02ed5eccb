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

export function Scope({ row, names }: { row: OptOut; names: Names }) {
  if (row.serviceId === null) return <PhoneNumber value={row.sender ?? ""} />;
  const name = names.get(row.serviceId);
  if (name === undefined) return <span className="text-quiet">A deleted service</span>;
  return (
    <Link href={`/services/${toSid("MG", row.serviceId)}/opt-out`} className="link block max-w-56 truncate">
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

const SOURCES = { keyword: "a text", console: "the console", api: "the API", import: "an import" } as const;

/** By whom, and with what word. */
function By({
  source,
  actor,
  reason,
  messageId,
}: {
  source: OptOut["source"];
  actor: string;
  reason: string | null;
  messageId: string | null;
}) {
  if (source !== "keyword") {
    return (
      <>
        through {SOURCES[source]} by <bdi>{actor}</bdi>
        {reason && (
          <>
            : “<bdi>{reason}</bdi>”
          </>
        )}
      </>
    );
  }
  const word = (reason ?? "").toUpperCase();
  return (
    <>
      by{" "}
      {messageId ? (
        <Link href={`/logs/messages/${toSid("SM", messageId)}`} className="link">
          {word}
        </Link>
      ) : (
        word
      )}
    </>
  );
}

export const Started = ({ row }: { row: OptOut }) => (
  <span>
    <Time at={row.startedAt} /> <By {...row} />
  </span>
);

export function Ended({ row }: { row: OptOut }) {
  if (!row.endedAt || !row.endSource) return <span className="text-quiet">Still blocked</span>;
  return (
    <span>
      <Time at={row.endedAt} />{" "}
      <By source={row.endSource} actor={row.endActor ?? ""} reason={row.endReason} messageId={row.endMessageId} />
    </span>
  );
}
