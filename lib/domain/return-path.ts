/** Never a real host: it only stands in while a path is read. */
const HERE = "http://here.invalid";

/**
 * Where to go after signing in: the link that was asked for, if it stays on this site.
 * @param asked  a path with its query, from the address bar and so from anybody
 * @returns the path and query as a browser would read them, "/" for anything that could lead elsewhere or back to sign-in
 */
export function returnPath(asked: string | null | undefined): string {
  if (!asked?.startsWith("/") || !URL.canParse(asked, HERE)) return "/";
  const url = new URL(asked, HERE);
  if (url.origin !== HERE || url.pathname.startsWith("//") || url.pathname === "/sign-in") return "/";
  return url.pathname + url.search;
}

/** The sign-in page, which leads back to `path` afterwards. */
export function signInPath(path: string | null | undefined): string {
  const back = returnPath(path);
  return back === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`;
}
