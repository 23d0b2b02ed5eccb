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
