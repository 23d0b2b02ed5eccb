import { TrendingDown } from "lucide-react";
import type { ReactNode } from "react";
import { hrefWith } from "@/components/href";
import { countText, shareText } from "@/components/number-text";
import { PhoneNumber } from "@/components/phone-number";
import { RankedBars } from "@/components/ranked-bars";
import { Link } from "@/components/ui/link";
import { countryName } from "@/lib/domain/countries";
import { healthOf } from "@/lib/domain/health";
import { barsOf, deliveredShare, type StatusCounts, totalOf } from "@/lib/domain/insights";
import type { MessageFilter } from "@/lib/domain/message-filter";
import { STATUS_GROUPS, type StatusGroup } from "@/lib/domain/message-status";
import { logHref } from "./log-href";
import type { View } from "./view";

const WEEK_MS = 7 * 86_400_000;

type Props = { view: View; path: string };

export const ByService = ({ view, path }: Props) => (
  <Ranking
    view={view}
    path={path}
    question="By service"
    head="Service"
    ranking={view.services}
    label={(id) =>
      id === null ? (
        "None, with From"
      ) : (
        <bdi className="block max-w-28 truncate wide:max-w-56">{view.serviceNames[id] ?? "Deleted service"}</bdi>
      )
    }
    filter={(id) => ({ serviceIds: [id] })}
  />
);

export const BySender = ({ view, path }: Props) => (
  <Ranking
    view={view}
    path={path}
    question="By sender"
    head="Sender"
    ranking={view.senders}
    label={(number) => (number === null ? "None chosen" : <PhoneNumber value={number} />)}
    filter={(from) => ({ from })}
  />
);

export const ByCountry = ({ view, path }: Props) => (
  <Ranking
    view={view}
    path={path}
    question="By country"
    head="Country"
    ranking={view.countries}
    label={(code) => (code === null ? "Unknown" : countryName(code))}
    filter={(country) => ({ country })}
  />
);

/** Groups of messages, most first: how many, how many of them arrived, and how it was last week. */
function Ranking({
  view,
  path,
  question,
  head,
  ranking,
  label,
  filter,
}: {
  view: View;
  path: string;
  question: string;
  head: string;
  ranking: View["services"];
  label: (key: string | null) => ReactNode;
  filter: (key: string | null) => MessageFilter;
}) {
  const { top, others } = ranking;
  const rows = top.map(({ key, counts, before }) => ({
    key: key ?? "none",
    label: label(key),
    href: logHref(view, { directions: ["outgoing"], ...filter(key) }),
    ...figuresOf(counts),
    cells: [
      <Delivered key="delivered" counts={counts} />,
      <Before key="before" view={view} path={path} counts={counts} before={before} />,
    ],
  }));
  const rest =
    others.groups === 0
      ? []
      : [
          {
            key: "others",
            label: <span className="text-quiet">{countText(others.groups)} others</span>,
            ...figuresOf(others.counts),
            cells: [<Delivered key="delivered" counts={others.counts} />, null],
          },
        ];
  return (
    <RankedBars
      question={question}
      labelHead={head}
      columns={[
        { key: "delivered", head: "Delivered" },
        { key: "before", head: "Last week" },
      ]}
      rows={[...rows, ...rest]}
      empty={<p className="px-4 py-6 text-control text-quiet">No outgoing messages in this range.</p>}
    />
  );
}

const figuresOf = (counts: StatusCounts) => {
  const bars = barsOf(counts);
  return {
    value: totalOf(counts),
    parts: (Object.keys(STATUS_GROUPS) as StatusGroup[]).map((fill) => ({ fill, value: bars[fill] })),
  };
};

function Delivered({ counts }: { counts: StatusCounts }) {
  const { part, whole } = deliveredShare(counts);
  return (
    <span className={whole === 0 ? "text-quiet" : undefined}>{whole === 0 ? "none yet" : shareText(part, whole)}</span>
  );
}

/** Last week's share; where it fell, the way to last week's picture. */
function Before({
  view,
  path,
  counts,
  before,
}: {
  view: View;
  path: string;
  counts: StatusCounts;
  before: StatusCounts;
}) {
  const { part, whole } = deliveredShare(before);
  if (whole === 0) return <span className="text-quiet">none</span>;
  const text = shareText(part, whole);
  const { verdict } = healthOf(counts, before, []);
  if (verdict !== "worse" && verdict !== "bad") return <span className="text-quiet">{text}</span>;
  const earlier = (at: string) => new Date(Date.parse(at) - WEEK_MS).toISOString();
  return (
    <Link
      href={hrefWith(path, {}, { since: earlier(view.since), until: earlier(view.until) })}
      title="Compare with last week"
      className="inline-flex items-center gap-1 text-warn hover:underline"
    >
      <TrendingDown aria-hidden className="size-3.5" />
      <span className="sr-only">It fell: compare with last week, </span>
      {text}
    </Link>
  );
}
