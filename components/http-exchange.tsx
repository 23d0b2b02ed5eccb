import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { durationText } from "@/components/duration-text";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";

type Pairs = readonly (readonly [name: string, value: string])[];

/** One HTTP exchange of a message as a line that opens: parameters, headers, bodies. Mask secrets before they get here. */
export function HttpExchange({
  direction,
  title,
  method,
  url,
  status,
  ms,
  at,
  params,
  headers,
  requestBody,
  responseHeaders,
  responseBody,
  note,
  open = false,
  children,
}: {
  /** `in`: we were asked. `out`: we asked. */
  direction: "in" | "out";
  /** What it was for, such as "Status callback: delivered". */
  title: string;
  method: string;
  url: string;
  /** HTTP status of the answer; null when there was none. */
  status: number | null;
  ms: number | null;
  at: string | Date;
  params?: Pairs;
  headers?: Pairs;
  requestBody?: string;
  responseHeaders?: Pairs;
  responseBody?: string;
  /** What went wrong, or how the signature was checked. */
  note?: ReactNode;
  open?: boolean;
  /** More about it, such as the text that was signed. */
  children?: ReactNode;
}) {
  const good = status !== null && status < 400;
  return (
    <details open={open} className="group border-b last:border-b-0">
      <summary className="grid list-none grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-0.5 px-4 py-2 text-control hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[auto_12rem_1fr_auto_4rem_6rem]">
        <ChevronRight aria-hidden className="size-4 text-quiet transition-transform group-open:rotate-90" />
        <span className="min-w-0 truncate font-medium">
          <span className="sr-only">{direction === "in" ? "Received: " : "Sent: "}</span>
          <span aria-hidden className="mr-1.5 text-quiet">
            {direction === "in" ? "←" : "→"}
          </span>
          {title}
        </span>
        <span className="col-span-2 col-start-2 row-start-2 min-w-0 truncate font-mono text-label text-quiet sm:col-span-1 sm:col-start-auto sm:row-start-auto">
          {method} {url}
        </span>
        <Badge tone={good ? "good" : "bad"} className="col-start-3 row-start-1 sm:col-start-auto sm:row-start-auto">
          {status ?? "no answer"}
        </Badge>
        <span className="text-end text-label text-quiet tabular-nums max-sm:hidden">
          {ms === null ? "–" : durationText(ms)}
        </span>
        <Time at={at} show="clock" className="text-end text-label text-quiet max-sm:hidden" />
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-1 pb-4 sm:pl-10">
        {note && <p className="max-w-prose text-control">{note}</p>}
        <p className="text-label text-quiet sm:hidden">
          <Time at={at} show="row" />
          {ms !== null && ` · ${durationText(ms)}`}
        </p>
        <p className="break-all font-mono text-label">
          {method} {url}
        </p>
        {params && params.length > 0 && <PairTable label="Parameters" pairs={params} />}
        {headers && headers.length > 0 && <PairTable label="Headers" pairs={headers} />}
        {requestBody && <Part label="Request body" code={requestBody} />}
        {responseHeaders && responseHeaders.length > 0 && (
          <PairTable label="Headers of the answer" pairs={responseHeaders} />
        )}
        {responseBody && <Part label="Answer" code={responseBody} />}
        {children}
      </div>
    </details>
  );
}

function Part({ label, code }: { label: string; code: string }) {
  return (
    <div>
      <p className="mb-1 font-medium text-label text-quiet">{label}</p>
      <CodeBlock code={code} label={label} />
    </div>
  );
}

function PairTable({ label, pairs }: { label: string; pairs: Pairs }) {
  return (
    <table className="w-full text-label">
      <caption className="mb-1 text-start font-medium text-quiet">{label}</caption>
      <tbody>
        {pairs.map(([name, value], place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header or parameter may repeat; the list never changes.
          <tr key={place}>
            <th scope="row" className="w-44 border-t py-1 pr-3 text-start align-top font-mono font-normal text-quiet">
              {name}
            </th>
            <td className="break-all border-t py-1 font-mono">
              <bdi>{value}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
