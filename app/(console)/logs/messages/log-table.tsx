"use client";

import { ArrowUp } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { DataTable } from "@/components/data-table";
import { hrefWith, type SearchParams } from "@/components/href";
import { LiveDot } from "@/components/live-dot";
import { countText } from "@/components/number-text";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Pagination } from "@/components/ui/pagination";
import { useNow } from "@/components/use-now";
import type { QueryAnswer, QueryInput } from "@/lib/console/queries";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { messageSid } from "@/lib/domain/callback";
import { COUNTED_MAX } from "@/lib/domain/message-log";
import { toSid } from "@/lib/domain/sid";
import { CompactRow, LOG_COLUMNS, type Row } from "./log-columns";
import { useHeldRows } from "./use-held-rows";

/** Fetched with the first peek: most visits to the log have none. */
const Peek = dynamic(() => import("./peek").then((module) => module.Peek));

const POLL_MS = 3_000;

/** Older than this, what is shown says how old it is. */
const STALE_MS = 15_000;

/** The log's rows: painted by the server, then live. */
export function LogTable({
  path,
  params,
  question,
  firstPage,
  link,
  empty,
}: {
  path: string;
  params: SearchParams;
  question: QueryInput<"messages.log">;
  firstPage: QueryAnswer<"messages.log">;
  /** The address to hand to a colleague. */
  link: string;
  /** Stands in place of the rows while there are none. */
  empty: ReactNode;
}) {
  const isFirstPage = question.after === undefined;
  const first = useRef(firstPage.rows[0]?.id);
  const { top, release, peeking, around } = useHeldRows(first);
  const [peeked, setPeeked] = useState<string>();
  const { data, error, refetch, dataUpdatedAt } = useConsoleQuery(
    "messages.log",
    isFirstPage && top ? { ...question, top } : question,
    { initial: firstPage, pollMs: POLL_MS },
  );
  const { rows, nextAfter, newer, asOf } = data ?? firstPage;
  useEffect(() => {
    first.current = rows[0]?.id;
  }, [rows]);
  const hrefOf = (row: Row) => hrefWith(`${path}/${messageSid(row)}`, params, {});
  const peekedRow = rows.find(({ id }) => id === peeked);
  // The panel has no button that opens it, so the focus is given back to the row from here.
  const opener = useRef<HTMLElement>(null);
  useEffect(() => {
    if (peeked !== undefined) return;
    opener.current?.focus();
    opener.current = null;
  }, [peeked]);
  function endPeek() {
    setPeeked(undefined);
    peeking(false);
  }
  /** Space on a row shows it beside the list; on a link it does nothing by itself but scroll. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== " " || !(event.target instanceof HTMLElement)) return;
    const href = event.target.getAttribute("href");
    const row = rows.find((one) => hrefOf(one) === href);
    if (!row) return;
    event.preventDefault();
    opener.current = event.target;
    peeking(true);
    setPeeked(row.id);
  }
  const now = useNow();
  const isStale = now !== undefined && now.getTime() - dataUpdatedAt > STALE_MS;

  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center gap-3">
        <LiveDot state={error ? "lost" : isStale ? "stale" : "live"} asOf={<Time at={asOf} show="clock" />} />
        {isFirstPage && newer > 0 && (
          <Button size="sm" onClick={release}>
            <ArrowUp aria-hidden />
            {newer >= COUNTED_MAX ? `${countText(COUNTED_MAX)} or more` : countText(newer)} new
          </Button>
        )}
        <CopyButton value={link} label="Copy link" showLabel className="ml-auto" />
      </div>
      {error && (
        <Banner
          tone="bad"
          announce
          title="The newest messages could not be loaded."
          actions={
            <Button size="sm" onClick={() => refetch()}>
              Try again
            </Button>
          }
        >
          {error.message} The rows below are older.
          {error.requestId && (
            <>
              {" "}
              Request <code className="font-mono">{error.requestId}</code>
            </>
          )}
        </Banner>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to the rows' links, which the table renders. */}
      <div {...around} onKeyDown={onKeyDown} className="overflow-clip rounded-panel border">
        <DataTable<Row>
          caption="Messages, newest first"
          columns={LOG_COLUMNS}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={hrefOf}
          selected={(row) => row.id === peeked}
          failed={(row) => row.errorCode !== null}
          renderCompact={(row) => <CompactRow row={row} />}
          empty={empty}
        />
        {rows.length > 0 && (
          <Pagination
            shown={rows.length}
            noun={rows.length === 1 ? "message" : "messages"}
            first={isFirstPage ? undefined : hrefWith(path, params, {})}
            next={nextAfter && hrefWith(path, params, { page: toSid("SM", nextAfter) })}
          />
        )}
      </div>
      {peekedRow && <Peek id={peekedRow.id} href={hrefOf(peekedRow)} onClose={endPeek} />}
    </div>
  );
}
