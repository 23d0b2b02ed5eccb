import type { Message } from "@/lib/domain/message";
import type { Pace } from "@/lib/domain/pacing";

/** The first events of a message: what it was accepted as, and what was known to become of it at once. */
export type DraftEvent = {
  readonly name: "queued" | "accepted" | "scheduled" | "failed";
  readonly errorCode: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** A message that is ready to be stored, with everything that is decided about it before its INSERT. */
export type Draft = {
  /** As it will be stored; `leaveAt` is known once its slot is taken. */
  readonly message: Message;
  /** One, or two: a message of a service is accepted first, and queued or failed in the same breath. */
  readonly events: readonly [DraftEvent, DraftEvent?];
  /** What the callback that tells the second event says; null when nobody asked for one. */
  readonly callback: Readonly<Record<string, string>> | null;
  /** The queue it waits in; null takes no slot (failed, scheduled). */
  readonly pace: Pace | null;
  /** The pair to remember; `replaces` is the sender of a pair that no longer holds. */
  readonly sticky: { readonly numberId: string; readonly replaces: string | null } | null;
};
