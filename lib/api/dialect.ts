import type { Cursor } from "@/lib/api/page-token";
import { one, type Params } from "@/lib/api/params";
import { iso8601, rfc2822 } from "@/lib/domain/dates";
import { Refusal } from "@/lib/domain/errors";
import type { Page } from "@/lib/domain/page";

/** Which page of a list was asked for. */
type PageRequest = Page & { readonly number: number };

/** A page of a list with what its envelope tells about the neighbours. */
type RenderedPage = {
  readonly key: string;
  readonly rows: readonly unknown[];
  /** Canonical path of the list, with the dialect's prefix. */
  readonly path: string;
  /** Filters as they were given, encoded again, each ending in `&`. */
  readonly filters: string;
  readonly page: PageRequest;
  readonly token: string | undefined;
  readonly nextToken: string | undefined;
  readonly previousToken: string | undefined;
  readonly origin: string;
};

/** How one generation of the API writes what is the same for all its resources. */
export type Dialect = {
  readonly prefix: string;
  /** Added to the last segment of paths that are given out; it may be left out in requests. */
  readonly suffix: "" | ".json";
  readonly date: (date: Date) => string;
  readonly page: (page: RenderedPage) => Record<string, unknown>;
};

/**
 * The 2010 API. Answers are JSON with and without `.json`; Twilio's default there, XML, is not spoken, since no client
 * library still asks for it. @source behaviour §10.1, §10.3, §10.4
 */
export const v2010: Dialect = {
  prefix: "/2010-04-01",
  suffix: ".json",
  date: rfc2822,
  page: ({ key, rows, path, filters, page, token, nextToken, previousToken }) => {
    const uri = pageUri(path, filters, page.limit);
    const start = page.number * page.limit;
    return {
      [key]: rows,
      end: rows.length === 0 ? start : start + rows.length - 1,
      first_page_uri: uri(0),
      next_page_uri: nextToken === undefined ? null : uri(page.number + 1, nextToken),
      page: page.number,
      page_size: page.limit,
      previous_page_uri: previousToken === undefined ? null : uri(Math.max(0, page.number - 1), previousToken),
      start,
      uri: uri(page.number, token),
    };
  },
};

/** The product APIs: absolute links, since the client libraries follow `next_page_url` as it is. @source behaviour §10.3 */
export const v1: Dialect = {
  prefix: "/v1",
  suffix: "",
  date: iso8601,
  page: ({ key, rows, path, filters, page, token, nextToken, previousToken, origin }) => {
    const url = pageUri(origin + path, filters, page.limit);
    return {
      meta: {
        page: page.number,
        page_size: page.limit,
        first_page_url: url(0),
        previous_page_url: previousToken === undefined ? null : url(Math.max(0, page.number - 1), previousToken),
        url: url(page.number, token),
        next_page_url: nextToken === undefined ? null : url(page.number + 1, nextToken),
        key,
      },
      [key]: rows,
    };
  },
};

/** The second generation of a product's API, where it has one: written as the first. */
export const v2: Dialect = { ...v1, prefix: "/v2" };

/** What no Twilio API has: messages are written as the 2010 API writes them. */
export const own: Dialect = { ...v2010, prefix: "/senderpool/v1", suffix: "" };

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 1_000;
/** Rows that a page number alone may pass over; further on, a token leads, whose cost does not grow. */
const SKIP_MAX = 10_000;

const PAGING = new Set(["PageSize", "Page", "PageToken"]);

/**
 * Which page the parameters ask for.
 * @param readToken  undefined for a token that is not good here
 * @throws Refusal 20007 above 1,000 rows, 21481 a token not made here or for another list, 20001 no number
 * @source behaviour §10.3
 */
export function readPage(params: Params, readToken: (token: string) => Cursor | undefined): PageRequest {
  const limit = readLimit(params);
  const number = readNumber(params, "Page", 0);
  const token = one(params, "PageToken");
  if (token) {
    const cursor = readToken(token);
    if (!cursor) throw new Refusal(21481);
    return { limit, number, ...cursor };
  }
  if (number * limit > SKIP_MAX)
    throw new Refusal(20001, "Bad request: Page: Follow the link to the next page to go this far");
  return { limit, number, skip: number * limit };
}

/** How many rows are asked for. @throws Refusal as {@link readPage} */
export function readLimit(params: Params): number {
  const limit = readNumber(params, "PageSize", PAGE_SIZE);
  if (limit > PAGE_SIZE_MAX) throw new Refusal(20007);
  if (limit === 0) throw new Refusal(20001, "Bad request: PageSize: Use 1 to 1000");
  return limit;
}

/** The parameters that are not about paging, each encoded and followed by `&`. */
export function filtersOf(params: Params): string {
  let text = "";
  for (const [name, values] of params) {
    if (PAGING.has(name)) continue;
    for (const value of values) text += `${encodeURIComponent(name)}=${encodeURIComponent(value)}&`;
  }
  return text;
}

/** Writes the dates of a serialized row; the row is fresh, so it is changed in place. */
export function render(row: Record<string, unknown>, dialect: Dialect): Record<string, unknown> {
  for (const name in row) {
    const value = row[name];
    if (value instanceof Date) row[name] = dialect.date(value);
  }
  return row;
}

const pageUri = (path: string, filters: string, size: number) => (number: number, token?: string) =>
  `${path}?${filters}PageSize=${size}&Page=${number}${token === undefined ? "" : `&PageToken=${token}`}`;

function readNumber(params: Params, name: string, fallback: number): number {
  const text = one(params, name);
  if (text === undefined || text === "") return fallback;
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(20001, `Bad request: ${name}: Use a whole number`);
  return Number(text);
}
