import type { Review } from "@/lib/domain/review";
import { stageOf } from "@/lib/domain/review";
import { RefreshEvery } from "../refresh-every";

const OFTEN_MS = 2_000;

/** The page is read again while one of these is going to be decided. */
export function Waiting({ reviews, now }: { reviews: readonly Review[]; now: Date }) {
  const waits = reviews.some((review) => ["submitted", "in-review"].includes(stageOf(review, now)));
  return waits ? <RefreshEvery ms={OFTEN_MS} asOf={now} /> : null;
}
