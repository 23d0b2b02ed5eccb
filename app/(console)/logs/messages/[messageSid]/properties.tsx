import type { ReactNode } from "react";
import { PhoneNumber } from "@/components/phone-number";
import { Sid } from "@/components/sid";
import { Time } from "@/components/time";
import { CodeBlock } from "@/components/ui/code-block";
import { Panel } from "@/components/ui/panel";
import { messageSid } from "@/lib/domain/callback";
import { countryName } from "@/lib/domain/countries";
import { toldFrom, toldSegments } from "@/lib/domain/message-resource";
import type { Direction } from "@/lib/domain/message-status";
import { toSid } from "@/lib/domain/sid";
import type { View } from "./view";

const DIRECTION: Record<Direction, string> = {
  inbound: "Incoming",
  "outbound-api": "Outgoing",
  "outbound-reply": "Reply",
  "outbound-call": "Outgoing, during a call",
};

/** @source behaviour §8.1 (recording rule) */
const NO_SERVICE = {
  in: "none: the number that received it is in no service",
  out: "none: sent with From only, so no service is recorded",
};

/** Every property, and what is not set said so; below, the API's own words. */
export function Properties({ view: { message, serviceName, story, raw } }: { view: View }) {
  const from = toldFrom(message);
  const time = (at: string | null) => at && <Time at={at} show="exact" />;
  const properties: readonly (readonly [name: string, value: ReactNode])[] = [
    ["SID", <Sid key="sid" sid={messageSid(message)} full />],
    ["Requested by", story.origin && <Actor actor={story.origin.actor} />],
    ["Direction", DIRECTION[message.direction]],
    [
      "Service",
      message.serviceId ? (
        <Service id={message.serviceId} name={serviceName} />
      ) : (
        <span className="text-quiet">{NO_SERVICE[message.direction === "inbound" ? "in" : "out"]}</span>
      ),
    ],
    ["From", from && <PhoneNumber value={from} country copy />],
    ["To", <PhoneNumber key="to" value={message.to} country copy />],
    ["Country", message.country && countryName(message.country)],
    ["Segments", toldSegments(message)],
    ["Encoding", message.encoding],
    ["Media", message.numMedia],
    ["Price", message.price && priceText(message.price, message.segments)],
    ["Error code", message.errorCode],
    ["Created", time(message.createdAt)],
    ["Scheduled for", time(message.sendAt)],
    ["Sent", time(message.sentAt)],
    ["Updated", time(message.updatedAt)],
    ["Gives up at", time(message.expiresAt)],
    [
      "Status callback",
      message.statusCallback && <span className="break-all font-mono text-label">{message.statusCallback}</span>,
    ],
    [
      "Tags",
      message.tags &&
        Object.entries(message.tags)
          .map(([name, value]) => `${name}: ${value}`)
          .join(", "),
    ],
  ];
  return (
    <Panel title="Properties">
      <dl className="gap-x-8 text-control md:columns-2 wide:columns-1">
        {properties.map(([name, value]) => (
          <div
            key={name}
            className="grid break-inside-avoid grid-cols-[8rem_minmax(0,1fr)] items-baseline gap-x-4 py-1"
          >
            <dt className="text-quiet">{name}</dt>
            <dd className="min-w-0">{value ?? <span className="text-quiet">not set</span>}</dd>
          </div>
        ))}
      </dl>
      <Raw title="As the API tells it" code={raw.message} />
      <Raw title="Its events" code={raw.events} />
    </Panel>
  );
}

const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

function Actor({ actor }: { actor: string }) {
  return SID.test(actor) ? <Sid sid={actor} /> : <span className="break-all">{actor}</span>;
}

function Service({ id, name }: { id: string; name: string | null }) {
  const sid = toSid("MG", id);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {name ? <bdi>{name}</bdi> : <span className="text-quiet">Deleted service</span>}
      <Sid sid={sid} href={name ? `/services/${sid}/overview` : undefined} />
    </span>
  );
}

/** @source behaviour §10.6 (segments × unit) */
function priceText(price: string, segments: number): string {
  const total = Math.abs(Number(price));
  const dollars = `$${total.toFixed(5)}`;
  return segments > 1 ? `${dollars}: ${segments} segments × $${(total / segments).toFixed(5)}` : dollars;
}

function Raw({ title, code }: { title: string; code: string }) {
  return (
    <details className="mt-4 text-control">
      <summary className="w-fit font-medium text-quiet hover:text-ink">{title}</summary>
      <CodeBlock code={code} label={title} className="mt-2" />
    </details>
  );
}
