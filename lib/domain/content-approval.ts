import type { ContentType, ContentTypes } from "@/lib/domain/content-types";

/** @source behaviour §10; twilio.com/docs/content (approval statuses) */
export type ApprovalStatus = "unsubmitted" | "received" | "pending" | "approved" | "rejected";

export const APPROVAL_CATEGORIES = ["UTILITY", "MARKETING", "AUTHENTICATION"] as const;

/** A template that was handed to WhatsApp's reviewers, which here are a rule and a clock. */
export type Approval = {
  /** Lower-case letters, digits and underscores. */
  readonly name: string;
  readonly category: (typeof APPROVAL_CATEGORIES)[number];
  readonly allowCategoryChange: boolean;
  readonly contentType: ContentType;
  readonly submittedAt: Date;
  /** Why it will be rejected; empty: it will be approved. */
  readonly rejectionReason: string;
};

/** A submission is confirmed after this, and decided after that, ms. Our choice, for the sandbox. */
export const RECEIVED_MS = 1_000;
export const REVIEW_MS = 5_000;

/** Where a submission stands: told by the time that has passed, so that a restart changes nothing. */
export function approvalStatus(approval: Approval | null, now: Date): ApprovalStatus {
  if (!approval) return "unsubmitted";
  const passedMs = now.getTime() - approval.submittedAt.getTime();
  if (passedMs < RECEIVED_MS) return "received";
  if (passedMs < REVIEW_MS) return "pending";
  return approval.rejectionReason === "" ? "approved" : "rejected";
}

/**
 * Why WhatsApp would turn a template down, in its words; empty when nothing is wrong with it.
 * @source twilio.com/docs/whatsapp (why templates are rejected): variables at the ends, or next to each other
 */
export function rejectionOf(types: ContentTypes): string {
  for (const part of Object.values(types)) {
    const body = part && "body" in part ? (part.body ?? "").trim() : "";
    if (/^\{\{\w+\}\}|\{\{\w+\}\}$/.test(body)) return "Variables can't be at the start or end of the template.";
    if (/\}\}\s*\{\{/.test(body)) return "Variables can't be next to each other.";
  }
  return "";
}
