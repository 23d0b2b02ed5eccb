"use client";

import type { ReactNode } from "react";
import { healthText, healthTone } from "@/components/health-text";
import { LiveDot } from "@/components/live-dot";
import { StatusIcon } from "@/components/status-icon";
import { Time } from "@/components/time";
import { TONE_TEXT } from "@/components/tone";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useNow } from "@/components/use-now";
import type { QueryInput } from "@/lib/console/queries";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { totalOf } from "@/lib/domain/insights";
import type { Tone } from "@/lib/domain/message-status";
import { ByCountry, BySender, ByService } from "./rankings";
import { StatusChart } from "./status-chart";
import { IncomingTiles, OutgoingTiles } from "./tiles";
import { TopErrors } from "./top-errors";
import type { View } from "./view";

const POLL_MS = 10_000;

/** Older than this, what is shown says how old it is. */
const STALE_MS = 15_000;

const SHAPES = {
  good: "check",
  moving: "arrow",
  quiet: "ring",
  warn: "triangle",
  bad: "octagon",
} as const satisfies Record<Tone, string>;

/** Is it healthy? The answer first, then what it rests on; live. */
export function Overview({
  path,
  question,
  initial,
  span,
  empty,
}: {
  path: string;
  question: QueryInput<"insights.overview">;
  initial: View;
  /** "in the last 24 hours" */
  span: string;
  /** Stands in place of the numbers while there is none. */
  empty: ReactNode;
}) {
  const { data, error, refetch, dataUpdatedAt } = useConsoleQuery("insights.overview", question, {
    initial,
    pollMs: POLL_MS,
  });
  const view = data ?? initial;
  const now = useNow();
  const isStale = now !== undefined && now.getTime() - dataUpdatedAt > STALE_MS;
  const tone = healthTone(view.health.verdict);
  const isEmpty = totalOf(view.outgoing) + totalOf(view.incoming) === 0;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <p className="flex items-start gap-2 text-lead">
          <span className={cn("flex h-6 items-center", TONE_TEXT[tone])}>
            <StatusIcon shape={SHAPES[tone]} className="size-5" />
          </span>
          <span className="max-w-[68ch]">{healthText(view.health, span)}</span>
        </p>
        <LiveDot state={error ? "lost" : isStale ? "stale" : "live"} asOf={<Time at={view.asOf} show="clock" />} />
      </div>
      {error && (
        <Banner
          tone="bad"
          announce
          title="The newest numbers could not be loaded."
          actions={
            <Button size="sm" onClick={() => refetch()}>
              Try again
            </Button>
          }
        >
          {error.message} What is below is older.
          {error.requestId && (
            <>
              {" "}
              Request <code className="font-mono">{error.requestId}</code>
            </>
          )}
        </Banner>
      )}
      {isEmpty ? (
        empty
      ) : (
        <div className={cn("flex flex-col gap-6", error && "opacity-60")}>
          <OutgoingTiles view={view} />
          <StatusChart view={view} path={path} />
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-5">
              <TopErrors view={view} />
              <ByService view={view} path={path} />
            </div>
            <div className="flex min-w-0 flex-col gap-5">
              <IncomingTiles view={view} />
              <ByCountry view={view} path={path} />
              <BySender view={view} path={path} />
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
