import type { Metadata } from "next";
import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { durationText } from "@/components/duration-text";
import { countText, shareText } from "@/components/number-text";
import { StatTile } from "@/components/stat-tile";
import { Time } from "@/components/time";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { readQuery } from "@/lib/console/queries";
import { countryName } from "@/lib/domain/countries";
import { deliveredShare, sumOf, totalOf, WITH_ERRORS } from "@/lib/domain/insights";
import { describeSenders, listText } from "@/lib/domain/readiness";
import { toSid } from "@/lib/domain/sid";
import { fetchServiceTraffic, type ServiceTraffic } from "@/lib/operations/service-traffic";
import { CompactRow, LOG_COLUMNS } from "../../../../logs/messages/log-columns";
import { titleOfUseCase } from "../../../new/use-cases";
import { loadService } from "../../load";
import { ReachTable } from "../../parts/reach-table";

export const metadata: Metadata = { title: "Service" };

const RECENT_ROWS = 8;
const SHOWN = ["date", "from", "to", "status", "troubleshoot"];

/** Is it healthy: what it did in the last day, whom it reaches, and its newest messages. */
export default async function OverviewPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { ctx, service, input, readiness, sid } = await loadService((await params).serviceSid);
  const [traffic, log] = await Promise.all([
    fetchServiceTraffic(ctx, service.id),
    readQuery(ctx, "messages.log", { params: { service: sid } }),
  ]);
  const rows = log.rows.slice(0, RECENT_ROWS);
  const all = `/logs/messages?service=${sid}`;
  return (
    <div className="flex flex-col gap-5">
      <Tiles traffic={traffic} sid={sid} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Panel
          title="Reach"
          description={
            input.pool.length === 0
              ? "No sender yet, so every request is refused with 21704."
              : `${describeSenders(input.pool)}. For each message the sender this person already knows, else one from their country, else the least busy.`
          }
          actions={
            <ButtonLink size="sm" href={`/services/${sid}/senders`}>
              {input.pool.length === 0 ? "Add a sender" : "Senders"}
            </ButtonLink>
          }
          padded={false}
        >
          <ReachTable destinations={readiness.destinations} framed={false} />
        </Panel>
        <Panel title="About">
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-control">
            <dt className="text-quiet">Use case</dt>
            <dd>{titleOfUseCase(service.usecase)}</dd>
            <dt className="text-quiet">Destinations</dt>
            <dd>{listText(input.destinations.map(countryName))}</dd>
            <dt className="text-quiet">Gives up after</dt>
            <dd>{durationText(service.validityPeriod * 1_000)}</dd>
            <dt className="text-quiet">Delivery reports</dt>
            <dd className="break-all">{service.statusCallback ?? <span className="text-quiet">not set</span>}</dd>
            <dt className="text-quiet">Created</dt>
            <dd>
              <Time at={service.createdAt} show="exact" className="whitespace-normal" />
            </dd>
          </dl>
        </Panel>
      </div>
      <Panel
        title="Newest messages"
        actions={
          rows.length > 0 && (
            <Link href={all} className="link text-control">
              See all
            </Link>
          )
        }
        padded={false}
      >
        <DataTable
          caption="Newest messages"
          columns={LOG_COLUMNS.filter(({ key }) => SHOWN.includes(key))}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/logs/messages/${toSid("SM", id)}`}
          failed={({ status }) => status === "failed"}
          renderCompact={(row) => <CompactRow row={row} />}
          empty={
            <EmptyState
              title="No messages yet"
              action={
                <ButtonLink size="sm" href={`/services/${sid}/setup/try`}>
                  Send a test
                </ButtonLink>
              }
            >
              Messages that name this service as MessagingServiceSid appear here within a second.
            </EmptyState>
          }
        />
      </Panel>
    </div>
  );
}

/** Each number leads to the messages it counts. */
function Tiles({ traffic, sid }: { traffic: ServiceTraffic; sid: string }) {
  const { counts, hours, since, waiting, drainMs } = traffic;
  const total = totalOf(counts);
  const delivered = deliveredShare(counts);
  const errors = sumOf(counts, WITH_ERRORS);
  const log = (statuses: readonly string[] = []) => {
    const query = new URLSearchParams({
      service: sid,
      direction: "outgoing",
      range: "custom",
      since: since.toISOString(),
    });
    for (const status of statuses) query.append("status", status);
    return `/logs/messages?${query}`;
  };
  return (
    <section aria-label="Last 24 hours" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatTile
        label="Messages, 24 h"
        value={total === 0 ? "No messages" : countText(total)}
        {...(total > 0 && { href: log(), spark: hours.map(totalOf) })}
      />
      <StatTile
        label="Confirmed delivered"
        value={
          delivered.whole === 0
            ? total === 0
              ? "No messages"
              : "Not known yet"
            : shareText(delivered.part, delivered.whole)
        }
        {...(delivered.part > 0 && { href: log(["delivered", "read"]) })}
      />
      <StatTile
        label="With errors"
        value={total === 0 ? "No messages" : countText(errors)}
        {...(errors > 0 && { href: log(WITH_ERRORS) })}
      />
      <StatTile
        label="Waiting"
        value={countText(waiting)}
        note={waiting === 0 ? "Nothing waits." : `The last leaves in ${durationText(drainMs)}.`}
        {...(waiting > 0 && { href: log(["waiting"]) })}
      />
    </section>
  );
}
