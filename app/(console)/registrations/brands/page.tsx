import { BadgeCheck } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { hrefWith, type SearchParams } from "@/components/href";
import { Sid } from "@/components/sid";
import { Time } from "@/components/time";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { sessionCtx } from "@/lib/console/session";
import { type Brand, identityStatus } from "@/lib/domain/brand";
import { type Campaign, campaignRate, usecasesOf } from "@/lib/domain/campaign";
import { stageOf } from "@/lib/domain/review";
import { may } from "@/lib/domain/role";
import { fromSid, toSid } from "@/lib/domain/sid";
import { listBrands } from "@/lib/operations/brands";
import { listCampaigns } from "@/lib/operations/campaigns";
import { BRAND_TYPE, brandName } from "../brand-name";
import { RegistrationsHeader } from "../header";
import { RejectionText } from "../rejection-text";
import { ReviewBadge } from "../review-badge";
import { SuspendButton } from "../suspend-button";
import { Waiting } from "../waiting";
import { RegisterBrand } from "./register-brand";
import { ResubmitBrand } from "./resubmit-brand";

export const metadata: Metadata = { title: "Brands and campaigns" };

const PATH = "/registrations/brands";
const PAGE_ROWS = 50;
/** An account has 100 brands at most. */
const BRANDS_SHOWN = 100;

const IDENTITY = {
  SELF_DECLARED: "Declared by itself",
  UNVERIFIED: "Not verified",
  VERIFIED: "Verified",
  VETTED_VERIFIED: "Vetted and verified",
} as const;

/** Who sends to the US from long codes, and what. */
export default async function BrandsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, role } = await sessionCtx();
  const params = await searchParams;
  const after = typeof params.page === "string" ? fromSid("QE", params.page) : undefined;
  const [brands, campaigns] = await Promise.all([
    listBrands(ctx, { limit: BRANDS_SHOWN }),
    listCampaigns(ctx, { limit: PAGE_ROWS, ...(after && { after }) }),
  ]);
  const now = ctx.now();
  const mayChange = may(role, "send");
  const mayReview = may(role, "administer");
  return (
    <div className="flex flex-col gap-5">
      <RegistrationsHeader
        sentence="US carriers take texts from long codes only for a registered brand and campaign. Other countries ask for neither."
        actions={mayChange && <RegisterBrand />}
      />
      <section className="flex flex-col gap-2">
        <div className="flex items-center gap-3">
          <h2 className="font-semibold text-body">Brands</h2>
          <Waiting reviews={[...brands.rows, ...campaigns.rows]} now={now} />
        </div>
        <DataTable
          caption="Brands"
          columns={brandColumns(now, mayChange, mayReview)}
          rows={brands.rows}
          rowKey={({ id }) => id}
          renderCompact={(brand) => (
            <span className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
              <bdi className="truncate font-medium">{brandName(brand)}</bdi>
              <ReviewBadge review={brand} now={now} />
              <span className="text-quiet">{BRAND_TYPE[brand.type]}</span>
              <span className="text-end">
                <BrandAction brand={brand} now={now} mayChange={mayChange} mayReview={mayReview} />
              </span>
              <span className="col-span-2">
                <RejectionText review={brand} now={now} />
              </span>
            </span>
          )}
          empty={
            <EmptyState icon={<BadgeCheck aria-hidden />} title="No brand yet">
              A brand is the business that sends. Register it once; each service's campaign names it.
            </EmptyState>
          }
        />
      </section>
      <section className="flex flex-col gap-2">
        <h2 className="font-semibold text-body">Campaigns</h2>
        <DataTable
          caption="Campaigns"
          columns={campaignColumns(now)}
          rows={campaigns.rows}
          rowKey={({ id }) => id}
          rowHref={({ serviceId }) => `/registrations/campaigns/${toSid("MG", serviceId)}`}
          renderCompact={(campaign) => (
            <span className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
              <bdi className="truncate font-medium">{campaign.serviceName}</bdi>
              <ReviewBadge review={campaign} now={now} />
              <span className="col-span-2 truncate text-quiet">{usecaseName(campaign)}</span>
            </span>
          )}
          empty={
            <EmptyState title="No campaign yet" action={<ButtonLink href="/services">Open services</ButtonLink>}>
              A campaign says what a service sends. Open a service, Compliance, to register its campaign.
            </EmptyState>
          }
        />
        {(campaigns.nextAfter || after) && (
          <Pagination
            shown={campaigns.rows.length}
            noun="campaigns"
            next={campaigns.nextAfter && hrefWith(PATH, params, { page: toSid("QE", campaigns.nextAfter) })}
            first={after && hrefWith(PATH, params, {})}
          />
        )}
      </section>
    </div>
  );
}

