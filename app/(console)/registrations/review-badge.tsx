import type { Status } from "@/components/status";
import { StatusBadge } from "@/components/status-badge";
import { type Review, type ReviewStage, stageOf } from "@/lib/domain/review";

const LOOK: Record<ReviewStage, { status: Status; word: string }> = {
  submitted: { status: "pending", word: "Submitted" },
  "in-review": { status: "pending", word: "In review" },
  approved: { status: "verified", word: "Approved" },
  rejected: { status: "failed", word: "Rejected" },
  suspended: { status: "suspended", word: "Suspended" },
};

/** Where something that was handed in stands now. */
export function ReviewBadge({ review, now }: { review: Review; now: Date }) {
  return <StatusBadge {...LOOK[stageOf(review, now)]} />;
}
