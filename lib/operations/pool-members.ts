import { Refusal } from "@/lib/domain/errors";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { joinPool, listInPool } from "@/lib/operations/owned-senders";
import { addSenders, listSenders } from "@/lib/operations/sender-pool";

/** How a sender is called, and where its own page is. */
export type MemberName = { readonly label: string; readonly href: string };

/**
 * What people call the numbers, short codes and addresses of a pool, by id: names have nothing but themselves.
 * @throws Refusal 20404 unknown service
 */
export async function nameMembers(ctx: Ctx, serviceId: string): Promise<ReadonlyMap<string, MemberName>> {
  const page = { limit: POOL_SENDERS_MAX };
  const [numbers, others] = await Promise.all([
    listSenders(ctx, serviceId, page),
    listInPool(ctx, serviceId, undefined, page),
  ]);
  return new Map([
    ...numbers.rows.map(({ number }) => {
      const { friendlyName, locality, region } = number;
      const label = /[a-z]/i.test(friendlyName) ? friendlyName : [locality, region].filter(Boolean).join(", ");
      return [number.id, { label, href: `/numbers/${toSid("PN", number.id)}` }] as const;
    }),
    ...others.rows.map(({ id, kind, address, friendlyName }) => {
      const sid = toSid(kind === "short-code" ? "SC" : "XE", id);
      return [id, { label: friendlyName === address ? "" : friendlyName, href: `/numbers/senders/${sid}` }] as const;
    }),
  ]);
}

/** What became of many additions. */
export type AddedMembers = {
  readonly added: readonly string[];
  readonly refused: readonly { readonly id: string; readonly refusal: Refusal }[];
};

/**
 * Puts numbers, short codes and addresses into a pool, each for itself.
 * @param restores they were taken out undoably a moment ago, and recipients who knew them know them again
 * @throws Refusal 20404 unknown service
 */
export async function addMembers(
  ctx: Ctx,
  serviceId: string,
  ids: readonly string[],
  { restores = false }: { restores?: boolean } = {},
): Promise<AddedMembers> {
  const added: string[] = [];
  const refused: { id: string; refusal: Refusal }[] = [];
  for (const result of await addSenders(ctx, serviceId, ids, { restores })) {
    const id = result.numberId;
    const refusal = "sender" in result ? undefined : await withoutNumber(result.refusal, id);
    if (refusal) refused.push({ id, refusal });
    else added.push(id);
  }
  return { added, refused };

  /** What is no number may be a short code or an address. */
  async function withoutNumber(refusal: Refusal, id: string): Promise<Refusal | undefined> {
    if (refusal.code !== 20404) return refusal;
    try {
      await joinPool(ctx, serviceId, id, { restores });
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }
}