const brandColumns = (now: Date, mayChange: boolean, mayReview: boolean): readonly Column<Brand>[] => [
  {
    key: "name",
    head: "Brand",
    cell: (brand) => (
      <span className="flex flex-col">
        <bdi className="max-w-72 truncate font-medium">{brandName(brand)}</bdi>
        <Sid sid={toSid("BN", brand.id)} />
      </span>
    ),
  },
  {
    key: "type",
    head: "Kind",
    cell: ({ type, mock }) => (mock ? `${BRAND_TYPE[type]}, mock` : BRAND_TYPE[type]),
  },
  {
    key: "state",
    head: "State",
    cell: (brand) => (
      <span className="flex flex-col items-start gap-1">
        <ReviewBadge review={brand} now={now} />
        <RejectionText review={brand} now={now} />
      </span>
    ),
  },
  { key: "identity", head: "Identity", cell: (brand) => IDENTITY[identityStatus(brand, now)] },
  {
    key: "score",
    head: "Score",
    align: "end",
    cell: (brand) =>
      stageOf(brand, now) === "approved" && brand.score !== null ? brand.score : <span className="text-quiet">–</span>,
  },
  { key: "submitted", head: "Handed in", cell: ({ submittedAt }) => <Time at={submittedAt} /> },
  {
    key: "actions",
    head: <span className="sr-only">Actions</span>,
    align: "end",
    cell: (brand) => <BrandAction brand={brand} now={now} mayChange={mayChange} mayReview={mayReview} />,
  },
];

/** What can be done about a brand in its state. */
function BrandAction({
  brand,
  now,
  mayChange,
  mayReview,
}: {
  brand: Brand;
  now: Date;
  mayChange: boolean;
  mayReview: boolean;
}) {
  const stage = stageOf(brand, now);
  if (stage === "rejected" && mayChange) return <ResubmitBrand id={brand.id} />;
  if (!mayReview || (stage !== "approved" && stage !== "suspended")) return null;
  return <SuspendButton kind="brand" id={brand.id} name={brandName(brand)} suspended={stage === "suspended"} />;
}

const campaignColumns = (now: Date): readonly Column<Campaign>[] => [
  {
    key: "service",
    head: "Service",
    cell: ({ serviceName }) => <bdi className="block max-w-72 truncate font-medium">{serviceName}</bdi>,
  },
  { key: "usecase", head: "Use case", cell: usecaseName },
  {
    key: "brand",
    head: "Brand",
    cell: ({ brand }) =>
      brand ? (
        <bdi className="block max-w-56 truncate">{brandName(brand)}</bdi>
      ) : (
        <span className="text-quiet">Registered elsewhere</span>
      ),
  },
  {
    key: "state",
    head: "State",
    cell: (campaign) => (
      <span className="flex flex-col items-start gap-1">
        <ReviewBadge review={campaign} now={now} />
        <RejectionText review={campaign} now={now} />
      </span>
    ),
  },
  {
    key: "rate",
    head: "Segments a second",
    align: "end",
    cell: ({ usecase, brand }) => campaignRate(usecase, brand).segmentsPerSecond,
  },
  { key: "submitted", head: "Handed in", cell: ({ submittedAt }) => <Time at={submittedAt} /> },
];

function usecaseName({ usecase, brand }: Campaign): string {
  return usecasesOf(brand?.type ?? "STANDARD").find(({ code }) => code === usecase)?.name ?? "Not told";
}
