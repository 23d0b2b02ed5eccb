import type { Message } from "@/lib/domain/message";
import { isFinal } from "@/lib/domain/message-status";

/** Callbacks are made a moment after the last step; then nothing more is expected. */
const CALLBACKS_MS = 30_000;

/** A receipt comes within minutes or hardly ever. */
const HOPE_MS = 5 * 60_000;

/** How often to look for news of a message, ms; undefined when there will be none. */
export function newsEveryMs(
  { status, updatedAt }: Pick<Message, "status" | "updatedAt">,
  now: Date,
): number | undefined {
  const ageMs = now.getTime() - updatedAt.getTime();
  if (isFinal(status)) return ageMs < CALLBACKS_MS ? 1_000 : undefined;
  return ageMs < HOPE_MS ? 1_000 : 15_000;
}
