import { hrefWith } from "@/components/href";
import { countText } from "@/components/number-text";
import { PartyTag } from "@/components/party-tag";
import { Time } from "@/components/time";
import { TONE_TINT } from "@/components/tone";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import type { Explanation } from "@/lib/domain/errors";
import { paramsFromFilter } from "@/lib/domain/message-filter";
import { COUNTED_MAX } from "@/lib/domain/message-log";
import type { View } from "./view";

/** Why it failed, what to do, and how many others did. */
export function Failure({
  reason: { code, party, cause, remedy },
  status,
  similar,
}: {
  reason: Explanation;
  status: "failed" | "undelivered";
  similar: View["similar"];
}) {
  return (
    <section
      aria-label="Why it failed"
      className={cn("flex flex-col gap-2 rounded-panel px-4 py-3", TONE_TINT[status === "failed" ? "bad" : "warn"])}
    >
      <div className="flex flex-wrap items-center gap-2 text-body text-ink">
        <PartyTag party={party} />
        <p>
          {cause} {remedy}
        </p>
      </div>
      {similar && (
        <p className="text-control text-ink">
          {countText(similar.count)}
          {similar.count >= COUNTED_MAX ? " or more" : ""} {similar.count === 1 ? "other" : "others"} like this since{" "}
          <Time at={similar.since} />.{" "}
          <Link
            href={hrefWith(
              "/logs/messages",
              {},
              paramsFromFilter({ errorCode: code, createdFrom: new Date(similar.since) }),
            )}
            className="link"
          >
            See them
          </Link>
        </p>
      )}
    </section>
  );
}
