import type { CarrierReceipt } from "@/lib/carriers/carrier";
import { isFinal } from "@/lib/domain/message-status";
import { applyReceipt, IGNORED } from "@/lib/domain/receipt";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import type { Holding } from "@/lib/pipeline/holding";
import type { MakeStep } from "@/lib/pipeline/steps";
import { addNotes, claim, findParts, type KnownPart, type PartRef } from "@/lib/store/parts";

const LOOKUPS_MAX = 200;
/** A receipt may overtake the answer that names its message, or meet a message that is just changing hands. */
const RETRIES = 5;
const RETRY_MS = 1_000;

export type ReceiptStage = {
  /** Takes a receipt; resolves when it is stored, or known to say nothing new. */
  receive(receipt: CarrierReceipt): Promise<void>;
  /** Receipts that use these names belong to this message, which is in our hands. */
  expect(held: Held, refs: readonly string[]): void;
};

/**
 * sent → delivered | undelivered, whenever and however often the carrier says so. Its message is found in memory, else
 * by `message_part`. What comes late, early or again leaves a note and changes nothing.
 * @source trust R12
 */
export function createReceiptStage(
  { db, now, log }: Pick<PipelineDeps, "db" | "now" | "log">,
  { gatewayId, holding, step }: { gatewayId: number; holding: Holding; step: MakeStep },
): ReceiptStage {
  const byRef = new Map<string, Held>();
  /** Of texts that went in several parts: all their names, and those whose receipt has not come. */
  const parts = new WeakMap<Held, { readonly names: readonly string[]; readonly owed: Set<string> }>();
  const lookup = createBatcher<PartRef, KnownPart | undefined>({
    itemsMax: LOOKUPS_MAX,
    delayMs: 5,
    run: async (refs) => {
      const found = new Map((await findParts(db.sql, refs)).map((part) => [nameOf(part), part]));
      return refs.map((ref) => found.get(nameOf(ref)));
    },
  });

  async function receive(receipt: CarrierReceipt): Promise<void> {
    for (let tries = 0; tries < RETRIES; tries++) {
      if (tries > 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      const held = byRef.get(nameOf(receipt));
      if (held && (await receiveHeld(held, receipt))) return;
      const part = await lookup.add(receipt);
      if (part && (await receiveStored(part, receipt))) return;
    }
    log.warn("receipt.alien", { carrierId: receipt.carrierId, carrierRef: receipt.carrierRef, status: receipt.status });
  }

  /**
   * Receipts of a message take turns, in the order they came.
   * @returns false when it was let go before its turn: whoever has it now is to be asked
   */
  async function receiveHeld(held: Held, receipt: CarrierReceipt): Promise<boolean> {
    const isHeld = () => holding.get(held.message.id) === held;
    const turn = held.settled.then(async () => {
      const wasHeld = isHeld();
      if (wasHeld) await apply(held, receipt);
      return wasHeld;
    });
    held.settled = turn.then(nothing, nothing);
    const applied = await turn;
    if (!isHeld()) for (const name of parts.get(held)?.names ?? [nameOf(receipt)]) byRef.delete(name);
    return applied;
  }

  /** A text arrived when all its parts did; one that did not spoils it. */
  function isWhole(held: Held, receipt: CarrierReceipt): boolean {
    const owed = parts.get(held)?.owed;
    if (!owed || receipt.status !== "delivered") return true;
    owed.delete(nameOf(receipt));
    return owed.size === 0;
  }

  async function apply(held: Held, receipt: CarrierReceipt): Promise<void> {
    if (!isWhole(held, receipt)) return;
    const applied = applyReceipt(held.message.status, receipt);
    if ("ignored" in applied) return noteIgnored(held.message.id, receipt, applied.ignored);
    for (const to of applied.via) if (!(await step(held, { to }))) return;
    const { to, errorCode } = applied;
    await step(held, {
      to,
      doneAt: receipt.doneAt,
      release: isFinal(to),
      ...(errorCode !== undefined && { errorCode }),
    });
  }

  /** @returns false when somebody else has it in hand: ask again */
  async function receiveStored({ message, owner }: KnownPart, receipt: CarrierReceipt): Promise<boolean> {
    const applied = applyReceipt(message.status, receipt);
    if ("ignored" in applied) {
      await noteIgnored(message.id, receipt, applied.ignored);
      return true;
    }
    if (owner !== null || !(await claim(db.sql, gatewayId, message.id))) return false;
    const held = holding.add(message, { viaDue: true });
    return held !== undefined && (await receiveHeld(held, receipt));
  }

  async function noteIgnored(messageId: string, receipt: CarrierReceipt, why: keyof typeof IGNORED): Promise<void> {
    if (why === "no news") return;
    const detail = {
      status: receipt.status,
      reason: IGNORED[why],
      ...(receipt.errorCode && { code: receipt.errorCode }),
    };
    await addNotes(db.sql, [{ messageId, name: "receipt-ignored", at: now(), detail }]);
  }

  return {
    receive,
    expect(held, refs) {
      const { carrierId } = held.message;
      if (carrierId === null) return;
      const names = refs.map((carrierRef) => nameOf({ carrierId, carrierRef }));
      for (const name of names) byRef.set(name, held);
      if (names.length > 1) parts.set(held, { names, owed: new Set(names) });
    },
  };
}

const nothing = () => {};

const nameOf = ({ carrierId, carrierRef }: PartRef) => `${carrierId} ${carrierRef}`;
