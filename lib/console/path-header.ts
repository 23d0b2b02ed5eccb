/** Set by `proxy.ts` on every page request: the path and query the browser asked for. */
export const PATH_HEADER = "x-senderpool-path";
