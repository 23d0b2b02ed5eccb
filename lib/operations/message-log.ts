import { z } from "zod";
import {
  FILTER_PARAMS,
  type FilterParam,
  type FilterParams,
  filterFromParams,
  type MessageFilter,
} from "@/lib/domain/message-filter";
import { COUNTED_MAX, type LogRow } from "@/lib/domain/message-log";
import type { Listing } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import * as log from "@/lib/store/message-log";
import * as messages from "@/lib/store/messages";

/** Rows of one page. @source behaviour §8.1 */
const PAGE_ROWS = 50;

/** What the log is asked: the filter as it stands in the address, the range as two moments, and the place in the list. */
export const ReadLog = z.object({
  params: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  since: z.coerce.date().optional(),
  until: z.coerce.date().optional(),
  /** Id of the last row of the page before. */
  after: z.uuid().optional(),
  /** Id of the row that stays on top: newer ones are counted, and not listed. */
  top: z.uuid().optional(),
});
export type ReadLog = z.output<typeof ReadLog>;

export type LogPage = Listing<LogRow> & {
  /** Messages that came above `top`, counted up to {@link COUNTED_MAX}. */
  readonly newer: number;
  readonly asOf: Date;
};

/** A page of the log, newest first. */
export async function readLog(ctx: Ctx, { after, top, ...asked }: ReadLog): Promise<LogPage> {
  const filter = filterOf(asked);
  const held = top ? { ...filter, idUntil: top } : filter;
  const [listing, { count: newer }] = await Promise.all([
    log.logRows(ctx.db, ctx.accountId, held, { limit: PAGE_ROWS, ...(after ? { after } : {}) }),
    top ? messages.count(ctx.db, ctx.accountId, { ...filter, idAbove: top }, COUNTED_MAX) : { count: 0 },
  ]);
  return { ...listing, newer, asOf: ctx.now() };
}

/** The filter as it stands in the address, and the range as two moments. */
export type LogFilter = {
  readonly params: FilterParams;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
};

const filterOf = ({ params, since, until }: LogFilter): MessageFilter => ({
  ...filterFromParams(params),
  ...(since && { createdFrom: since }),
  ...(until && { createdUntil: until }),
});

/** The part of a filter whose removal brings most rows back, and how many (up to {@link COUNTED_MAX}). */
export type Widening = { readonly remove: FilterParam | "range"; readonly count: number };

/** For a list that is empty: which part of its filter to take away. Undefined when no single one helps. */
export async function widenLog(ctx: Ctx, asked: LogFilter): Promise<Widening | undefined> {
  const without = FILTER_PARAMS.filter((param) => asked.params[param] !== undefined).map((param) => ({
    remove: param,
    filter: filterOf({ ...asked, params: { ...asked.params, [param]: [] } }),
  }));
  const wider: { remove: Widening["remove"]; filter: MessageFilter }[] = [...without];
  if (asked.since || asked.until) wider.push({ remove: "range", filter: filterFromParams(asked.params) });
  const counted = await Promise.all(
    wider.map(async ({ remove, filter }) => ({
      remove,
      count: (await messages.count(ctx.db, ctx.accountId, filter, COUNTED_MAX)).count,
    })),
  );
  const [best] = counted.toSorted((a, b) => b.count - a.count);
  return best && best.count > 0 ? best : undefined;
}

/** The messages just above and just below one in a filtered log. */
export async function neighboursOf(
  ctx: Ctx,
  id: string,
  asked: LogFilter,
): Promise<{ newer: LogRow | undefined; older: LogRow | undefined }> {
  const filter = filterOf(asked);
  const [above, below] = await Promise.all([
    log.logRows(ctx.db, ctx.accountId, filter, { limit: 1, before: id }),
    log.logRows(ctx.db, ctx.accountId, filter, { limit: 1, after: id }),
  ]);
  return { newer: above.rows[0], older: below.rows[0] };
}
