import { ClipboardCheck } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { Time } from "@/components/time";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { formatNumber } from "@/lib/domain/phone-number";
import type { Review, ReviewedKind } from "@/lib/domain/review";
import { may } from "@/lib/domain/role";
import { toSid } from "@/lib/domain/sid";
import { listOpenReviews, type OpenReviews, rejectionsOf } from "@/lib/operations/reviews";
import { BRAND_TYPE, brandName } from "../brand-name";
import { RegistrationsHeader } from "../header";
import { ReviewBadge } from "../review-badge";
import { Waiting } from "../waiting";
import { Decide } from "./decide";
import { ReviewForm } from "./review-form";

export const metadata: Metadata = { title: "Review" };

/** What waits, as a reviewer reads it. */
type Row = {
  readonly kind: ReviewedKind;
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly href: string;
  readonly review: Review;
};

const KIND: Record<ReviewedKind, string> = {
  brand: "Brand",
  vetting: "Vetting",
  campaign: "Campaign",
  verification: "Toll-free verification",
};

/** The reviewer's desk: carriers and their registries are played here. */
export default async function ReviewPage() {
  const { ctx, role, account } = await sessionCtx();
  const rows = rowsOf(await listOpenReviews(ctx));
  const now = ctx.now();
  const mayReview = may(role, "administer");
  return (
    <div className="flex flex-col gap-5">
      <RegistrationsHeader
        sentence={
          account.reviewSeconds === null
            ? "What is handed in waits here until an owner or admin decides it."
            : `What is handed in is decided by a rule after ${account.reviewSeconds} s, or sooner here.`
        }
      />
      <Waiting reviews={rows.map(({ review }) => review)} now={now} />
      <DataTable
        caption="Waiting for a decision"
        columns={columnsAt(now, mayReview)}
        rows={rows}
        rowKey={({ id }) => id}
        renderCompact={(row) => (
          <span className="flex flex-col gap-2">
            <span className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
              <bdi className="truncate font-medium">{row.name}</bdi>
              <ReviewBadge review={row.review} now={now} />
              <span className="col-span-2 text-quiet">{KIND[row.kind]}</span>
              <bdi className="col-span-2 line-clamp-2">{row.says}</bdi>
            </span>
            {mayReview && <Decide kind={row.kind} id={row.id} name={row.name} reasons={rejectionsOf(row.kind)} />}
          </span>
        )}
        empty={
          <EmptyState icon={<ClipboardCheck aria-hidden />} title="Nothing waits for a decision">
            Brands, campaigns, vettings and toll-free verifications appear here when they are handed in.
          </EmptyState>
        }
      />
      {mayReview && (
        <Panel
          title="Who decides"
          description="In the world these are carriers and their registries. Here it is yours to say."
          className="max-w-3xl"
        >
          <ReviewForm key={account.reviewSeconds} seconds={account.reviewSeconds} />
        </Panel>
      )}
    </div>
  );
}

const columnsAt = (now: Date, mayReview: boolean): readonly Column<Row>[] => [
  {
    key: "name",
    head: "What",
    cell: ({ name, kind, href }) => (
      <span className="flex flex-col">
        <Link href={href} className="link">
          <bdi className="block max-w-64 truncate font-medium">{name}</bdi>
        </Link>
        <span className="text-quiet">{KIND[kind]}</span>
      </span>
    ),
  },
  {
    key: "says",
    head: "What it says",
    cell: ({ says }) => (
      <bdi className="line-clamp-2 min-w-48 max-w-md whitespace-normal" title={says}>
        {says}
      </bdi>
    ),
  },
  { key: "state", head: "State", cell: ({ review }) => <ReviewBadge review={review} now={now} /> },
  { key: "since", head: "Handed in", cell: ({ review }) => <Time at={review.submittedAt} /> },
  {
    key: "decide",
    head: <span className="sr-only">Decision</span>,
    align: "end",
    cell: ({ kind, id, name }) => mayReview && <Decide kind={kind} id={id} name={name} reasons={rejectionsOf(kind)} />,
  },
];

/** Oldest first, whatever their kind. */
function rowsOf({ brands, vettings, campaigns, verifications }: OpenReviews): readonly Row[] {
  const rows: readonly Row[] = [
    ...brands.map(
      (brand): Row => ({
        kind: "brand",
        id: brand.id,
        name: brandName(brand),
        says: BRAND_TYPE[brand.type],
        href: "/registrations/brands",
        review: brand,
      }),
    ),
    ...vettings.map(
      (vetting): Row => ({
        kind: "vetting",
        id: vetting.id,
        name: brandName({ id: vetting.brandId, businessName: vetting.businessName }),
        says: `${vetting.provider}${vetting.reference ? `: ${vetting.reference}` : ""}`,
        href: "/registrations/brands",
        review: vetting,
      }),
    ),
    ...campaigns.map(
      (campaign): Row => ({
        kind: "campaign",
        id: campaign.id,
        name: campaign.serviceName,
        says: [campaign.description, ...campaign.messageSamples].filter(Boolean).join(" · "),
        href: `/registrations/campaigns/${toSid("MG", campaign.serviceId)}`,
        review: campaign,
      }),
    ),
    ...verifications.map(
      (verification): Row => ({
        kind: "verification",
        id: verification.id,
        name: formatNumber(verification.number.phoneNumber),
        says: `${verification.details.businessName}: ${verification.details.useCaseSummary} · ${verification.details.productionMessageSample}`,
        href: `/registrations/toll-free/${toSid("PN", verification.number.id)}`,
        review: verification,
      }),
    ),
  ];
  return rows.toSorted((one, other) => one.review.submittedAt.getTime() - other.review.submittedAt.getTime());
}
