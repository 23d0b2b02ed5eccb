import { z } from "zod";
import { type ErrorCode, Refusal } from "@/lib/domain/errors";
import { parseTo } from "@/lib/domain/phone-number";
import { notPickable, type PickableNumber } from "@/lib/domain/pickable-number";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import { fromSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { buyNumber, fetchNumber } from "@/lib/operations/phone-numbers";
import { addSender, removeSender } from "@/lib/operations/sender-pool";
import { fetchService } from "@/lib/operations/services";
import { listNamed, listPickable } from "@/lib/store/pickable-numbers";

/** More than a pool holds, so that one can always fill a pool from one list. */
const LISTED_MAX = 500;

export const PickNumbers = z.object({
  search: z.string().trim().max(64).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  type: z.enum(["local", "mobile", "toll-free"]).optional(),
  textOnly: z.boolean().optional(),
});

/** Numbers to choose senders from, free ones first. `more`: there are others; a search finds them. */
export async function pickNumbers(
  ctx: Ctx,
  filter: z.output<typeof PickNumbers>,
): Promise<{ rows: readonly PickableNumber[]; more: boolean }> {
  const found = await listPickable(ctx.db, ctx.accountId, filter, LISTED_MAX + 1, ctx.now());
  return { rows: found.slice(0, LISTED_MAX), more: found.length > LISTED_MAX };
}

/** More would not fit into a pool; what is pasted beyond is refused as a whole. */
const PASTED_MAX = POOL_SENDERS_MAX;

/** Long enough for a full pool of SIDs with blanks between. */
export const PasteNumbers = z.object({ serviceId: z.uuid(), text: z.string().max(40_000) });

/** What a pasted list comes to. */
export type PastedNumbers = {
  readonly joining: readonly PickableNumber[];
  readonly refused: readonly { readonly text: string; readonly code: ErrorCode; readonly why: string }[];
};

/**
 * Reads numbers and PN… SIDs, separated by anything that is part of neither, and says of each whether it can join.
 * @throws Refusal 21714 when there are more than a pool holds
 */
export async function readPasted(ctx: Ctx, { serviceId, text }: z.output<typeof PasteNumbers>): Promise<PastedNumbers> {
  const given = [...new Set(text.split(/[\n,;\t]+/).map((one) => one.trim()))].filter((one) => one !== "");
  if (given.length > PASTED_MAX)
    throw new Refusal(21714, `A pool holds ${PASTED_MAX} senders; these are ${given.length}.`);
  const asked = given.map((one) => ({ text: one, id: fromSid("PN", one), e164: parseTo(one)?.e164 }));
  const names = {
    ids: asked.flatMap(({ id }) => id ?? []),
    phoneNumbers: asked.flatMap(({ e164 }) => e164 ?? []),
  };
  const found = await listNamed(ctx.db, ctx.accountId, names, ctx.now());
  const joining: PickableNumber[] = [];
  const refused: { text: string; code: ErrorCode; why: string }[] = [];
  for (const { text: one, id, e164 } of asked) {
    const number = found.find((row) => row.id === id || row.phoneNumber === e164);
    const obstacle = number && notPickable(number, serviceId);
    if (!number) refused.push({ text: one, code: 20404, why: "no number of this account" });
    else if (!obstacle) joining.push(number);
    else if (obstacle.reason === "in this pool") refused.push({ text: one, code: 21710, why: "in this pool already" });
    else if (obstacle.reason === "cannot text")
      refused.push({ text: one, code: 21715, why: "voice only, cannot text" });
    else refused.push({ text: one, code: 21712, why: `in “${obstacle.service}”` });
  }
  return { joining, refused };
}

/** Buys one of the simulated carrier's numbers, to be chosen at once. @throws Refusal as {@link buyNumber} */
export async function buyPickable(ctx: Ctx, { phoneNumber }: { phoneNumber: string }): Promise<PickableNumber> {
  return { ...(await buyNumber(ctx, { phoneNumber })), carrierKind: "simulated" };
}

/**
 * Takes a number out of the pool it is in and puts it into another: recipients who knew it there meet another sender.
 * @throws Refusal 20404 unknown service or number, 21714 the pool is full, and as {@link addSender}
 */
export async function moveSender(ctx: Ctx, serviceId: string, numberId: string): Promise<void> {
  const [service, number] = await Promise.all([fetchService(ctx, serviceId), fetchNumber(ctx, numberId)]);
  if (number.service?.id === serviceId) return;
  // Before it leaves the other pool: what cannot join here stays there.
  if (service.poolSize >= POOL_SENDERS_MAX) throw new Refusal(21714);
  if (number.service) await removeSender(ctx, number.service.id, numberId);
  await addSender(ctx, serviceId, numberId);
}
