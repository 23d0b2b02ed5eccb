import { OctagonX, TriangleAlert } from "lucide-react";
import { hrefWith } from "@/components/href";
import { Time } from "@/components/time";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Attention, AttentionTarget } from "@/lib/domain/attention";
import { paramsFromFilter } from "@/lib/domain/message-filter";
import { resumePath } from "@/lib/domain/service-setup";
import { toSid } from "@/lib/domain/sid";
import type { ServiceOverview } from "@/lib/operations/service-overview";

/** What needs somebody, worst first, each with one button. */
export function AttentionList({
  items,
  services,
}: {
  items: readonly Attention[];
  services: readonly ServiceOverview[];
}) {
  return (
    <Panel title="Needs attention" padded={false}>
      <ul className="divide-y">
        {items.map(({ key, severity, sentence, since, action }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-control">
            {severity === "bad" ? (
              <OctagonX aria-label="Bad" className="size-4 shrink-0 text-bad" />
            ) : (
              <TriangleAlert aria-label="Warning" className="size-4 shrink-0 text-warn" />
            )}
            <p className="min-w-0 flex-1 basis-64">
              {sentence}
              {since && (
                <span className="ml-2 whitespace-nowrap text-label text-quiet">
                  since <Time at={since} show="row" />
                </span>
              )}
            </p>
            {action && (
              <ButtonLink href={hrefOf(action.target, services)} size="sm">
                {action.label}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function hrefOf(target: AttentionTarget, services: readonly ServiceOverview[]): string {
  switch (target.to) {
    case "messages":
      return hrefWith("/logs/messages", {}, { range: "custom", ...paramsFromFilter(target.filter) });
    case "message":
      return `/logs/messages/${toSid("SM", target.id)}`;
    case "password":
      return "/settings/sign-in";
    case "service": {
      const sid = toSid("MG", target.id);
      if (target.page === "senders") return `/services/${sid}/senders`;
      const service = services.find(({ id }) => id === target.id);
      return (target.page === "resume" && service && resumePath(service)) || `/services/${sid}/setup/compliance`;
    }
  }
}
