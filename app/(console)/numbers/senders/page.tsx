import { Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { hrefWith, type SearchParams } from "@/components/href";
import { PhoneNumber } from "@/components/phone-number";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { sessionCtx } from "@/lib/console/session";
import { countryName } from "@/lib/domain/countries";
import type { OwnedSender } from "@/lib/domain/owned-sender";
import { fromSid, toSid } from "@/lib/domain/sid";
import { listOwnedSenders } from "@/lib/operations/owned-senders";
import { SENDER_TYPE } from "../number-text";
import { NumbersHeader } from "../tabs";
import { senderSid } from "./sender-sid";

export const metadata: Metadata = { title: "Short codes and channels" };

const PATH = "/numbers/senders";
const PAGE_ROWS = 50;

const COLUMNS: readonly Column<OwnedSender>[] = [
  { key: "address", head: "Address", cell: ({ address }) => <PhoneNumber value={address} /> },
  { key: "type", head: "Type", cell: ({ kind }) => SENDER_TYPE[kind] },
  { key: "country", head: "Country", cell: ({ country }) => (country === null ? "Any" : countryName(country)) },
  { key: "service", head: "Service", cell: (sender) => <ServiceLink sender={sender} /> },
  {
    key: "webhook",
    head: "Webhook",
    cell: ({ smsUrl }) =>
      smsUrl ? (
        <span title={smsUrl} className="block max-w-56 truncate">
          {URL.canParse(smsUrl) ? new URL(smsUrl).host : smsUrl}
        </span>
      ) : (
        <span className="text-quiet">None</span>
      ),
  },
];

/** What the account sends from besides numbers, and where it is set who is told of replies. */
export default async function OwnedSendersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await sessionCtx();
  const params = await searchParams;
  const after = typeof params.page === "string" ? fromSid(["SC", "XE"], params.page) : undefined;
  const { rows, nextAfter } = await listOwnedSenders(ctx, {}, { limit: PAGE_ROWS, after });
  return (
    <div className="flex flex-col gap-5">
      <NumbersHeader
        sentence="Short codes, and the addresses this account has on WhatsApp, Messenger and RCS. Each sends through one service, or alone when a request names it as From."
        buy={false}
      />
      <DataTable
        caption="Short codes and channels"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
        rowHref={(sender) => `${PATH}/${senderSid(sender)}`}
        renderCompact={(sender) => (
          <span className="grid grid-cols-[1fr_auto] gap-x-3">
            <PhoneNumber value={sender.address} className="font-medium" />
            <span className="text-end">{SENDER_TYPE[sender.kind]}</span>
            <span className="col-span-2 truncate text-quiet">{sender.service?.friendlyName ?? "No service"}</span>
          </span>
        )}
        empty={
          <EmptyState icon={<Waypoints aria-hidden />} title="No short code and no channel yet">
            They are taken where they are used: open a service, Senders, Add senders.
          </EmptyState>
        }
      />
      <Pagination
        shown={rows.length}
        noun="senders"
        next={nextAfter && hrefWith(PATH, params, { page: toSid("XE", nextAfter) })}
        first={after && hrefWith(PATH, params, {})}
      />
    </div>
  );
}

function ServiceLink({ sender: { service } }: { sender: OwnedSender }) {
  if (!service) return <span className="text-quiet">None</span>;
  return (
    <Link href={`/services/${toSid("MG", service.id)}/senders`} className="link relative z-1 block max-w-56 truncate">
      <bdi>{service.friendlyName}</bdi>
    </Link>
  );
}
