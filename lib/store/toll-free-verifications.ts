import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import { type Review, TAKEN_UP_MS } from "@/lib/domain/review";
import type {
  TollFreeVerification,
  VerificationDetails,
  VerificationStatus,
} from "@/lib/domain/toll-free-verification";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { fromReview, isApprovedAt, isOpenAt, isRejectedAt, toReview } from "@/lib/store/reviews";

const WITH_NUMBER = {
  number: { select: { id: true, phoneNumber: true } },
} satisfies Prisma.TollFreeVerificationInclude;
type Row = Prisma.TollFreeVerificationGetPayload<{ include: typeof WITH_NUMBER }>;

/** What a list is narrowed to. */
export type VerificationFilter = {
  readonly numberId?: string | undefined;
  readonly externalReferenceId?: string | undefined;
  readonly status?: VerificationStatus | undefined;
  /** Those of its subaccounts, too. */
  readonly withSubaccounts?: boolean | undefined;
};

/** Gives a number its verification. @returns undefined when it has one */
export async function insert(
  db: Db,
  accountId: string,
  {
    review,
    details,
    ...fields
  }: {
    readonly id: string;
    readonly numberId: string;
    readonly externalReferenceId: string | null;
    readonly details: VerificationDetails;
    readonly review: Review;
  },
): Promise<TollFreeVerification | undefined> {
  const at = review.submittedAt;
  const data = { ...fields, details: asJson(details), ...fromReview(review), accountId, createdAt: at, updatedAt: at };
  const { count: made } = await db.prisma.tollFreeVerification.createMany({ data: [data], skipDuplicates: true });
  return made > 0 ? find(db, accountId, fields.id) : undefined;
}

export async function find(db: Db, accountId: string, id: string): Promise<TollFreeVerification | undefined> {
  const row = await db.prisma.tollFreeVerification.findUnique({ where: { id, accountId }, include: WITH_NUMBER });
  return row ? toVerification(row) : undefined;
}

/** Newest first. @param now of which the states are told */
export async function list(
  db: Db,
  accountId: string,
  filter: VerificationFilter,
  page: Page,
  now: Date,
): Promise<Listing<TollFreeVerification>> {
  const { take, skip, cursor, order } = windowOf(page, "desc");
  const rows = await db.prisma.tollFreeVerification.findMany({
    where: {
      AND: [
        filter.withSubaccounts ? { account: { OR: [{ id: accountId }, { ownerId: accountId }] } } : { accountId },
        filter.status ? hasStatus(filter.status, now) : {},
      ],
      id: cursor,
      numberId: filter.numberId,
      externalReferenceId: filter.externalReferenceId,
    },
    orderBy: { id: order },
    take,
    skip,
    include: WITH_NUMBER,
  });
  return toListing(page, rows.map(toVerification), (verification) => verification.id);
}

/** Those that wait for a decision, oldest first. */
export async function listOpen(db: Db, accountId: string, limit: number, now: Date): Promise<TollFreeVerification[]> {
  const rows = await db.prisma.tollFreeVerification.findMany({
    where: { accountId, ...isOpenAt(now) },
    orderBy: { submittedAt: "asc" },
    take: limit,
    include: WITH_NUMBER,
  });
  return rows.map(toVerification);
}

/** {@link verificationStatus} as a condition. */
function hasStatus(status: VerificationStatus, now: Date): Prisma.TollFreeVerificationWhereInput {
  const takenUp = new Date(now.getTime() - TAKEN_UP_MS);
  switch (status) {
    case "PENDING_REVIEW":
      return { ...isOpenAt(now), submittedAt: { gt: takenUp } };
    case "IN_REVIEW":
      return { ...isOpenAt(now), submittedAt: { lte: takenUp } };
    case "TWILIO_APPROVED":
      return { ...isApprovedAt(now), suspendedAt: null };
    case "TWILIO_REJECTED":
      return { OR: [isRejectedAt(now), { ...isApprovedAt(now), suspendedAt: { not: null } }] };
  }
}

/** Changes what it says and hands it in again. @returns undefined when it is gone, or approved by now */
export async function resubmit(
  db: Db,
  accountId: string,
  id: string,
  { details, review }: { readonly details: VerificationDetails; readonly review: Review },
): Promise<TollFreeVerification | undefined> {
  const now = review.submittedAt;
  const { count: changed } = await db.prisma.tollFreeVerification.updateMany({
    where: { id, accountId, NOT: isApprovedAt(now) },
    data: { details: asJson(details), ...fromReview(review), updatedAt: now },
  });
  return changed > 0 ? find(db, accountId, id) : undefined;
}

export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  return (await db.prisma.tollFreeVerification.deleteMany({ where: { id, accountId } })).count > 0;
}

/** Without the fields that are undefined, which JSON does not have. */
const asJson = (details: VerificationDetails) => JSON.parse(JSON.stringify(details)) as Prisma.InputJsonObject;

const toVerification = (row: Row): TollFreeVerification => ({
  ...row,
  ...toReview(row),
  details: row.details as unknown as VerificationDetails,
});
