/** A page's search parameters, as Next gives them. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** Where one stands in a keyset list; means nothing once the rows are others. */
const CURSOR = "page";

/**
 * The address of the same page with some parameters changed. State lives in the URL, so this is how a filter,
 * a range, a sort or a tab is set.
 * @param changes `null` removes a parameter. Unless it is among the changes, the list's cursor is dropped.
 */
export function hrefWith(
  path: string,
  params: SearchParams,
  changes: Record<string, string | readonly string[] | null>,
): string {
  const next = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...params, [CURSOR]: undefined, ...changes })) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of typeof value === "string" ? [value] : value) next.append(key, one);
  }
  const query = next.toString();
  return query ? `${path}?${query}` : path;
}
