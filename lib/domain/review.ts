import type { Registration } from "@/lib/domain/settings";

/** Why something was turned down. @source behaviour §7.1, §7.2 (errors of brands, campaigns and verifications) */
export type Rejection = {
  readonly code: number;
  readonly reason: string;
  /** The fields it is about, as the wire writes them. */
  readonly fields: readonly string[];
};

/** What was handed in for review: reviewers here are a rule and a clock, or a person in the console. */
export type Review = {
  readonly submittedAt: Date;
  /** When it is, or will be, decided; null: whenever a reviewer does. */
  readonly decidedAt: Date | null;
  /** Why it is, or will be, rejected; null: it is approved. */
  readonly rejection: Rejection | null;
  /** Since when what was approved is suspended. */
  readonly suspendedAt: Date | null;
};

export const REVIEWED_KINDS = ["brand", "vetting", "campaign", "verification"] as const;
export type ReviewedKind = (typeof REVIEWED_KINDS)[number];

export type ReviewStage = "submitted" | "in-review" | "approved" | "rejected" | "suspended";

/** A submission is taken up after this, ms. Our choice. */
export const TAKEN_UP_MS = 1_000;

/** Bounds of the time after which a rule decides, seconds. */
export const REVIEW_SECONDS_MAX = 86_400;

/** Where it stands: told by the time that has passed, so that a restart changes nothing. */
export function stageOf({ submittedAt, decidedAt, rejection, suspendedAt }: Review, now: Date): ReviewStage {
  if (decidedAt === null || now < decidedAt) {
    return now.getTime() - submittedAt.getTime() < TAKEN_UP_MS ? "submitted" : "in-review";
  }
  if (rejection) return "rejected";
  return suspendedAt ? "suspended" : "approved";
}

/**
 * Hands something in.
 * @param reviewSeconds until the rule's word holds; null: a reviewer decides, and the rule is not asked
 * @param rejection     what the rule says
 */
export const submission = (now: Date, reviewSeconds: number | null, rejection: Rejection | null): Review => ({
  submittedAt: now,
  decidedAt: reviewSeconds === null ? null : new Date(now.getTime() + reviewSeconds * 1_000),
  rejection: reviewSeconds === null ? null : rejection,
  suspendedAt: null,
});

/** A sender's registration; with `registeredFrom` it holds from then on, and the sender is pending before. */
export type TimedRegistration = { readonly registration: Registration; readonly registeredFrom?: Date };

/**
 * What a review makes of the senders it is about.
 * @param notBefore when a sender can be registered at the earliest, however long ago the review was
 */
export function registrationBy(
  { decidedAt, rejection, suspendedAt }: Review,
  notBefore: Date | null = null,
): TimedRegistration {
  if (decidedAt === null) return { registration: "pending" };
  if (rejection) return { registration: "rejected", registeredFrom: decidedAt };
  if (suspendedAt) return { registration: "suspended", registeredFrom: decidedAt };
  return { registration: "verified", registeredFrom: notBefore && notBefore > decidedAt ? notBefore : decidedAt };
}

/** The same sender with the registration it has at this time. */
export const asOf = <Sender extends TimedRegistration>(sender: Sender, now: Date): Sender =>
  sender.registeredFrom && now < sender.registeredFrom ? { ...sender, registration: "pending" } : sender;
