import { ArrowDownLeft, ArrowUpRight, type LucideIcon, Reply } from "lucide-react";
import type { Column } from "@/components/data-table";
import { PhoneNumber } from "@/components/phone-number";
import { StatusBadge } from "@/components/status-badge";
import { Time } from "@/components/time";
import { cn } from "@/components/ui/cn";
import { explain } from "@/lib/domain/errors";
import type { LogRow } from "@/lib/domain/message-log";
import type { Direction } from "@/lib/domain/message-status";
import { toldFrom, toldSegments } from "@/lib/domain/message-told";

/** A row as it reaches the browser. */
export type Row = Omit<LogRow, "createdAt"> & { readonly createdAt: string };

const DIRECTION: Record<Direction, { word: string; icon: LucideIcon }> = {
  inbound: { word: "Incoming", icon: ArrowDownLeft },
  "outbound-api": { word: "Outgoing", icon: ArrowUpRight },
  "outbound-reply": { word: "Reply", icon: Reply },
  "outbound-call": { word: "Outgoing", icon: ArrowUpRight },
};

/** A dash that says why there is nothing. */
function Nothing({ why }: { why: string }) {
  return (
    <span className="relative z-1 text-quiet" title={why}>
      <span aria-hidden>–</span>
      <span className="sr-only">{why}</span>
    </span>
  );
}

/** The whole word where there is room, and always for those who listen. */
function Head({ short, children }: { short: string; children: string }) {
  return (
    <>
      <span aria-hidden className="min-[1440px]:hidden">
        {short}
      </span>
      <span className="max-[1439px]:sr-only">{children}</span>
    </>
  );
}

/** Nine columns fit beside the rail from 1280 px on, if they stand a little closer. */
const CLOSE = "max-[1439px]:px-2";

/** @source behaviour §8.1 (columns and their order; which rows name a service) */
export const LOG_COLUMNS: readonly Column<Row>[] = [
  { key: "date", head: "Date", cell: (row) => <Time at={row.createdAt} /> },
  {
    key: "service",
    head: "Service",
    className: cn(CLOSE, "max-w-40 truncate wide:max-w-72"),
    cell: (row) =>
      row.serviceId ? (
        <bdi title={row.serviceName ?? undefined}>
          {row.serviceName ?? <span className="text-quiet">Deleted service</span>}
        </bdi>
      ) : (
        <Nothing
          why={
            row.direction === "inbound"
              ? "The number that received it is in no service."
              : "Sent with From only, so no service is recorded."
          }
        />
      ),
  },
  {
    key: "direction",
    className: CLOSE,
    head: <Head short="Dir.">Direction</Head>,
    cell: (row) => {
      const { word, icon: Icon } = DIRECTION[row.direction];
      return (
        <span title={word} className="inline-flex items-center gap-1.5 text-quiet">
          <Icon aria-hidden className="size-4" />
          <span className="max-[1439px]:sr-only">{word}</span>
        </span>
      );
    },
  },
  { key: "from", className: CLOSE, head: "From", cell: (row) => <From row={row} /> },
  { key: "to", className: CLOSE, head: "To", cell: (row) => <PhoneNumber value={row.to} /> },
  {
    key: "segments",
    className: CLOSE,
    head: <Head short="Seg.">Segments</Head>,
    align: "end",
    cell: (row) => toldSegments(row) ?? <Nothing why="Not counted before it is queued." />,
  },
  { key: "status", className: CLOSE, head: "Status", cell: (row) => <StatusBadge status={row.status} /> },
  {
    key: "media",
    className: CLOSE,
    head: "Media",
    align: "end",
    cell: (row) => (row.numMedia > 0 ? row.numMedia : <Nothing why="No media." />),
  },
  {
    key: "troubleshoot",
    head: "Troubleshoot",
    // Takes what is left, and no more.
    className: cn(CLOSE, "w-full max-w-0 truncate"),
    cell: (row) => row.errorCode !== null && <Cause code={row.errorCode} />,
  },
];

function From({ row }: { row: Row }) {
  const from = toldFrom(row);
  if (from) return <PhoneNumber value={from} />;
  return <span className="text-quiet">{row.status === "failed" ? "none" : "not chosen yet"}</span>;
}

function Cause({ code }: { code: number }) {
  const { name } = explain(code);
  return (
    <span title={name}>
      <span className="font-mono text-label text-quiet">{code}</span> {name}
    </span>
  );
}

/** A row on a phone: state and time, then to whom, or why not. */
export function CompactRow({ row }: { row: Row }) {
  const other = row.direction === "inbound" ? row.from : row.to;
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center justify-between gap-2">
        <StatusBadge status={row.status} />
        <Time at={row.createdAt} className="text-label text-quiet" />
      </span>
      <span className="flex min-w-0 items-center gap-2">
        <span className="sr-only">{DIRECTION[row.direction].word}</span>
        {other && <PhoneNumber value={other} className="font-medium" />}
        {row.errorCode !== null && (
          <span className="min-w-0 truncate text-quiet">
            <Cause code={row.errorCode} />
          </span>
        )}
      </span>
    </span>
  );
}
