import { durationText } from "@/components/duration-text";
import { countText, shareText } from "@/components/number-text";
import { Sparkline } from "@/components/sparkline";
import { StatusBadge } from "@/components/status-badge";
import { Link } from "@/components/ui/link";
import { countryName } from "@/lib/domain/countries";
import { deliveredShare, totalOf } from "@/lib/domain/insights";
import { describeSenders } from "@/lib/domain/readiness";
import { resumePath } from "@/lib/domain/service-setup";
import { toSid } from "@/lib/domain/sid";
import type { ServiceOverview } from "@/lib/operations/service-overview";
import { titleOfUseCase } from "./new/use-cases";

/** Where a service is opened: its wizard while that is open. */
export const hrefOf = (service: Pick<ServiceOverview, "id" | "setupStep" | "setupKey">): string =>
  resumePath(service) ?? `/services/${toSid("MG", service.id)}/overview`;

export function UseCase({ service: { usecase } }: { service: ServiceOverview }) {
  if (usecase === "undeclared") return <span className="text-quiet">Not chosen</span>;
  return <span className="whitespace-nowrap">{titleOfUseCase(usecase)}</span>;
}

/** Flags say less than words, and letters less than names; the names are in the title. */
export function Reach({ service: { destinations, blockedFor } }: { service: ServiceOverview }) {
  const shown = destinations.slice(0, 3);
  const rest = destinations.length - shown.length;
  return (
    <span className="whitespace-nowrap" title={destinations.map(countryName).join(", ")}>
      {shown.map((country, place) => (
        <span key={country}>
          {place > 0 && ", "}
          {blockedFor.includes(country) ? (
            <span className="text-bad">
              {country}
              <span className="sr-only"> blocked</span>
            </span>
          ) : (
            country
          )}
        </span>
      ))}
      {rest > 0 && <span className="text-quiet"> +{rest}</span>}
    </span>
  );
}

export function Senders({ service: { senders } }: { service: ServiceOverview }) {
  if (senders.length === 0) return <span className="text-quiet">None</span>;
  return <span className="block max-w-52 truncate">{describeSenders(senders)}</span>;
}

/** Links to the very rows that are counted. */
export function Sent({ service, since }: { service: ServiceOverview; since: Date }) {
  const total = totalOf(service.counts);
  if (total === 0) return <span className="text-quiet">None</span>;
  const params = new URLSearchParams({
    service: toSid("MG", service.id),
    direction: "outgoing",
    range: "custom",
    since: since.toISOString(),
  });
  return (
    <Link href={`/logs/messages?${params}`} className="relative z-1 hover:underline">
      {countText(total)}
    </Link>
  );
}

/** @param course draws the last 24 hours beside the number */
export function Delivered({
  service: { counts, hours },
  course = true,
}: {
  service: ServiceOverview;
  course?: boolean;
}) {
  const { part, whole } = deliveredShare(counts);
  if (whole === 0) return <span className="text-quiet">{totalOf(counts) > 0 ? "Not known yet" : "–"}</span>;
  const answered = hours.map((hour) => deliveredShare(hour)).filter((share) => share.whole > 0);
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap align-middle">
      {course && (
        <Sparkline values={answered.map((share) => share.part / share.whole)} className="h-5 w-14 max-[90rem]:hidden" />
      )}
      {shareText(part, whole)}
    </span>
  );
}

export function Queue({ service: { waiting, drainMs } }: { service: ServiceOverview }) {
  if (waiting === 0) return <span className="text-quiet">Empty</span>;
  return (
    <span className="whitespace-nowrap">
      {countText(waiting)}
      {drainMs >= 1000 && <span className="text-quiet"> · {durationText(drainMs)}</span>}
    </span>
  );
}

/** @param resumable off where the row itself is the link, which leads to the same place */
export function State({ service, resumable = true }: { service: ServiceOverview; resumable?: boolean }) {
  const { status, word } = service.state;
  const resume = resumable && resumePath(service);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StatusBadge status={status} word={word} />
      {resume && (
        <>
          <span aria-hidden>·</span>
          <Link href={resume} className="link relative z-1">
            Continue
          </Link>
        </>
      )}
    </span>
  );
}
