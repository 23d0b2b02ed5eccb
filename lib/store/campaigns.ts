import type { BrandType } from "@/lib/domain/brand";
import type { Campaign } from "@/lib/domain/campaign";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Review } from "@/lib/domain/review";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { fromReview, isApprovedAt, isOpenAt, toReview } from "@/lib/store/reviews";

const WITH_PARTIES = {
  service: { select: { friendlyName: true } },
  brand: { select: { id: true, businessName: true, type: true, mock: true, score: true } },
} satisfies Prisma.CampaignInclude;
type Row = Prisma.CampaignGetPayload<{ include: typeof WITH_PARTIES }>;

/** What a campaign says of itself. */
type CampaignFields = Omit<
  Campaign,
  keyof Review | "id" | "accountId" | "serviceId" | "serviceName" | "brand" | "createdAt" | "updatedAt"
>;
export type NewCampaign = Pick<Campaign, "id" | "serviceId"> &
  Partial<CampaignFields> & { readonly brandId?: string; readonly review: Review };

/** Gives a service its campaign. @returns undefined when it has one */
export async function insert(
  db: Db,
  accountId: string,
  { review, ...fields }: NewCampaign,
): Promise<Campaign | undefined> {
  const at = review.submittedAt;
  const data = { ...writable(fields), ...fromReview(review), accountId, createdAt: at, updatedAt: at };
  const { count: made } = await db.prisma.campaign.createMany({ data: [data], skipDuplicates: true });
  return made > 0 ? findOfService(db, accountId, fields.serviceId) : undefined;
}

export async function findOfService(db: Db, accountId: string, serviceId: string): Promise<Campaign | undefined> {
  const row = await db.prisma.campaign.findUnique({ where: { serviceId, accountId }, include: WITH_PARTIES });
  return row ? toCampaign(row) : undefined;
}

/** The account's, newest first. */
export async function list(db: Db, accountId: string, page: Page): Promise<Listing<Campaign>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const where = { accountId, id: cursor };
  const rows = await db.prisma.campaign.findMany({ where, orderBy: { id: order }, take, skip, include: WITH_PARTIES });
  return toListing(page, rows.map(toCampaign), (campaign) => campaign.id);
}

/** Those that wait for a decision, oldest first. */
export async function listOpen(db: Db, accountId: string, limit: number, now: Date): Promise<Campaign[]> {
  const rows = await db.prisma.campaign.findMany({
    where: { accountId, ...isOpenAt(now) },
    orderBy: { submittedAt: "asc" },
    take: limit,
    include: WITH_PARTIES,
  });
  return rows.map(toCampaign);
}

/** Suspends a verified campaign, or ends that. @returns whether there was such a one, whose brand is not suspended */
export async function suspend(
  db: Db,
  accountId: string,
  id: string,
  { suspended, at }: { readonly suspended: boolean; readonly at: Date },
): Promise<boolean> {
  const { count: changed } = await db.prisma.campaign.updateMany({
    where: {
      id,
      accountId,
      ...isApprovedAt(at),
      suspendedAt: suspended ? null : { not: null },
      NOT: { brand: { suspendedAt: { not: null } } },
    },
    data: { suspendedAt: suspended ? at : null, updatedAt: at },
  });
  return changed > 0;
}

export async function countOfBrand(db: Db, accountId: string, brandId: string): Promise<number> {
  return db.prisma.campaign.count({ where: { accountId, brandId } });
}

/** Changes a campaign and hands it in again. @returns undefined when it is gone, or approved by now */
export async function resubmit(
  db: Db,
  accountId: string,
  serviceId: string,
  { review, ...fields }: Partial<CampaignFields> & { readonly review: Review },
): Promise<Campaign | undefined> {
  const now = review.submittedAt;
  const { count: changed } = await db.prisma.campaign.updateMany({
    where: { serviceId, accountId, NOT: isApprovedAt(now) },
    data: { ...writable(fields), ...fromReview(review), updatedAt: now },
  });
  return changed > 0 ? findOfService(db, accountId, serviceId) : undefined;
}

export async function remove(db: Db, accountId: string, serviceId: string): Promise<boolean> {
  return (await db.prisma.campaign.deleteMany({ where: { serviceId, accountId } })).count > 0;
}

const writable = <Fields extends Partial<CampaignFields>>({
  messageSamples,
  optInKeywords,
  optOutKeywords,
  helpKeywords,
  ...fields
}: Fields) => ({
  ...fields,
  messageSamples: messageSamples && [...messageSamples],
  optInKeywords: optInKeywords && [...optInKeywords],
  optOutKeywords: optOutKeywords && [...optOutKeywords],
  helpKeywords: helpKeywords && [...helpKeywords],
});

const toCampaign = ({ brandId: _brandId, brand, service, ...row }: Row): Campaign => ({
  ...row,
  serviceName: service.friendlyName,
  ...toReview(row),
  brand: brand && { ...brand, type: brand.type as BrandType },
});
