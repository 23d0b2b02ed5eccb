/**
 * Which rows of a list: up to `limit` after, or before, a row. A row is named by its id, so pages stay stable while rows
 * come and go; the named row itself need not exist any more.
 */
export type Page = {
  readonly limit: number;
  /** Id of the last row of the page before. */
  readonly after?: string;
  /** Id of the first row of the page after. */
  readonly before?: string;
  /** Rows to pass over, counted from the start of the list; only where there is no cursor. */
  readonly skip?: number;
};

/** One page of a list, in the list's order, and where its neighbours begin. */
export type Listing<Row> = {
  readonly rows: readonly Row[];
  /** Give it as `after` for the next page; undefined on the last one. */
  readonly nextAfter?: string;
  /** Give it as `before` for the previous page; undefined on the first one. */
  readonly previousBefore?: string;
};

/** The most a reader needs to know of its rows: how a list is ordered, by id, and what was asked. */
export type Slice = {
  readonly take: number;
  readonly skip: number;
  readonly cursor: { readonly lt: string } | { readonly gt: string } | undefined;
  readonly order: "asc" | "desc";
};

/**
 * What to read for `page` of a list ordered by id: one row more than wanted, which tells whether there is another page.
 * A page before a cursor is read away from it and turned round by {@link toListing}.
 */
export function windowOf(page: Page, order: "asc" | "desc"): Slice {
  const { limit, after, before, skip = 0 } = page;
  const opposite = order === "asc" ? "desc" : "asc";
  const beyond = (id: string, direction: "asc" | "desc") => (direction === "asc" ? { gt: id } : { lt: id });
  if (before !== undefined) return { take: limit + 1, skip: 0, cursor: beyond(before, opposite), order: opposite };
  if (after !== undefined) return { take: limit + 1, skip: 0, cursor: beyond(after, order), order };
  return { take: limit + 1, skip, cursor: undefined, order };
}

/** The page that {@link windowOf} asked for, from what it found. */
export function toListing<Row>(page: Page, found: readonly Row[], idOf: (row: Row) => string): Listing<Row> {
  const backwards = page.before !== undefined;
  const more = found.length > page.limit;
  const rows = backwards ? found.slice(0, page.limit).reverse() : found.slice(0, page.limit);
  const first = rows[0];
  const last = rows.at(-1);
  const hasNext = backwards || more;
  const hasPrevious = backwards ? more : page.after !== undefined || (page.skip ?? 0) > 0;
  return {
    rows,
    ...(hasNext && last !== undefined ? { nextAfter: idOf(last) } : {}),
    ...(hasPrevious && first !== undefined ? { previousBefore: idOf(first) } : {}),
  };
}

/** A place in a list whose rows follow from their numbers, as the id by which pages name their rows. */
const placeId = (index: number) => `00000000-0000-0000-0000-${index.toString(16).padStart(12, "0")}`;
const placeOf = (id: string) => Number.parseInt(id.slice(-12), 16);

/** A page of a list that has `total` rows, each of which follows from its number: nothing of it is stored as a row. */
export function numbered<Row>(page: Page, total: number, rowAt: (index: number) => Row): Listing<Row> {
  const { limit, after, before, skip = 0 } = page;
  const end = before === undefined ? total : Math.min(total, placeOf(before));
  const start = before === undefined ? (after === undefined ? skip : placeOf(after) + 1) : Math.max(0, end - limit);
  const until = Math.min(end, start + limit);
  const rows = Array.from({ length: Math.max(0, until - start) }, (_, place) => rowAt(start + place));
  return {
    rows,
    ...(rows.length > 0 && until < total ? { nextAfter: placeId(until - 1) } : {}),
    ...(rows.length > 0 && start > 0 ? { previousBefore: placeId(start) } : {}),
  };
}
