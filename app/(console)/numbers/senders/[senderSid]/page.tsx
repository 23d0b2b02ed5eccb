import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/page-header";
import { PhoneNumber } from "@/components/phone-number";
import { Sid } from "@/components/sid";
import { Time } from "@/components/time";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { countryName } from "@/lib/domain/countries";
import { Refusal } from "@/lib/domain/errors";
import type { OwnedSender } from "@/lib/domain/owned-sender";
import { fromSid, toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchOwnedSender } from "@/lib/operations/owned-senders";
import { SENDER_TYPE } from "../../number-text";
import { ReleaseSender } from "./release-sender";
import { SenderForm } from "./sender-form";

export const metadata: Metadata = { title: "Sender" };

/** One short code or channel address: its label, who is told of replies, and giving it back. */
export default async function OwnedSenderPage({ params }: { params: Promise<{ senderSid: string }> }) {
  const { ctx } = await sessionCtx();
  const { senderSid: sid } = await params;
  const sender = await find(ctx, sid);
  const { address, service, country } = sender;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        back={{ href: "/numbers/senders", label: "Short codes and channels" }}
        title={<PhoneNumber value={address} />}
        meta={<Sid sid={sid} />}
        sentence={`${SENDER_TYPE[sender.kind]}${country === null ? "" : `, ${countryName(country)}`}.`}
      />
      <div className="flex max-w-3xl flex-col gap-5">
        <Panel>
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2.5 text-control [&>dt]:text-quiet">
            <dt>Service</dt>
            <dd>
              {service ? (
                <Link href={`/services/${toSid("MG", service.id)}/senders`} className="link">
                  <bdi>{service.friendlyName}</bdi>
                </Link>
              ) : (
                <span className="text-quiet">None: it sends when a request names it as From.</span>
              )}
            </dd>
            <dt>Messages</dt>
            <dd className="flex flex-wrap gap-x-3">
              <Link href={`/logs/messages?from=${encodeURIComponent(address)}`} className="link">
                Messages from it
              </Link>
              <Link href={`/logs/messages?to=${encodeURIComponent(address)}`} className="link">
                Messages to it
              </Link>
            </dd>
            <dt>Taken</dt>
            <dd>
              <Time at={sender.createdAt} show="exact" />
            </dd>
          </dl>
        </Panel>
        <Panel
          title="Label and replies"
          description={
            service ? "The webhooks are used when its service leaves replies to each sender's own." : undefined
          }
        >
          <SenderForm sid={sid} sender={sender} />
        </Panel>
        <Panel title="Release" description="Gives it back to the carrier.">
          <ReleaseSender
            sid={sid}
            address={address}
            effects={[
              ...(service ? [`“${service.friendlyName}” loses 1 sender.`] : []),
              `Requests that name it as From are refused with ${sender.kind === "short-code" ? 21659 : 63007}.`,
            ]}
          />
        </Panel>
      </div>
    </div>
  );
}

async function find(ctx: Ctx, sid: string): Promise<OwnedSender> {
  const id = fromSid(["SC", "XE"], sid);
  if (!id) notFound();
  try {
    return await fetchOwnedSender(ctx, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 20404) notFound();
    throw error;
  }
}
