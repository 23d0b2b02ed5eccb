import { readQuery } from "@/lib/console/queries";
import type { NumberType } from "@/lib/domain/settings";
import { countriesOnSale } from "@/lib/operations/number-search";
import { listOwnedSenders } from "@/lib/operations/owned-senders";
import type { LoadedService } from "../load";
import type { SenderShelf } from "./sender-choice";
import { SENDER_TABS } from "./sender-tabs";

const TYPES: readonly string[] = ["local", "mobile", "toll-free"] satisfies NumberType[];
/** More than a pool holds. */
const LISTED_MAX = 500;
const isType = (text: string): text is NumberType => TYPES.includes(text);

/**
 * What a page shows to choose senders from. The address may preset the filters; else they are those of the first
 * destination, unless the account owns nothing there, which an empty list would hide.
 */
export async function readShelf(
  { ctx, input }: Pick<LoadedService, "ctx" | "input">,
  asked: { tab?: string; country?: string; type?: string },
): Promise<SenderShelf> {
  const type = asked.type !== undefined && isType(asked.type) ? { type: asked.type } : {};
  const country = asked.country ?? input.destinations[0];
  const preset = { ...type, ...(country !== undefined && /^[A-Z]{2}$/.test(country) ? { country } : {}) };
  const found = await readQuery(ctx, "numbers.pickable", { ...preset, textOnly: true });
  const widen = asked.country === undefined && found.rows.length === 0 && input.ownedNumbers > 0;
  const { rows } = await listOwnedSenders(ctx, {}, { limit: LISTED_MAX });
  return {
    tab: SENDER_TABS.find((tab) => tab === asked.tab) ?? (input.ownedNumbers === 0 ? "buy" : "owned"),
    preset: widen ? type : preset,
    initial: widen ? await readQuery(ctx, "numbers.pickable", { ...type, textOnly: true }) : found,
    ownedNumbers: input.ownedNumbers,
    onSale: countriesOnSale(),
    free: rows.flatMap(({ service, id, kind, address, friendlyName, country }) =>
      service ? [] : [{ id, kind, address, friendlyName, country }],
    ),
  };
}
