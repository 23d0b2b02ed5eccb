import { type ErrorCode, Refusal } from "@/lib/domain/errors";
import type { PoolSender } from "@/lib/domain/owned-number";
import type { Listing, Page } from "@/lib/domain/page";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchService } from "@/lib/operations/services";
import * as numbers from "@/lib/store/phone-numbers";
import * as pool from "@/lib/store/sender-pool";

export type { PoolSender };

/** What became of one number of many. */
export type AddedSender =
  | { readonly numberId: string; readonly sender: PoolSender }
  | { readonly numberId: string; readonly refusal: Refusal };

/** @source behaviour §6.2 */
export const REFUSED_WITH: Record<pool.Obstacle, ErrorCode> = {
  unknown: 20404,
  "cannot text": 21715,
  "already in this pool": 21710,
  "in another pool": 21712,
  "pool is full": 21714,
};

/**
 * Puts a number of the account into a service's sender pool.
 * @throws Refusal 20404 unknown service or number, 21710 it is there already, 21712 another service has it,
 *   21714 the pool has 400 senders, 21715 it can neither SMS nor MMS
 */
export async function addSender(ctx: Ctx, serviceId: string, numberId: string): Promise<PoolSender> {
  const [result] = await addSenders(ctx, serviceId, [numberId]);
  if (!result || "refusal" in result) throw result?.refusal ?? new Refusal(20404);
  return result.sender;
}

/**
 * As {@link addSender}, for many: each is added or refused for itself.
 * @param restores the numbers were taken out undoably a moment ago, and recipients who knew them know them again
 * @throws Refusal 20404 unknown service
 */
export async function addSenders(
  ctx: Ctx,
  serviceId: string,
  numberIds: readonly string[],
  { restores = false }: { restores?: boolean } = {},
): Promise<readonly AddedSender[]> {
  const bounds = { sendersMax: POOL_SENDERS_MAX, at: ctx.now(), keepPairs: restores };
  const results = await pool.add(ctx.db, ctx.accountId, serviceId, numberIds, bounds);
  if (!results) throw new Refusal(20404);
  return results.map((result, index) => {
    const numberId = numberIds[index] ?? "";
    return typeof result === "string"
      ? { numberId, refusal: new Refusal(REFUSED_WITH[result]) }
      : { numberId, sender: result };
  });
}

/** Oldest number first. @throws Refusal 20404 unknown service */
export async function listSenders(ctx: Ctx, serviceId: string, page: Page): Promise<Listing<PoolSender>> {
  await fetchService(ctx, serviceId);
  return pool.list(ctx.db, ctx.accountId, serviceId, page);
}

/** @throws Refusal 20404 unknown service or number, 21711 the number is not in this pool */
export async function fetchSender(ctx: Ctx, serviceId: string, numberId: string): Promise<PoolSender> {
  const found = await pool.find(ctx.db, ctx.accountId, serviceId, numberId);
  if (!found) throw await notInPool(ctx, serviceId, numberId);
  return found;
}

/** Takes a number out of the pool; it stays the account's. @throws Refusal as {@link fetchSender} */
export async function removeSender(ctx: Ctx, serviceId: string, numberId: string): Promise<void> {
  if ((await removeSenders(ctx, serviceId, [numberId])) === 0) throw await notInPool(ctx, serviceId, numberId);
}

/**
 * As {@link removeSender}, for many senders of any kind; names are gone with it. Those that are not in the pool are passed over.
 * @param undoable {@link addSenders} may restore them as they were
 * @returns how many left it
 */
export async function removeSenders(
  ctx: Ctx,
  serviceId: string,
  numberIds: readonly string[],
  { undoable = false }: { undoable?: boolean } = {},
): Promise<number> {
  return pool.remove(ctx.db, ctx.accountId, serviceId, numberIds, { at: ctx.now(), keepPairs: undoable });
}

/**
 * Keeps senders out of their pool's choice, or lets them in again: what already waits for them still leaves, and a request
 * that names one as From still gets it.
 * @returns how many changed; those that are not in the pool, or are so already, are passed over
 */
export const pauseSenders = (
  ctx: Ctx,
  serviceId: string,
  numberIds: readonly string[],
  { paused }: { paused: boolean },
): Promise<number> =>
  pool.pause(ctx.db, ctx.accountId, serviceId, numberIds, { pausedAt: paused ? ctx.now() : null, at: ctx.now() });

async function notInPool(ctx: Ctx, serviceId: string, numberId: string): Promise<Refusal> {
  await fetchService(ctx, serviceId);
  return new Refusal((await numbers.find(ctx.db, ctx.accountId, numberId)) ? 21711 : 20404);
}
