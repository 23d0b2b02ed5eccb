import { Hash } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import type { FilterField } from "@/components/filter-field";
import { hrefWith, type SearchParams } from "@/components/href";
import { PhoneNumber } from "@/components/phone-number";
import { Time } from "@/components/time";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { sessionCtx } from "@/lib/console/session";
import { countryName } from "@/lib/domain/countries";
import type { NumberType } from "@/lib/domain/settings";
import { fromSid, toSid } from "@/lib/domain/sid";
import { listNumberOverviews, type NumberOverview } from "@/lib/operations/number-overview";
import { countriesOnSale } from "@/lib/operations/number-search";
import { NUMBER_TYPE } from "../number-text";
import { NumbersHeader } from "../tabs";

export const metadata: Metadata = { title: "Numbers" };

const PATH = "/numbers/active";
const PAGE_ROWS = 50;

const FIELDS: readonly FilterField[] = [
  { key: "q", label: "Digits or label", kind: "text" },
  {
    key: "type",
    label: "Type",
    kind: "choice",
    options: Object.entries(NUMBER_TYPE).map(([value, label]) => ({ value, label })),
  },
  {
    key: "country",
    label: "Country",
    kind: "choice",
    options: countriesOnSale().map(({ code }) => ({ value: code, label: countryName(code) })),
  },
  { key: "used", label: "Use", kind: "choice", options: [{ value: "idle", label: "Idle 30 days" }] },
];

const COLUMNS: readonly Column<NumberOverview>[] = [
  { key: "number", head: "Number", cell: (number) => <PhoneNumber value={number.phoneNumber} country /> },
  {
    key: "label",
    head: "Label",
    cell: (number) => <bdi className="block max-w-56 truncate">{number.friendlyName}</bdi>,
  },
  { key: "service", head: "Service", cell: (number) => <ServiceLink number={number} /> },
  { key: "webhook", head: "Webhook", cell: (number) => <Webhook url={number.smsUrl} />, className: "max-lg:hidden" },
  { key: "used", head: "Last used", cell: (number) => <LastUsed at={number.lastUsedAt} /> },
  { key: "cost", head: "Cost", align: "end", cell: () => "Free", className: "max-lg:hidden" },
];

export default async function ActiveNumbersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await sessionCtx();
  const params = await searchParams;
  const one = (key: string) => (typeof params[key] === "string" ? params[key] : undefined);
  const after = fromSid("PN", one("page") ?? "");
  const filter = {
    search: one("q"),
    type: Object.keys(NUMBER_TYPE).find((type): type is NumberType => type === one("type")),
    country: one("country"),
    idle: one("used") === "idle",
  };
  const { rows, nextAfter } = await listNumberOverviews(ctx, filter, { limit: PAGE_ROWS, after });
  const filtered = Object.values(filter).some(Boolean);
  const none = rows.length === 0 && !filtered && !after;
  return (
    <div className="flex flex-col gap-5">
      <NumbersHeader
        sentence="Numbers of this account. A number sends through one service, or alone when a request names it as From."
        buy={!none}
      />
      {none ? (
        <EmptyState
          icon={<Hash aria-hidden />}
          title="You own no numbers yet"
          action={
            <ButtonLink href="/numbers/buy" variant="primary">
              Buy a number
            </ButtonLink>
          }
        >
          Buying one takes a few seconds. With the simulator it is free.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-3">
          <FilterBar
            path={PATH}
            params={params}
            fields={FIELDS}
            find={{ placeholder: "Find digits or a label", rules: [{ pattern: ".+", key: "q" }], unknown: "" }}
          />
          <DataTable
            caption="Numbers"
            columns={COLUMNS}
            rows={rows}
            rowKey={(number) => number.id}
            rowHref={(number) => `/numbers/${toSid("PN", number.id)}`}
            renderCompact={(number) => <CompactNumber number={number} />}
            empty={
              <EmptyState title="No numbers match" action={<ButtonLink href={PATH}>Clear filters</ButtonLink>}>
                Filters are kept in the address, so a link shows the same rows to a colleague.
              </EmptyState>
            }
          />
          <Pagination
            shown={rows.length}
            noun="numbers"
            next={nextAfter && hrefWith(PATH, params, { page: toSid("PN", nextAfter) })}
            first={after && hrefWith(PATH, params, {})}
          />
        </div>
      )}
    </div>
  );
}

function CompactNumber({ number }: { number: NumberOverview }) {
  return (
    <span className="grid grid-cols-[1fr_auto] gap-x-3">
      <PhoneNumber value={number.phoneNumber} country className="font-medium" />
      <span className="text-end">
        <LastUsed at={number.lastUsedAt} />
      </span>
      <span className="truncate text-quiet">{number.friendlyName}</span>
      <span className="truncate text-end text-quiet">{number.service?.friendlyName ?? "No service"}</span>
    </span>
  );
}

function ServiceLink({ number: { service } }: { number: NumberOverview }) {
  if (!service) return <span className="text-quiet">None</span>;
  return (
    <Link href={`/services/${toSid("MG", service.id)}/senders`} className="link relative z-1 block max-w-56 truncate">
      <bdi>{service.friendlyName}</bdi>
    </Link>
  );
}

function Webhook({ url }: { url: string | null }) {
  if (!url) return <span className="text-quiet">None</span>;
  return (
    <span title={url} className="block max-w-56 truncate">
      {URL.canParse(url) ? new URL(url).host : url}
    </span>
  );
}

const LastUsed = ({ at }: { at: Date | null }) =>
  at ? <Time at={at} show="relative" /> : <span className="text-quiet">Never</span>;
