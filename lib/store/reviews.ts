import type { Rejection, Review, ReviewedKind } from "@/lib/domain/review";
import type { Db } from "@/lib/store/db";
import { Prisma } from "@/lib/store/generated/client";

/** The four columns that everything has that is reviewed. */
type Columns = {
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
  readonly rejection: Prisma.JsonValue;
  readonly suspendedAt: Date | null;
};

export const REVIEW_COLUMNS = { submittedAt: true, decidedAt: true, rejection: true, suspendedAt: true } as const;

export const toReview = ({ submittedAt, decidedAt, rejection, suspendedAt }: Columns): Review => ({
  submittedAt,
  decidedAt,
  rejection: rejection as Rejection | null,
  suspendedAt,
});

export const fromReview = ({ rejection, ...review }: Review) => ({
  submittedAt: review.submittedAt,
  decidedAt: review.decidedAt,
  rejection: fromRejection(rejection),
  suspendedAt: review.suspendedAt,
});

const fromRejection = (rejection: Rejection | null) =>
  rejection ? { ...rejection, fields: [...rejection.fields] } : Prisma.DbNull;

/** Whether it waits for a decision: of a reviewer, or of the time. */
export const isOpenAt = (now: Date) => ({ OR: [{ decidedAt: null }, { decidedAt: { gt: now } }] });

/** Whether it was approved, suspended or not. */
export const isApprovedAt = (now: Date) => ({ decidedAt: { lte: now }, rejection: { equals: Prisma.DbNull } });

/** Whether it was rejected. */
export const isRejectedAt = (now: Date) => ({ decidedAt: { lte: now }, NOT: { rejection: { equals: Prisma.DbNull } } });

/**
 * Decides what waits for it; what was going to be decided by the time is decided now.
 * @returns whether it still waited
 */
export async function decide(
  db: Db,
  accountId: string,
  { kind, id }: { readonly kind: ReviewedKind; readonly id: string },
  { rejection, at }: { readonly rejection: Rejection | null; readonly at: Date },
): Promise<boolean> {
  const where = { id, accountId, ...isOpenAt(at) };
  const data = { decidedAt: at, rejection: fromRejection(rejection), updatedAt: at };
  switch (kind) {
    case "brand":
      return (await db.prisma.brand.updateMany({ where, data })).count > 0;
    case "vetting":
      return (await db.prisma.brandVetting.updateMany({ where, data })).count > 0;
    case "campaign":
      return (await db.prisma.campaign.updateMany({ where, data })).count > 0;
    case "verification":
      return (await db.prisma.tollFreeVerification.updateMany({ where, data })).count > 0;
  }
}
