import { CircleAlert, CircleCheck, Info, type LucideIcon } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { type Column, DataTable } from "@/components/data-table";
import { healthText, healthTone } from "@/components/health-text";
import { PageHeader } from "@/components/page-header";
import { TONE_TEXT } from "@/components/tone";
import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/panel";
import { ZONE_COOKIE, zoneFromCookie } from "@/components/zone";
import { sessionCtx } from "@/lib/console/session";
import { totalOf } from "@/lib/domain/insights";
import type { Tone } from "@/lib/domain/message-status";
import { may } from "@/lib/domain/role";
import { toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { readHome } from "@/lib/operations/home";
import type { ServiceOverview } from "@/lib/operations/service-overview";
import { AttentionList } from "./attention-list";
import { Checklist, isComplete } from "./checklist";
import { Connect } from "./connect";
import { DayChart } from "./day-chart";
import { RefreshEvery } from "./refresh-every";
import { Delivered, hrefOf, Queue, Sent, State } from "./services/service-cells";

export const metadata: Metadata = { title: "Home" };

const SERVICES_SHOWN = 8;
const REFRESH_MS = 10_000;

/** Is anything wrong? Until something was sent: what to do first. */
export default async function HomePage() {
  const { ctx, role, operator, account } = await sessionCtx();
  const zone = zoneFromCookie((await cookies()).get(ZONE_COOKIE)?.value);
  const { overview, services, attention, milestones } = await readHome(ctx, {
    zone,
    mayAdminister: may(role, "administer"),
    simulatedMps: env().SENDER_MPS,
    initialPassword: operator.initialPassword,
  });
  const busiest = [...services.services].sort((a, b) => totalOf(b.counts) - totalOf(a.counts)).slice(0, SERVICES_SHOWN);
  const ready = busiest.find(({ state }) => state.status === "ready");
  const tryPath = ready ? `/services/${toSid("MG", ready.id)}/setup/try` : "/services/new";
  const fresh = !milestones.sent;
  // Past deliveries say nothing while nothing leaves.
  const outage = attention.find(({ key }) => key === "gateway")?.sentence;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={fresh ? "Welcome. Five steps to a conversation." : <Answer health={overview.health} outage={outage} />}
        sentence={fresh ? "Nothing was sent yet. Each step below opens where it is done." : undefined}
        actions={
          <>
            {!fresh && <RefreshEvery ms={REFRESH_MS} asOf={overview.asOf} />}
            <ButtonLink href={tryPath} variant="primary">
              {ready ? "Send a test" : "Create service"}
            </ButtonLink>
          </>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {fresh && <Checklist done={milestones} tryPath={tryPath} />}
          {attention.length > 0 && <AttentionList items={attention} services={services.services} />}
          {!fresh && <DayChart overview={overview} zone={zone} />}
          {busiest.length > 0 && <Services rows={busiest} since={services.since} />}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {!fresh && !isComplete(milestones) && <Checklist done={milestones} tryPath={tryPath} />}
          <Connect
            baseUrl={env().PUBLIC_URL}
            accountSid={toSid("AC", account.id)}
            serviceSid={ready && toSid("MG", ready.id)}
            mayReveal={may(role, "administer")}
          />
        </div>
      </div>
    </div>
  );
}

const ICON: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  moving: Info,
  quiet: Info,
  warn: CircleAlert,
  bad: CircleAlert,
};

/** The page's question, answered in a sentence. */
function Answer({ health, outage }: { health: Parameters<typeof healthText>[0]; outage: string | undefined }) {
  const tone = outage ? "bad" : healthTone(health.verdict);
  const Icon = ICON[tone];
  return (
    <span className="flex gap-2.5">
      <Icon aria-hidden className={cn("mt-1 size-5 shrink-0", TONE_TEXT[tone])} />
      {outage ?? healthText(health, "in the last 24 hours")}
    </span>
  );
}

function Services({ rows, since }: { rows: readonly ServiceOverview[]; since: Date }) {
  const columns: readonly Column<ServiceOverview>[] = [
    {
      key: "name",
      head: "Name",
      cell: (service) => <bdi className="block max-w-64 truncate font-medium">{service.friendlyName}</bdi>,
    },
    { key: "sent", head: "Sent 24 h", align: "end", cell: (service) => <Sent service={service} since={since} /> },
    {
      key: "delivered",
      head: "Delivered",
      align: "end",
      cell: (service) => <Delivered service={service} course={false} />,
    },
    { key: "queue", head: "Queue", cell: (service) => <Queue service={service} />, className: "max-wide:hidden" },
    { key: "state", head: "State", cell: (service) => <State service={service} /> },
  ];
  return (
    <Panel
      title="Services"
      actions={
        <ButtonLink href="/services" size="sm" variant="ghost">
          See all
        </ButtonLink>
      }
      padded={false}
    >
      <DataTable
        caption="Busiest services"
        columns={columns}
        rows={rows}
        rowKey={(service) => service.id}
        rowHref={hrefOf}
        failed={(service) => service.state.status === "blocked"}
        renderCompact={(service) => (
          <span className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1">
            <bdi className="truncate font-medium">{service.friendlyName}</bdi>
            <Delivered service={service} />
            <State service={service} resumable={false} />
          </span>
        )}
      />
    </Panel>
  );
}
