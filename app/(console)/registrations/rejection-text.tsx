import { type Review, stageOf } from "@/lib/domain/review";

/** Why something was turned down, with its code, in two lines at most. */
export function RejectionText({ review, now }: { review: Review; now: Date }) {
  if (!review.rejection || stageOf(review, now) !== "rejected") return null;
  const { reason, code } = review.rejection;
  return (
    <span className="line-clamp-2 max-w-80 whitespace-normal text-bad text-control" title={reason}>
      {code}: {reason}
    </span>
  );
}
