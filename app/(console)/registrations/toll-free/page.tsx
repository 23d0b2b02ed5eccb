import { Phone } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { hrefWith, type SearchParams } from "@/components/href";
import { PhoneNumber } from "@/components/phone-number";
import { StatusBadge } from "@/components/status-badge";
import { Time } from "@/components/time";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { sessionCtx } from "@/lib/console/session";
import type { OwnedNumber } from "@/lib/domain/owned-number";
import { fromSid, toSid } from "@/lib/domain/sid";
import { listNumbers } from "@/lib/operations/phone-numbers";
import { listVerifications, type TollFreeVerification } from "@/lib/operations/toll-free-verifications";
import { RegistrationsHeader } from "../header";
import { RejectionText } from "../rejection-text";
import { ReviewBadge } from "../review-badge";
import { Waiting } from "../waiting";

export const metadata: Metadata = { title: "Toll-free verification" };

const PATH = "/registrations/toll-free";
const PAGE_ROWS = 50;
/** Verifications are looked up for the numbers of a page among the newest. */
const VERIFICATIONS_MAX = 1_000;

type Row = { readonly number: OwnedNumber; readonly verification: TollFreeVerification | undefined };

/** The toll-free numbers of the account, with where their verification stands. */
export default async function TollFreePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await sessionCtx();
  const params = await searchParams;
  const after = typeof params.page === "string" ? fromSid("PN", params.page) : undefined;
  const [numbers, verifications] = await Promise.all([
    listNumbers(ctx, { type: "toll-free" }, { limit: PAGE_ROWS, ...(after && { after }) }),
    listVerifications(ctx, {}, { limit: VERIFICATIONS_MAX }),
  ]);
  const now = ctx.now();
  const byNumber = new Map(verifications.rows.map((verification) => [verification.number.id, verification]));
  const rows = numbers.rows.map((number): Row => ({ number, verification: byNumber.get(number.id) }));
  return (
    <div className="flex flex-col gap-5">
      <RegistrationsHeader sentence="Toll-free numbers must be verified before they may text the US and Canada. Until then carriers block each message (30032)." />
      <Waiting reviews={rows.flatMap(({ verification }) => verification ?? [])} now={now} />
      <DataTable
        caption="Toll-free numbers"
        columns={columnsAt(now)}
        rows={rows}
        rowKey={({ number }) => number.id}
        rowHref={({ number }) => `${PATH}/${toSid("PN", number.id)}`}
        renderCompact={(row) => (
          <span className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
            <PhoneNumber value={row.number.phoneNumber} className="font-medium" />
            <State row={row} now={now} />
            <span className="col-span-2 truncate text-quiet">{row.verification?.details.businessName}</span>
          </span>
        )}
        empty={
          <EmptyState
            icon={<Phone aria-hidden />}
            title="No toll-free number"
            action={<ButtonLink href="/numbers/buy?country=US&type=toll-free">Buy a toll-free number</ButtonLink>}
          >
            A toll-free number reaches the US and Canada without a brand or campaign, once it is verified.
          </EmptyState>
        }
      />
      {(numbers.nextAfter || after) && (
        <Pagination
          shown={rows.length}
          noun="numbers"
          next={numbers.nextAfter && hrefWith(PATH, params, { page: toSid("PN", numbers.nextAfter) })}
          first={after && hrefWith(PATH, params, {})}
        />
      )}
    </div>
  );
}

const columnsAt = (now: Date): readonly Column<Row>[] => [
  { key: "number", head: "Number", cell: ({ number }) => <PhoneNumber value={number.phoneNumber} /> },
  { key: "state", head: "State", cell: (row) => <State row={row} now={now} /> },
  {
    key: "business",
    head: "Business",
    cell: ({ verification }) => <bdi className="block max-w-56 truncate">{verification?.details.businessName}</bdi>,
  },
  {
    key: "service",
    head: "Service",
    cell: ({ number }) => <bdi className="block max-w-56 truncate">{number.service?.friendlyName}</bdi>,
  },
  {
    key: "submitted",
    head: "Handed in",
    cell: ({ verification }) => verification && <Time at={verification.submittedAt} />,
  },
];

function State({ row: { number, verification }, now }: { row: Row; now: Date }) {
  if (!verification) {
    return number.registration === "verified" ? (
      <StatusBadge status="verified" word="Marked as verified" />
    ) : (
      <StatusBadge status="unverified" word="Not verified" />
    );
  }
  return (
    <span className="flex flex-col items-start gap-1">
      <ReviewBadge review={verification} now={now} />
      <RejectionText review={verification} now={now} />
    </span>
  );
}
