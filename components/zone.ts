/** The zone the operator chose to read times in; kept per browser, `UTC` until chosen. */
export const ZONE_COOKIE = "sp-zone";

/** @returns an IANA zone name this runtime knows, else `UTC` */
export function zoneFromCookie(value: string | undefined): string {
  if (!value) return "UTC";
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
