import { Refusal } from "@/lib/domain/errors";
import { addPart, type Gathered, JOIN_MS, joinedBody, PARTS_MAX } from "@/lib/domain/inbound-part";
import type { Message, Origin } from "@/lib/domain/message";
import { toSid } from "@/lib/domain/sid";
import {
  type InboundCtx,
  type InboundText,
  type ReceiveInbound,
  readInbound,
  storeInbound,
} from "@/lib/operations/inbound";
import type { Sql } from "@/lib/store/db";
import { findLateSets, forgetParts, insertPart, lockParts, markJoined, type PartSet } from "@/lib/store/inbound-parts";
import { transact } from "@/lib/store/transaction";

/** A part of a long text. */
export type ReceivePart = Pick<ReceiveInbound, "from" | "to" | "body"> & {
  /** The same for all parts of a text, 0–65,535. */
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly number: number;
};

/** @source 3GPP TS 23.040 §9.2.3.24.8 (16-bit references) */
const REFERENCE_MAX = 65_535;
/** A late text lacks parts. @source behaviour §3.5 */
const PARTS_MISSING = 30009;
/** Texts that one look for late ones receives. */
const LATE_MAX = 100;

/**
 * Takes a part of a long text; with the last one the text is received as a whole. A part that is repeated changes nothing.
 * @returns the message, or undefined while parts are missing
 * @throws Refusal 20001 numbers that cannot be, and as {@link receiveInbound}
 */
export async function receiveInboundPart(
  ctx: InboundCtx,
  { reference, total, number, ...input }: ReceivePart,
  origin: Omit<Origin, "actor"> = { via: "simulator" },
): Promise<Message | undefined> {
  if (!within(reference, 0, REFERENCE_MAX) || !within(total, 1, PARTS_MAX) || !within(number, 1, total)) {
    throw new Refusal(
      20001,
      `Bad request: a part has a reference of 0 to ${REFERENCE_MAX} and a number from 1 to its total, at most ${PARTS_MAX}`,
    );
  }
  const text = await readInbound(ctx, input);
  const { from, to, body } = text;
  const set = { accountId: ctx.accountId, from: from.address, to: to.address, reference, total };
  const part = { number, body };
  return transact(ctx.db.sql, async (sql) => {
    let known: Gathered = await lockParts(sql, set);
    let joining = addPart(known, part, total);
    if (joining === "repeat") return undefined;
    if (joining === "restart") {
      await close(ctx, sql, set, known, text);
      known = NOTHING_YET;
      joining = addPart(known, part, total);
    }
    await insertPart(sql, set, part, ctx.now());
    if (joining === "wait") return undefined;
    await markJoined(sql, set);
    return storeInbound(ctx, { ...text, body: joinedBody([...known.parts, part]) }, origin, { sql });
  });
}

const NOTHING_YET: Gathered = { parts: [], isJoined: false };

/** Receives texts whose parts have not all come in time, as far as they came. @returns how many sets are done with */
export async function receiveLateParts(world: Omit<InboundCtx, "accountId" | "actor">): Promise<number> {
  const before = new Date(world.now().getTime() - JOIN_MS);
  const late = await findLateSets(world.db.sql, before, LATE_MAX);
  for (const set of late) {
    const ctx = { ...world, accountId: set.accountId, actor: toSid("AC", set.accountId) };
    const text = await readIfPossible(ctx, set);
    await transact(ctx.db.sql, async (sql) => {
      const known = await lockParts(sql, set);
      if (known.since && known.since < before) await close(ctx, sql, set, known, text);
    });
  }
  return late.length;
}

/** The number may have been given back meanwhile: then the text is nobody's. */
async function readIfPossible(ctx: InboundCtx, { from, to }: PartSet): Promise<InboundText | undefined> {
  try {
    return await readInbound(ctx, { from, to, body: "" });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Ends a set: what was not received yet is, with the code that says that parts are missing. */
async function close(
  ctx: InboundCtx,
  sql: Sql,
  set: PartSet,
  { parts, isJoined }: Gathered,
  text: InboundText | undefined,
): Promise<void> {
  await forgetParts(sql, set);
  if (isJoined || parts.length === 0 || !text) return;
  const body = joinedBody(parts);
  await storeInbound(ctx, { ...text, body }, { via: "carrier" }, { sql, errorCode: PARTS_MISSING });
}

const within = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;
