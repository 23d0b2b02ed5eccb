import type { Message } from "@/lib/domain/message";
import { findBusy } from "@/lib/store/accept";
import type { Sql } from "@/lib/store/db";

/**
 * How busy each sender is, as far as this gateway knows: exact for what it accepted itself, a second late for others'. For
 * choosing among senders; the slots themselves are given by the database.
 */
export type PaceView = {
  /** When the sender's next slot opens, ms since epoch; 0 for a free one. */
  freeAt(senderId: string): number;
  /** When it last took a message, ms since epoch; 0 for never. */
  lastUsed(senderId: string): number;
  /** Takes note of a message that has its slot. */
  learn(message: Pick<Message, "senderId" | "leaveAt" | "segments">, mps: number | null, at: Date): void;
  refresh(sql: Sql, now: Date): Promise<void>;
};

export function createPaceView(): PaceView {
  let freeAt = new Map<string, number>();
  const lastUsed = new Map<string, number>();
  return {
    freeAt: (senderId) => freeAt.get(senderId) ?? 0,
    lastUsed: (senderId) => lastUsed.get(senderId) ?? 0,
    learn({ senderId, leaveAt, segments }, mps, at) {
      if (senderId === null || leaveAt === null || mps === null) return;
      freeAt.set(senderId, leaveAt.getTime() + (segments * 1_000) / mps);
      lastUsed.set(senderId, at.getTime());
    },
    async refresh(sql, now) {
      freeAt = await findBusy(sql, now);
    },
  };
}
