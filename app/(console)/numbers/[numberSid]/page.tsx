import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { countText } from "@/components/number-text";
import { PageHeader } from "@/components/page-header";
import { PhoneNumber } from "@/components/phone-number";
import { Sid } from "@/components/sid";
import { Time } from "@/components/time";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { countryName } from "@/lib/domain/countries";
import { Refusal } from "@/lib/domain/errors";
import { fromSid, toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchNumberOverview } from "@/lib/operations/number-overview";
import { listServices } from "@/lib/operations/services";
import { Capabilities } from "../capabilities";
import { NUMBER_TYPE } from "../number-text";
import { ServiceMenu } from "../service-menu";
import { LeaveService } from "./leave-service";
import { NumberForm } from "./number-form";
import { ReleaseNumber } from "./release-number";

export const metadata: Metadata = { title: "Number" };

/** As many as a menu can show. */
const SERVICES_SHOWN = 50;

export default async function NumberPage({ params }: { params: Promise<{ numberSid: string }> }) {
  const { ctx } = await sessionCtx();
  const { numberSid: sid } = await params;
  const { number, effects } = await find(ctx, sid);
  const { service } = number;
  const services = service ? [] : (await listServices(ctx, { limit: SERVICES_SHOWN })).rows;
  const place = [number.locality, number.region, countryName(number.country)].filter(Boolean).join(", ");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        back={{ href: "/numbers/active", label: "Numbers" }}
        title={<PhoneNumber value={number.phoneNumber} />}
        meta={<Sid sid={sid} />}
        sentence={`${NUMBER_TYPE[number.type]}, ${place}.`}
      />
      <div className="flex max-w-3xl flex-col gap-5">
        <Panel>
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2.5 text-control [&>dt]:text-quiet">
            <dt>Capabilities</dt>
            <dd>
              <Capabilities {...number.capabilities} />
            </dd>
            <dt>Service</dt>
            <dd className="flex flex-wrap items-center gap-2">
              {service ? (
                <>
                  <Link href={`/services/${toSid("MG", service.id)}/senders`} className="link min-w-0 truncate">
                    <bdi>{service.friendlyName}</bdi>
                  </Link>
                  <LeaveService
                    sid={sid}
                    service={{ sid: toSid("MG", service.id), friendlyName: service.friendlyName }}
                    stickyPeople={effects.stickyPeople}
                  />
                </>
              ) : (
                <>
                  <span className="text-quiet">None: it sends when a request names it as From.</span>
                  <ServiceMenu
                    numberSid={sid}
                    services={services.map(({ id, friendlyName }) => ({ sid: toSid("MG", id), friendlyName }))}
                  />
                </>
              )}
            </dd>
            <dt>Last used</dt>
            <dd className="flex flex-wrap gap-x-3">
              {number.lastUsedAt ? (
                <Time at={number.lastUsedAt} show="both" />
              ) : (
                <span className="text-quiet">Never</span>
              )}
              <Link href={`/logs/messages?from=${encodeURIComponent(number.phoneNumber)}`} className="link">
                Messages from it
              </Link>
              <Link href={`/logs/messages?to=${encodeURIComponent(number.phoneNumber)}`} className="link">
                Messages to it
              </Link>
            </dd>
            <dt>Bought</dt>
            <dd>
              <Time at={number.createdAt} show="exact" />
            </dd>
            <dt>Cost</dt>
            <dd>Free, from the simulated carrier</dd>
          </dl>
        </Panel>
        <Panel
          title="Label and replies"
          description={
            service ? "The webhooks are used when its service leaves replies to each sender's own." : undefined
          }
        >
          <NumberForm sid={sid} number={number} />
        </Panel>
        <Panel
          title="Release"
          description="Gives the number back. What depends on it is named before anything happens."
        >
          <ReleaseNumber sid={sid} phoneNumber={number.phoneNumber} effects={releaseSentences(service, effects)} />
        </Panel>
      </div>
    </div>
  );
}

async function find(ctx: Ctx, sid: string) {
  const id = fromSid("PN", sid);
  if (!id) notFound();
  try {
    return await fetchNumberOverview(ctx, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 20404) notFound();
    throw error;
  }
}

function releaseSentences(
  service: { friendlyName: string } | null,
  { stickyPeople, waiting }: { stickyPeople: number; waiting: number },
): string[] {
  return [
    ...(service ? [`“${service.friendlyName}” loses 1 sender.`] : []),
    ...(stickyPeople > 0 ? [`${countText(stickyPeople)} people lose their sticky sender.`] : []),
    ...(waiting > 0 ? [`${countText(waiting)} waiting messages still go out from it.`] : []),
    "Requests that name it as From are refused with 21606.",
  ];
}
