import type { Brand, BrandType, Vetting, VettingProvider } from "@/lib/domain/brand";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Review } from "@/lib/domain/review";
import type { Db } from "@/lib/store/db";
import type { Prisma, BrandVetting as VettingRow } from "@/lib/store/generated/client";
import { fromReview, isApprovedAt, isOpenAt, isRejectedAt, toReview } from "@/lib/store/reviews";

const WITH_VETTINGS = { vettings: { orderBy: { id: "desc" } } } satisfies Prisma.BrandInclude;
type Row = Prisma.BrandGetPayload<{ include: typeof WITH_VETTINGS }>;

/** What is known of a new brand. */
type NewBrand = Pick<
  Brand,
  "id" | "businessName" | "type" | "customerProfileId" | "a2pProfileId" | "mock" | "skipAutomaticSecVet" | "score"
> & { readonly review: Review };

export async function insert(db: Db, accountId: string, { review, ...fields }: NewBrand): Promise<Brand> {
  const at = review.submittedAt;
  const data = { ...fields, ...fromReview(review), accountId, createdAt: at, updatedAt: at };
  return toBrand(await db.prisma.brand.create({ data, include: WITH_VETTINGS }));
}

export async function find(db: Db, accountId: string, id: string): Promise<Brand | undefined> {
  const row = await db.prisma.brand.findUnique({ where: { id, accountId }, include: WITH_VETTINGS });
  return row ? toBrand(row) : undefined;
}

export async function count(db: Db, accountId: string): Promise<number> {
  return db.prisma.brand.count({ where: { accountId } });
}

/** Newest first. */
export async function list(db: Db, accountId: string, page: Page): Promise<Listing<Brand>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const where = { accountId, id: cursor };
  const rows = await db.prisma.brand.findMany({ where, orderBy: { id: order }, take, skip, include: WITH_VETTINGS });
  return toListing(page, rows.map(toBrand), (brand) => brand.id);
}

/** Those that wait for a decision, oldest first. */
export async function listOpen(db: Db, accountId: string, limit: number, now: Date): Promise<Brand[]> {
  const rows = await db.prisma.brand.findMany({
    where: { accountId, ...isOpenAt(now) },
    orderBy: { submittedAt: "asc" },
    take: limit,
    include: WITH_VETTINGS,
  });
  return rows.map(toBrand);
}

/** Vettings that wait for a decision, with the name of their brand, oldest first. */
export async function listOpenVettings(
  db: Db,
  accountId: string,
  limit: number,
  now: Date,
): Promise<(Vetting & { readonly businessName: string | null })[]> {
  const rows = await db.prisma.brandVetting.findMany({
    where: { accountId, ...isOpenAt(now) },
    orderBy: { submittedAt: "asc" },
    take: limit,
    include: { brand: { select: { businessName: true } } },
  });
  return rows.map(({ brand, ...row }) => ({ ...toVetting(row), businessName: brand.businessName }));
}

/** Hands a rejected brand in again. @returns undefined when the account has no such one, or it is not rejected by now */
export async function resubmit(
  db: Db,
  accountId: string,
  id: string,
  review: Review,
  resubmissionsMax: number,
): Promise<Brand | undefined> {
  const now = review.submittedAt;
  const { count: changed } = await db.prisma.brand.updateMany({
    where: { id, accountId, resubmissions: { lt: resubmissionsMax }, ...isRejectedAt(now) },
    data: { ...fromReview(review), resubmissions: { increment: 1 }, updatedAt: now },
  });
  return changed > 0 ? find(db, accountId, id) : undefined;
}

/** Notes that a code was sent to its owner. */
export async function noteOtp(db: Db, accountId: string, id: string, at: Date): Promise<void> {
  await db.prisma.brand.updateMany({ where: { id, accountId }, data: { otpSentAt: at, updatedAt: at } });
}

/**
 * Suspends an approved brand with the campaigns it has, or ends that. A campaign that was suspended for itself stays so.
 * @returns whether there was such a brand
 */
export async function suspend(
  db: Db,
  accountId: string,
  id: string,
  { suspended, at }: { readonly suspended: boolean; readonly at: Date },
): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const brand = await tx.brand.findFirst({
      where: { id, accountId, ...isApprovedAt(at), suspendedAt: suspended ? null : { not: null } },
    });
    if (!brand) return false;
    const suspendedAt = suspended ? at : null;
    await tx.brand.updateMany({ where: { id, accountId }, data: { suspendedAt, updatedAt: at } });
    await tx.campaign.updateMany({
      where: { accountId, brandId: id, suspendedAt: suspended ? null : brand.suspendedAt },
      data: { suspendedAt, updatedAt: at },
    });
    return true;
  });
}

export async function insertVetting(
  db: Db,
  accountId: string,
  { review, ...fields }: Pick<Vetting, "id" | "brandId" | "provider" | "reference"> & { readonly review: Review },
): Promise<Vetting> {
  const at = review.submittedAt;
  return toVetting(
    await db.prisma.brandVetting.create({
      data: { ...fields, ...fromReview(review), accountId, createdAt: at, updatedAt: at },
    }),
  );
}

function toBrand({ vettings, ...row }: Row): Brand {
  return { ...row, ...toReview(row), type: row.type as BrandType, vettings: vettings.map(toVetting) };
}

const toVetting = (row: VettingRow): Vetting => ({
  ...row,
  ...toReview(row),
  provider: row.provider as VettingProvider,
});
