import type { OwnedNumber } from "@/lib/domain/owned-number";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchNumber, listNumbers, type NumberFilter } from "@/lib/operations/phone-numbers";
import * as overview from "@/lib/store/number-overview";

const DAY_MS = 86_400_000;
/** A number that was silent for this long may be one to give back. */
const IDLE_DAYS = 30;
/** A message waits ten hours at most (behaviour §1.5), so older minutes hold none that do. */
const WAITING_MS_MAX = 10 * 3_600_000;

export type NumberOverview = OwnedNumber & {
  /** When it last sent or received; null when it never did. */
  readonly lastUsedAt: Date | null;
};

/** Numbers of the account, newest first, with their last use. @param idle only those that were silent for 30 days */
export async function listNumberOverviews(
  ctx: Ctx,
  filter: Omit<NumberFilter, "ids"> & { readonly idle?: boolean },
  page: Page,
): Promise<Listing<NumberOverview>> {
  const { idle, ...rest } = filter;
  const since = new Date(ctx.now().getTime() - IDLE_DAYS * DAY_MS);
  const ids = idle ? await overview.idleSince(ctx.db, ctx.accountId, since) : undefined;
  const listing = await listNumbers(ctx, { ...rest, ids }, page);
  const used = await overview.lastUsed(
    ctx.db,
    ctx.accountId,
    listing.rows.map(({ phoneNumber }) => phoneNumber),
  );
  return {
    ...listing,
    rows: listing.rows.map((number) => ({ ...number, lastUsedAt: used.get(number.phoneNumber) ?? null })),
  };
}

/** One number, and what giving it back would break. @throws Refusal 20404 */
export async function fetchNumberOverview(
  ctx: Ctx,
  id: string,
): Promise<{ readonly number: NumberOverview; readonly effects: overview.ReleaseEffects }> {
  const number = await fetchNumber(ctx, id);
  const since = new Date(ctx.now().getTime() - WAITING_MS_MAX);
  const [used, effects] = await Promise.all([
    overview.lastUsed(ctx.db, ctx.accountId, [number.phoneNumber]),
    overview.releaseEffects(ctx.db, ctx.accountId, number, since),
  ]);
  return { number: { ...number, lastUsedAt: used.get(number.phoneNumber) ?? null }, effects };
}
