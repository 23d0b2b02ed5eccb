import { type Review, stageOf } from "@/lib/domain/review";

/** Why something was turned down, with its code. */
export function RejectionText({ review, now }: { review: Review; now: Date }) {
  if (!review.rejection || stageOf(review, now) !== "rejected") return null;
  const { reason, code } = review.rejection;
  return (
    <span className="text-bad text-control">
      {reason} ({code})
    </span>
  );
}
