import { Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import type { FilterField } from "@/components/filter-field";
import { hrefWith, type SearchParams } from "@/components/href";
import { countText } from "@/components/number-text";
import { PageHeader } from "@/components/page-header";
import { Sid } from "@/components/sid";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { sessionCtx } from "@/lib/console/session";
import { may } from "@/lib/domain/role";
import { isDiscardable } from "@/lib/domain/service-setup";
import { toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { listServiceOverviews, type ServiceOverview } from "@/lib/operations/service-overview";
import { Delivered, hrefOf, Queue, Reach, Senders, Sent, State, UseCase } from "./service-cells";
import { ServiceMenu } from "./service-menu";

export const metadata: Metadata = { title: "Services" };

const PATH = "/services";
const PAGE_ROWS = 50;

const FIELDS: readonly FilterField[] = [
  { key: "q", label: "Name or SID", kind: "text" },
  {
    key: "state",
    label: "State",
    kind: "choice",
    options: [
      { value: "blocked", label: "Blocked" },
      { value: "setup", label: "Setup" },
      { value: "ready", label: "Ready" },
    ],
  },
];

export default async function ServicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, role } = await sessionCtx();
  const params = await searchParams;
  const { services, since } = await listServiceOverviews(ctx, {
    mayAdminister: may(role, "administer"),
    simulatedMps: env().SENDER_MPS,
  });
  if (services.length === 0) return <NoServices />;

  const matching = services.filter((service) => matches(service, params));
  const first = Math.max(0, Number(params.page) || 0);
  const rows = matching.slice(first, first + PAGE_ROWS);
  const more = matching.length > first + PAGE_ROWS;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Services" sentence={sentenceOf(services)} actions={<CreateService />} />
      <div className="flex flex-col gap-3">
        <FilterBar
          path={PATH}
          params={params}
          fields={FIELDS}
          find={{ placeholder: "Find a name or SID", rules: [{ pattern: ".+", key: "q" }], unknown: "" }}
        />
        <DataTable
          caption="Services"
          columns={columns(since)}
          rows={rows}
          rowKey={(service) => service.id}
          rowHref={hrefOf}
          failed={(service) => service.state.status === "blocked"}
          renderCompact={(service) => <CompactService service={service} />}
          empty={
            <EmptyState title="No services match" action={<ButtonLink href={PATH}>Clear filters</ButtonLink>}>
              A filter looks at the name, the SID and the state.
            </EmptyState>
          }
        />
        <Pagination
          shown={rows.length}
          noun="services"
          next={more ? hrefWith(PATH, params, { page: String(first + PAGE_ROWS) }) : undefined}
          first={first > 0 ? hrefWith(PATH, params, {}) : undefined}
        />
      </div>
    </div>
  );
}

const columns = (since: Date): readonly Column<ServiceOverview>[] => [
  {
    key: "name",
    head: "Name",
    cell: (service) => <bdi className="block max-w-56 truncate font-medium">{service.friendlyName}</bdi>,
  },
  { key: "sid", head: "SID", cell: (service) => <Sid sid={toSid("MG", service.id)} />, className: "max-wide:hidden" },
  {
    key: "usecase",
    head: "Use case",
    cell: (service) => <UseCase service={service} />,
    className: "max-xl:hidden",
  },
  { key: "senders", head: "Senders", cell: (service) => <Senders service={service} />, className: "max-lg:hidden" },
  { key: "reach", head: "Reach", cell: (service) => <Reach service={service} />, className: "max-lg:hidden" },
  { key: "sent", head: "Sent 24 h", align: "end", cell: (service) => <Sent service={service} since={since} /> },
  { key: "delivered", head: "Delivered", align: "end", cell: (service) => <Delivered service={service} /> },
  { key: "queue", head: "Queue", cell: (service) => <Queue service={service} />, className: "max-md:hidden" },
  { key: "state", head: "State", cell: (service) => <State service={service} /> },
  {
    key: "actions",
    head: <span className="sr-only">Actions</span>,
    align: "end",
    className: "w-px",
    cell: (service) => (
      <ServiceMenu
        service={{
          id: service.id,
          sid: toSid("MG", service.id),
          friendlyName: service.friendlyName,
          href: hrefOf(service),
          waiting: service.waiting,
          discardable: isDiscardable({ setupStep: service.setupStep, poolSize: service.senders.length }),
        }}
      />
    ),
  },
];

function matches(service: ServiceOverview, { q, state }: SearchParams): boolean {
  const wanted = typeof q === "string" ? q.trim().toLowerCase() : "";
  const states = [state ?? []].flat();
  return (
    (wanted === "" ||
      service.friendlyName.toLowerCase().includes(wanted) ||
      toSid("MG", service.id).toLowerCase() === wanted) &&
    (states.length === 0 || states.includes(service.state.status))
  );
}

function sentenceOf(services: readonly ServiceOverview[]): string {
  const having = (status: string) => services.filter((service) => service.state.status === status).length;
  const parts = [
    { count: having("blocked"), word: "blocked" },
    { count: having("setup"), word: "in setup" },
    { count: having("ready"), word: "ready" },
  ];
  return `${parts
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${countText(count)} ${word}`)
    .join(", ")}.`;
}

function CompactService({ service }: { service: ServiceOverview }) {
  return (
    <span className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1">
      <bdi className="truncate font-medium">{service.friendlyName}</bdi>
      <span className="text-end">
        <Delivered service={service} />
      </span>
      <State service={service} resumable={false} />
      <span className="text-end">
        <Queue service={service} />
      </span>
    </span>
  );
}

const CreateService = () => (
  <ButtonLink href="/services/new" variant="primary">
    Create service
  </ButtonLink>
);

function NoServices() {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Services" />
      <EmptyState icon={<Waypoints aria-hidden />} title="No services yet" action={<CreateService />}>
        A service bundles senders and rules behind one SID. Your code sends to the service; the service picks the
        sender.
      </EmptyState>
    </div>
  );
}
