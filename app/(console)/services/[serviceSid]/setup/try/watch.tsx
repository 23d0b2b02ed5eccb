import { Failure } from "@/app/(console)/logs/messages/[messageSid]/failure";
import { StepsPanel } from "@/app/(console)/logs/messages/[messageSid]/steps-panel";
import { Verdict } from "@/app/(console)/logs/messages/[messageSid]/verdict";
import { reasonIn, type View } from "@/app/(console)/logs/messages/[messageSid]/view";
import { StatusBadge } from "@/components/status-badge";
import { Panel } from "@/components/ui/panel";
import { formatNumber } from "@/lib/domain/phone-number";
import { Callbacks } from "./callbacks";

/** The message that was just sent: the steps as they come, and what the endpoint answered. */
export function Watch({ view, expected }: { view: View; expected: string | undefined }) {
  const { message, exchanges } = view;
  return (
    <section aria-label="What happened" className="flex flex-col gap-4">
      <div>
        <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lead">
          <StatusBadge status={message.status} />
          <span className="font-medium">
            <Verdict view={view} />
          </span>
        </p>
        {message.from !== null && expected !== undefined && (
          <p className="mt-1 text-control text-quiet">
            {message.from === expected
              ? `Sent from ${formatNumber(message.from)}, as expected.`
              : `Sent from ${formatNumber(message.from)}. ${formatNumber(expected)} was expected; something else was sent meanwhile.`}
          </p>
        )}
      </div>
      {(message.status === "failed" || message.status === "undelivered") && message.errorCode !== null && (
        <Failure reason={reasonIn(view, message.errorCode)} status={message.status} similar={null} />
      )}
      <StepsPanel view={view} />
      <Panel title="Callbacks" padded={exchanges.length === 0}>
        <Callbacks view={view} />
      </Panel>
    </section>
  );
}
