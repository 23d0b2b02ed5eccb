"use client";

import { useEffect, useState } from "react";
import { LiveDot } from "@/components/live-dot";
import { PageHeader } from "@/components/page-header";
import { Sid } from "@/components/sid";
import { StatusBadge } from "@/components/status-badge";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { messageSid } from "@/lib/domain/callback";
import { newsEveryMs } from "@/lib/domain/message-news";
import { Alerts } from "./alerts";
import { Failure } from "./failure";
import { Inspector } from "./inspector";
import { LinksPanel } from "./links-panel";
import { MediaPanel } from "./media-panel";
import { MessageActions } from "./message-actions";
import { Neighbours } from "./neighbours";
import { Properties } from "./properties";
import { SenderPanel } from "./sender-panel";
import { StepsPanel } from "./steps-panel";
import { TextPanel } from "./text-panel";
import { Verdict } from "./verdict";
import { reasonIn, type View } from "./view";

/** One message, from the answer down to the evidence; live until nothing more can happen to it. */
export function MessagePage({
  initial,
  curl,
  list,
  newer,
  older,
}: {
  initial: View;
  /** The command that sends it again. */
  curl: string | undefined;
  /** The list one came from, with its filters. */
  list: string;
  /** Its neighbours in that list. */
  newer: string | undefined;
  older: string | undefined;
}) {
  const [pollMs, setPollMs] = useState(() => pollOf(initial));
  const { data, error, refetch } = useConsoleQuery("messages.show", { id: initial.message.id }, { initial, pollMs });
  const view = data ?? initial;
  /** When a callback was last asked for again, by the server's clock. */
  const [askedAt, setAskedAt] = useState<View["asOf"]>();
  const onAsked = () => setAskedAt(view.asOf);
  useEffect(() => setPollMs(pollOf(view, askedAt)), [view, askedAt]);

  const { message } = view;
  const isFailure = message.status === "failed" || message.status === "undelivered";
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        back={{ href: list, label: "Messages" }}
        title={<Verdict view={view} />}
        meta={
          <>
            <StatusBadge status={message.status} />
            <Sid sid={messageSid(message)} />
            {(pollMs !== undefined || error) && (
              <LiveDot state={error ? "lost" : "live"} asOf={<Time at={view.asOf} show="clock" />} />
            )}
          </>
        }
        actions={
          <>
            <Neighbours newer={newer} older={older} />
            <MessageActions
              message={message}
              curl={curl}
              back={list}
              isTold={view.exchanges.some(({ kind }) => kind !== "media")}
              onChanged={() => refetch()}
              onAsked={onAsked}
            />
          </>
        }
      />
      {error && <Lost error={error} onRetry={() => refetch()} />}
      {isFailure && message.errorCode !== null && (
        <Failure
          reason={reasonIn(view, message.errorCode)}
          status={message.status === "failed" ? "failed" : "undelivered"}
          similar={view.similar}
        />
      )}
      {view.story.alerts.length > 0 && <Alerts view={view} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] wide:grid-cols-3">
        <StepsPanel view={view} />
        <div className="flex min-w-0 flex-col gap-5">
          <TextPanel view={view} />
          {message.numMedia > 0 && <MediaPanel view={view} />}
          {view.links.length > 0 && <LinksPanel view={view} />}
          <SenderPanel view={view} />
        </div>
        <div className="min-w-0 lg:col-span-2">
          <Inspector view={view} onAsked={onAsked} />
        </div>
        <div className="min-w-0 lg:col-span-2 wide:col-span-1 wide:col-start-3 wide:row-span-2 wide:row-start-1">
          <Properties view={view} />
        </div>
      </div>
    </div>
  );
}

/** By the server's clock, which its own times are of. What was asked for again is news as a step of the message is. */
const pollOf = ({ message, asOf }: View, askedAt?: View["asOf"]) => {
  const updatedAt = new Date(Math.max(Date.parse(message.updatedAt), askedAt ? Date.parse(askedAt) : 0));
  return newsEveryMs({ status: message.status, updatedAt }, new Date(asOf));
};

function Lost({
  error,
  onRetry,
}: {
  error: { message: string; status: number; requestId: string | null };
  onRetry: () => void;
}) {
  if (error.status === 404) {
    return (
      <Banner tone="warn" announce title="This message is gone.">
        It was deleted meanwhile. Below is what was last known of it.
      </Banner>
    );
  }
  return (
    <Banner
      tone="bad"
      announce
      title="The newest state could not be loaded."
      actions={
        <Button size="sm" onClick={onRetry}>
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
  );
}
