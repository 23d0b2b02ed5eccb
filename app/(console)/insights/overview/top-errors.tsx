import { countText } from "@/components/number-text";
import { PartyTag } from "@/components/party-tag";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { explain } from "@/lib/domain/errors";
import { logHref } from "./log-href";
import type { View } from "./view";

/** The codes that failed most messages: who held them, why, and what to do. */
export function TopErrors({ view }: { view: View }) {
  const { errors, otherErrors } = view;
  return (
    <Panel
      title="What fails most?"
      padded={false}
      footer={otherErrors > 0 ? `${countText(otherErrors)} more ${otherErrors === 1 ? "code" : "codes"}` : undefined}
    >
      {errors.length === 0 ? (
        <EmptyState title="No errors.">
          Every outgoing message of this range is delivered, sent or on its way.
        </EmptyState>
      ) : (
        <ol className="divide-y">
          {errors.map(({ code, count }) => {
            const { name, party, cause, remedy } = explain(code);
            return (
              <li
                key={code}
                className="relative grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3 text-control hover:bg-hover"
              >
                <p className="min-w-0 font-medium">
                  <Link
                    href={logHref(view, { directions: ["outgoing"], errorCode: code })}
                    className="after:absolute after:inset-0 hover:text-accent"
                  >
                    {name}
                    <span className="sr-only">: see messages</span>
                  </Link>{" "}
                  <span className="font-mono font-normal text-label text-quiet">{code}</span>
                </p>
                <span className="text-end font-medium tabular-nums">{countText(count)}</span>
                <p className="min-w-0 text-quiet">
                  {cause} {remedy}
                </p>
                <span className="self-start justify-self-end">
                  <PartyTag party={party} />
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
