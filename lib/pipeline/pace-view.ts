import type { Message } from "@/lib/domain/message";
import { findBusy } from "@/lib/store/accept";
import type { Sql } from "@/lib/store/db";
import { findAside } from "@/lib/store/sender-health";

/**
 * How busy each sender is, and whether it is set aside, as far as this gateway knows: exact for what it accepted itself, a second late for others'. For
 * choosing among senders; the slots themselves are given by the database.
 */
export type PaceView = {
  /** When the sender's next slot opens, ms since epoch; 0 for a free one. */
  freeAt(senderId: string): number;
  /** When it last took a message, ms since epoch; 0 for never. */
  lastUsed(senderId: string): number;
  /** Whether more of its messages fail than usual. */
  isAside(senderId: string): boolean;
  /** Takes note of a message that has its slot. */
  learn(message: Pick<Message, "senderId" | "leaveAt" | "segments">, mps: number | null, at: Date): void;
  refresh(sql: Sql, now: Date): Promise<void>;
};

export function createPaceView(): PaceView {
  let freeAt = new Map<string, number>();
  const lastUsed = new Map<string, number>();
  let aside: ReadonlyMap<string, unknown> = new Map();
  return {
    freeAt: (senderId) => freeAt.get(senderId) ?? 0,
    lastUsed: (senderId) => lastUsed.get(senderId) ?? 0,
    isAside: (senderId) => aside.has(senderId),
    learn({ senderId, leaveAt, segments }, mps, at) {
      if (senderId === null || leaveAt === null || mps === null) return;
      freeAt.set(senderId, leaveAt.getTime() + (segments * 1_000) / mps);
      lastUsed.set(senderId, at.getTime());
    },
    async refresh(sql, now) {
      freeAt = await findBusy(sql, now);
      aside = await findAside(sql, now);
    },
  };
}
