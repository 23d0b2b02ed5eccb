"use client";

import { StatusBadge } from "@/components/status-badge";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { Failure } from "./[messageSid]/failure";
import { StepsPanel } from "./[messageSid]/steps-panel";
import { Verdict } from "./[messageSid]/verdict";
import { reasonIn } from "./[messageSid]/view";

/** Steps and cause of a message beside the log, which stays as it is. */
export function Peek({ id, href, onClose }: { id: string; href: string; onClose: () => void }) {
  const { data: view, error } = useConsoleQuery("messages.show", { id }, { pollMs: 3_000 });
  const message = view?.message;
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={view ? <Verdict view={view} /> : "Message"}
      footer={
        <ButtonLink href={href} variant="primary">
          Open message
        </ButtonLink>
      }
    >
      <div className="flex flex-col gap-4">
        {error && (
          <Banner tone="bad" announce title="This message could not be loaded.">
            {error.message}
          </Banner>
        )}
        {!view && !error && <Skeleton className="h-80 rounded-panel" />}
        {view && message && (
          <>
            <div>
              <StatusBadge status={message.status} />
            </div>
            {message.errorCode !== null && (message.status === "failed" || message.status === "undelivered") && (
              <Failure reason={reasonIn(view, message.errorCode)} status={message.status} similar={view.similar} />
            )}
            <StepsPanel view={view} />
          </>
        )}
      </div>
    </SidePanel>
  );
}
