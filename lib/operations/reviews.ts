import { z } from "zod";
import { BRAND_REJECTIONS, type Brand, VETTING_REJECTIONS, type Vetting } from "@/lib/domain/brand";
import { CAMPAIGN_REJECTIONS, type Campaign } from "@/lib/domain/campaign";
import { Refusal } from "@/lib/domain/errors";
import { REVIEW_SECONDS_MAX, REVIEWED_KINDS, type Rejection, type ReviewedKind } from "@/lib/domain/review";
import { type TollFreeVerification, VERIFICATION_REJECTIONS } from "@/lib/domain/toll-free-verification";
import type { Ctx } from "@/lib/operations/ctx";
import { text } from "@/lib/operations/inputs";
import * as accounts from "@/lib/store/accounts";
import * as brands from "@/lib/store/brands";
import * as campaigns from "@/lib/store/campaigns";
import * as reviews from "@/lib/store/reviews";
import * as verifications from "@/lib/store/toll-free-verifications";

/** What carriers and their registries do in the world is a reviewer's part here. */

/** Of each kind, as many of the oldest as one looks at. */
const OPEN_MAX = 50;

const Reviewed = z.object({ kind: z.enum(REVIEWED_KINDS), id: z.uuid() });

export const Approve = Reviewed;

/** A reason is one of the kind's; words of the reviewer's own come in place of its text. */
export const Reject = Reviewed.extend({
  code: z.coerce.number("Choose a reason").int(),
  reason: text(0, 500).trim().default(""),
});

export const Suspend = z.object({ kind: z.enum(["brand", "campaign"]), id: z.uuid(), suspended: z.boolean() });

/** Who decides: the rule after a while, or a reviewer. */
export const SetReview = z.object({
  reviewBy: z.enum(["rule", "reviewer"], "Choose who decides"),
  reviewSeconds: z.coerce
    .number("Use whole seconds")
    .int("Use whole seconds")
    .min(1, "Use at least 1")
    .max(REVIEW_SECONDS_MAX, `Use at most ${REVIEW_SECONDS_MAX.toLocaleString("en")}`)
    .default(5),
});

/** What waits for a decision, each kind oldest first. */
export type OpenReviews = {
  readonly brands: readonly Brand[];
  readonly vettings: readonly (Vetting & { readonly businessName: string | null })[];
  readonly campaigns: readonly Campaign[];
  readonly verifications: readonly TollFreeVerification[];
};

export async function listOpenReviews(ctx: Ctx): Promise<OpenReviews> {
  const asked = [ctx.db, ctx.accountId, OPEN_MAX, ctx.now()] as const;
  const [openBrands, vettings, openCampaigns, openVerifications] = await Promise.all([
    brands.listOpen(...asked),
    brands.listOpenVettings(...asked),
    campaigns.listOpen(...asked),
    verifications.listOpen(...asked),
  ]);
  return { brands: openBrands, vettings, campaigns: openCampaigns, verifications: openVerifications };
}

const REJECTIONS: Record<ReviewedKind, readonly Rejection[]> = {
  brand: BRAND_REJECTIONS,
  vetting: VETTING_REJECTIONS,
  campaign: CAMPAIGN_REJECTIONS,
  verification: VERIFICATION_REJECTIONS,
};

/** What something of this kind can be turned down for. */
export const rejectionsOf = (kind: ReviewedKind): readonly Rejection[] => REJECTIONS[kind];

/** @throws Refusal 20409 it does not wait for a decision any more, or is not the account's */
export async function approve(ctx: Ctx, input: z.infer<typeof Approve>): Promise<void> {
  await decide(ctx, input, null);
}

/** @throws Refusal as {@link approve}; 20001 it is no reason of this kind */
export async function reject(ctx: Ctx, { code, reason, ...input }: z.infer<typeof Reject>): Promise<void> {
  const known = REJECTIONS[input.kind].find((rejection) => rejection.code === code);
  if (!known) throw new Refusal(20001, "Bad request: code: Choose a reason", { code: "Choose a reason" });
  await decide(ctx, input, { ...known, reason: reason || known.reason });
}

async function decide(ctx: Ctx, input: z.infer<typeof Reviewed>, rejection: Rejection | null): Promise<void> {
  if (await reviews.decide(ctx.db, ctx.accountId, input, { rejection, at: ctx.now() })) return;
  throw new Refusal(20409, "It does not wait for a decision any more");
}

/**
 * Suspends what was approved, a brand with its campaigns, or ends that.
 * @throws Refusal 20409 it is not in a state for it
 */
export async function suspend(ctx: Ctx, { kind, id, suspended }: z.infer<typeof Suspend>): Promise<void> {
  const store = kind === "brand" ? brands : campaigns;
  if (await store.suspend(ctx.db, ctx.accountId, id, { suspended, at: ctx.now() })) return;
  throw new Refusal(20409, "It is not in a state for this any more");
}

/** Says who decides what is handed in from now on. */
export async function setReview(ctx: Ctx, { reviewBy, reviewSeconds }: z.infer<typeof SetReview>): Promise<void> {
  const seconds = reviewBy === "reviewer" ? null : reviewSeconds;
  await accounts.update(ctx.db, ctx.accountId, { reviewSeconds: seconds, at: ctx.now() });
}
