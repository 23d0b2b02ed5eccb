import type { Message } from "@/lib/domain/message";
import type { Pace } from "@/lib/domain/pacing";
import { findBusy } from "@/lib/store/accept";
import type { Sql } from "@/lib/store/db";
import { findAside } from "@/lib/store/sender-health";

/**
 * How busy each queue is, and whether a sender is set aside, as far as this gateway knows: exact for what it accepted
 * itself, a second late for others'. For choosing among senders; the slots themselves are given by the database.
 */
export type PaceView = {
  /** When the queue's next slot opens, ms since epoch; 0 for a free one. */
  freeAt(queue: string): number;
  /** When the sender last took a message, ms since epoch; 0 for never. */
  lastUsed(senderId: string): number;
  /** Whether more of its messages fail than usual. */
  isAside(senderId: string): boolean;
  /** Takes note of a message that has its slot. */
  learn(message: Pick<Message, "senderId" | "leaveAt" | "segments">, pace: Pace | null, at: Date): void;
  refresh(sql: Sql, now: Date): Promise<void>;
};

export function createPaceView(): PaceView {
  let freeAt = new Map<string, number>();
  const lastUsed = new Map<string, number>();
  let aside: ReadonlyMap<string, unknown> = new Map();
  return {
    freeAt: (queue) => freeAt.get(queue) ?? 0,
    lastUsed: (senderId) => lastUsed.get(senderId) ?? 0,
    isAside: (senderId) => aside.has(senderId),
    learn({ senderId, leaveAt, segments }, pace, at) {
      if (senderId === null || leaveAt === null || pace === null) return;
      freeAt.set(pace.queue, leaveAt.getTime() + (segments * 1_000) / pace.mps);
      lastUsed.set(senderId, at.getTime());
    },
    async refresh(sql, now) {
      freeAt = await findBusy(sql, now);
      aside = await findAside(sql, now);
    },
  };
}
