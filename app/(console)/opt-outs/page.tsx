import { MessageSquareOff } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import type { FilterField } from "@/components/filter-field";
import { hrefWith, type SearchParams } from "@/components/href";
import { PageHeader } from "@/components/page-header";
import { Time } from "@/components/time";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import type { SelectOption } from "@/components/ui/select";
import { sessionCtx } from "@/lib/console/session";
import { OPT_OUT_SOURCES } from "@/lib/domain/opt-out";
import { formatNumber } from "@/lib/domain/phone-number";
import { may } from "@/lib/domain/role";
import { fromSid, toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { listOptOuts, lookUpOptOuts, type OptOut, serviceNames } from "@/lib/operations/opt-outs";
import { listNumbers } from "@/lib/operations/phone-numbers";
import { listServices } from "@/lib/operations/services";
import { AddOptOut } from "./add-opt-out";
import { EndOptOut } from "./end-opt-out";
import { ImportList } from "./import-list";
import { LookUp } from "./look-up";
import { causeOf, endOf, isOpen, type Names, Recipient, Scope, State, scopeText, When } from "./opt-out-cells";
import { readScope } from "./scope-text";

export const metadata: Metadata = { title: "Opt-outs" };

const PATH = "/opt-outs";
const PAGE_ROWS = 50;
/** Services and numbers that can be chosen in a form; the API takes any. */
const CHOICES_MAX = 200;

const fieldsFor = (scopes: readonly SelectOption[]): readonly FilterField[] => [
  { key: "scope", label: "Silences", kind: "choice", options: scopes },
  { key: "q", label: "Digits", kind: "text" },
  {
    key: "state",
    label: "State",
    kind: "choice",
    options: [
      { value: "open", label: "Blocked" },
      { value: "ended", label: "Ended" },
    ],
  },
  {
    key: "source",
    label: "Source",
    kind: "choice",
    options: [
      { value: "keyword", label: "Keyword" },
      { value: "console", label: "Console" },
      { value: "api", label: "API" },
      { value: "import", label: "Import" },
    ],
  },
];

/** The ledger of who wants no messages: look one up, see all, bring and take lists. */
export default async function OptOutsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, role } = await sessionCtx();
  const params = await searchParams;
  const one = (key: string) => (typeof params[key] === "string" ? params[key] : undefined);
  const asked = one("number")?.trim() ?? "";
  const state = one("state");
  const after = fromSid("OO", one("page") ?? "");
  const scope = readScope(one("scope") ?? "");
  const filter = {
    serviceId: scope?.serviceId ?? undefined,
    sender: scope?.sender ?? undefined,
    recipient: digitsOf(one("q")),
    open: state === "open" ? true : state === "ended" ? false : undefined,
    source: OPT_OUT_SOURCES.find((source) => source === one("source")),
  };
  const [found, { rows, nextAfter }, scopes] = await Promise.all([
    asked === "" ? undefined : lookUpOptOuts(ctx, asked),
    listOptOuts(ctx, filter, { limit: PAGE_ROWS, ...(after && { after }) }),
    scopeChoices(ctx),
  ]);
  const names = await serviceNames(ctx, [...rows, ...(found?.rows ?? [])]);
  const mayChange = may(role, "send");
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Opt-outs"
        sentence="Who replied STOP, or said so in another way, gets nothing more from that service or number (21610), until they reply START."
        actions={
          <>
            <ButtonLink href="/opt-outs/export" download prefetch={false}>
              Export
            </ButtonLink>
            {mayChange && <ImportList scopes={scopes} />}
            {mayChange && <AddOptOut scopes={scopes} recipient={found?.recipient ?? ""} />}
          </>
        }
      />
      <LookUp asked={asked} found={found} names={names} mayChange={mayChange} />
      <div className="flex flex-col gap-3">
        <FilterBar path={PATH} params={params} fields={fieldsFor(scopes)} />
        <DataTable
          caption="Opt-outs"
          columns={columnsFor(names, mayChange)}
          rows={rows}
          rowKey={(row) => row.id}
          renderCompact={(row) => <CompactOptOut row={row} names={names} />}
          empty={
            filtered || after ? (
              <EmptyState title="No opt-outs match" action={<ButtonLink href={PATH}>Clear filters</ButtonLink>} />
            ) : (
              <EmptyState icon={<MessageSquareOff aria-hidden />} title="Nobody has opted out">
                Replies like STOP appear here by themselves. Bring the list of another platform with Import, before you
                send to the same people from here.
              </EmptyState>
            )
          }
        />
        {(nextAfter || after) && (
          <Pagination
            shown={rows.length}
            noun="opt-outs"
            next={nextAfter && hrefWith(PATH, params, { page: toSid("OO", nextAfter) })}
            first={after && hrefWith(PATH, params, {})}
          />
        )}
      </div>
    </div>
  );
}

/** What was typed, as the beginning of an E.164 number. */
const digitsOf = (text: string | undefined) => {
  const digits = text?.replace(/\D/g, "") ?? "";
  return digits === "" ? undefined : `+${digits}`;
};

const columnsFor = (names: Names, mayChange: boolean): readonly Column<OptOut>[] => [
  { key: "recipient", head: "Recipient", cell: (row) => <Recipient row={row} /> },
  { key: "state", head: "State", cell: (row) => <State row={row} /> },
  { key: "scope", head: "Silences", cell: (row) => <Scope row={row} names={names} /> },
  { key: "started", head: "Since", cell: (row) => <When at={row.startedAt} cause={causeOf(row)} /> },
  {
    key: "ended",
    head: "Ended",
    cell: (row) =>
      isOpen(row) && mayChange ? (
        <EndOptOut id={row.id} recipient={formatNumber(row.recipient)} scope={scopeText(row, names)} />
      ) : (
        <Ended row={row} />
      ),
  },
];

function CompactOptOut({ row, names }: { row: OptOut; names: Names }) {
  return (
    <span className="grid grid-cols-[1fr_auto] gap-x-3">
      <Recipient row={row} />
      <span className="text-end">
        <State row={row} />
      </span>
      <span className="truncate text-quiet">{scopeText(row, names)}</span>
      <Time at={row.endedAt ?? row.startedAt} className="text-end text-quiet" />
    </span>
  );
}

function Ended({ row }: { row: OptOut }) {
  const cause = endOf(row);
  return row.endedAt && cause ? (
    <When at={row.endedAt} cause={cause} />
  ) : (
    <span className="text-quiet">Still blocked</span>
  );
}

async function scopeChoices(ctx: Ctx) {
  const [services, numbers] = await Promise.all([
    listServices(ctx, { limit: CHOICES_MAX }),
    listNumbers(ctx, {}, { limit: CHOICES_MAX }),
  ]);
  return [
    ...services.rows.map(({ id, friendlyName }) => ({
      value: toSid("MG", id),
      label: `${friendlyName}, every sender`,
    })),
    ...numbers.rows.map(({ phoneNumber }) => ({ value: phoneNumber, label: `${formatNumber(phoneNumber)} only` })),
  ];
}
