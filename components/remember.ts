const YEAR_S = 31_536_000;

/** Keeps a choice in a cookie for a year, so that the server's next page already follows it; null forgets it. */
export function remember(cookie: string, value: string | null): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers we support.
  document.cookie = `${cookie}=${encodeURIComponent(value ?? "")};path=/;max-age=${value === null ? 0 : YEAR_S};samesite=lax`;
}
