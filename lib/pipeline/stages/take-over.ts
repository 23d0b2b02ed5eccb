import type { Message } from "@/lib/domain/message";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import type { Holding } from "@/lib/pipeline/holding";
import { findTaken, forgetDue } from "@/lib/store/due";
import { findDead, findOwned, findOwnedByIds, LEASE_MS, SESSION_GRACE_MS, takeOver } from "@/lib/store/gateways";

const PAGE = 1_000;
/** What we own but do not hold is looked for once it has not moved for so long: a step of ours may still be on its way. */
const QUIET_MS = 10_000;

export type TakeOverStage = {
  /** Takes what dead gateways held. */
  takeOver(): Promise<void>;
  /** Takes up again what is ours but not in memory. @returns how many messages */
  sweep(): Promise<number>;
};

/**
 * Nothing is lost with the gateway that held it, nor with an answer that got lost on its way to us.
 * @source architecture §5
 */
export function createTakeOverStage(
  { db, now, log }: Pick<PipelineDeps, "db" | "now" | "log">,
  {
    gatewayId,
    holding,
    reconnectedMs,
    takeUp,
    refill,
  }: {
    gatewayId: number;
    holding: Holding;
    /** Right after the database was away every session is gone at once: the others get time to come back. */
    reconnectedMs: () => number;
    takeUp: (held: Held) => void;
    /** Looks for webhooks that are ours and not in memory. */
    refill: () => Promise<void>;
  },
): TakeOverStage {
  return {
    async takeOver() {
      const graceMs = reconnectedMs() < LEASE_MS ? LEASE_MS : SESSION_GRACE_MS;
      const dead = await findDead(db.sql, gatewayId, graceMs);
      for (const gateway of dead) {
        // Until they are in memory, the range of the dead one stays part of ours.
        const settle = holding.expect([gateway.oldestOpenId]);
        try {
          const taken = await takeOver(db.sql, gatewayId, gateway.id, graceMs);
          if (!taken) continue;
          log.warn("gateway.taken-over", { gateway: gateway.id, ...taken });
          await load(taken.oldestOpenId, null);
          await refill();
        } finally {
          settle();
        }
      }
    },

    async sweep() {
      return load(holding.oldestOpenId(), new Date(now().getTime() - QUIET_MS));
    },
  };

  async function load(oldestOpenId: string, quietSince: Date | null): Promise<number> {
    let found = 0;
    let told = false;
    for (let from = oldestOpenId; ; ) {
      const page = await findOwned(db.sql, gatewayId, { from, quietSince, limit: PAGE });
      // What they owe from before must be in memory before they can owe more.
      if (!told && page.some(({ id }) => !holding.get(id))) {
        await refill();
        told = true;
      }
      for (const message of page) found += takeUpIfNew(message, false);
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      from = last.id;
    }
    const missing = (await findTaken(db.sql, gatewayId)).filter((id) => !holding.get(id));
    if (!told && missing.length > 0) await refill();
    const owned = await findOwnedByIds(db.sql, gatewayId, missing);
    for (const message of owned) found += takeUpIfNew(message, true);
    const ours = new Set(owned.map(({ id }) => id));
    await forgetDue(
      db.sql,
      gatewayId,
      missing.filter((id) => !ours.has(id)),
    );
    return found;
  }

  function takeUpIfNew(message: Message, viaDue: boolean): number {
    const held = holding.add(message, { viaDue });
    if (held) takeUp(held);
    return held ? 1 : 0;
  }
}
