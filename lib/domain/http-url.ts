const LENGTH_MAX = 4_000;

/**
 * Whether a text can be the address of a webhook: absolute http or https, a host without underscores, at most 4,000
 * characters. Whether it may be called from here is judged when it is called.
 * @source behaviour §1.4 (21609, underscores), §4.4 (a fragment holds connection overrides and is allowed)
 */
export function isHttpUrl(text: string): boolean {
  if (text.length > LENGTH_MAX || !/^https?:\/\//i.test(text)) return false;
  // WHATWG parsing forgives what a person mistyped: blanks and line breaks inside, a backslash for a slash.
  if (/[\s\\\p{Cc}\p{Cs}]/u.test(text)) return false;
  try {
    return !new URL(text).hostname.includes("_");
  } catch {
    return false;
  }
}
