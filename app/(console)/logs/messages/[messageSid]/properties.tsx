import type { ReactNode } from "react";
import { PhoneNumber } from "@/components/phone-number";
import { Sid } from "@/components/sid";
import { Time } from "@/components/time";
import { CodeBlock } from "@/components/ui/code-block";
import { Panel } from "@/components/ui/panel";
import { messageSid } from "@/lib/domain/callback";
import { countryName } from "@/lib/domain/countries";
import type { Direction } from "@/lib/domain/message-status";
import { toldFrom, toldSegments } from "@/lib/domain/message-told";
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
export function Properties({ view }: { view: View }) {
  const { message, serviceName, templateName, story, feedback, raw } = view;
  const from = toldFrom(message);
  const isInbound = message.direction === "inbound";
  return (
    <Panel title="Properties">
      <dl className="gap-x-8 text-control md:columns-2 wide:columns-1">
        <Property name="SID">
          <Sid sid={messageSid(message)} full />
        </Property>
        <Property name="Requested by">{story.origin && <Actor actor={story.origin.actor} />}</Property>
        <Property name="Direction">{DIRECTION[message.direction]}</Property>
        <Property name="Service" none={NO_SERVICE[isInbound ? "in" : "out"]}>
          {message.serviceId && <Service id={message.serviceId} name={serviceName} />}
        </Property>
        <Property name="From">{from && <PhoneNumber value={from} country copy />}</Property>
        <Property name="To">
          <PhoneNumber value={message.to} country copy />
        </Property>
        <Property name="Country">{message.country && countryName(message.country)}</Property>
        <Property name="Segments">{toldSegments(message)}</Property>
        <Property name="Encoding">{message.encoding}</Property>
        <Property name="Media">{message.numMedia}</Property>
        <Property name="Price">{message.price && priceText(message.price, message.segments)}</Property>
        <Property name="Template">
          {story.template && (
            <Template {...story.template} name={templateName} redacted={message.redactedAt !== null} />
          )}
        </Property>
        <Property name="Feedback" none="not asked for">
          {feedback && <Outcome {...feedback} />}
        </Property>
        <Property name="Error code">{message.errorCode}</Property>
        <Property name="Created">
          <Time at={message.createdAt} show="exact" />
        </Property>
        <Property name="Scheduled for">{message.sendAt && <Time at={message.sendAt} show="exact" />}</Property>
        <Property name="Sent">{message.sentAt && <Time at={message.sentAt} show="exact" />}</Property>
        <Property name="Updated">
          <Time at={message.updatedAt} show="exact" />
        </Property>
        <Property name="Gives up at">{message.expiresAt && <Time at={message.expiresAt} show="exact" />}</Property>
        <Property name="Status callback">
          {message.statusCallback && <span className="break-all font-mono text-label">{message.statusCallback}</span>}
        </Property>
        <Property name="Tags">{message.tags && tagsText(message.tags)}</Property>
      </dl>
      <Raw title="As the API tells it" code={raw.message} />
      <Raw title="Its events" code={raw.events} />
    </Panel>
  );
}

function Property({ name, none = "not set", children }: { name: string; none?: string; children: ReactNode }) {
  return (
    <div className="grid break-inside-avoid grid-cols-[8rem_minmax(0,1fr)] items-baseline gap-x-4 py-1">
      <dt className="text-quiet">{name}</dt>
      <dd className="min-w-0">{children ?? <span className="text-quiet">{none}</span>}</dd>
    </div>
  );
}

const tagsText = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");

const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

/** Of a reply it is the message that is replied to. */
function Actor({ actor }: { actor: string }) {
  if (!SID.test(actor)) return <span className="break-all">{actor}</span>;
  return <Sid sid={actor} href={/^[SM]M/.test(actor) ? `/logs/messages/${actor}` : undefined} />;
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

function Template({
  contentSid,
  variables,
  name,
  redacted,
}: NonNullable<View["story"]["template"]> & { name: string | null; redacted: boolean }) {
  const filled = Object.entries(variables ?? {});
  return (
    <span className="flex flex-col gap-1">
      <span className="inline-flex flex-wrap items-center gap-x-2">
        {name === null ? <span className="text-quiet">Deleted template</span> : <bdi>{name || "Unnamed"}</bdi>}
        <Sid sid={contentSid} />
      </span>
      {redacted ? (
        <span className="text-quiet">Its variables were removed with the text.</span>
      ) : (
        filled.map(([variable, value]) => (
          <span key={variable} className="break-words">
            <code className="font-mono text-label text-quiet">{`{{${variable}}}`}</code> <bdi>{value}</bdi>
          </span>
        ))
      )}
    </span>
  );
}

function Outcome({ outcome, toldAt }: NonNullable<View["feedback"]>) {
  if (outcome === null || toldAt === null) return <span className="text-quiet">asked for, not told yet</span>;
  return (
    <>
      {outcome === "confirmed" ? "Confirmed" : "Unconfirmed"} <Time at={toldAt} />
    </>
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
