/** A date as the 2010 API writes it: `Thu, 24 Aug 2023 05:01:45 +0000`. @source behaviour §10.4, RFC 2822 §3.3 */
export const rfc2822 = (date: Date) => `${date.toUTCString().slice(0, -3)}+0000`;

/** A date as v1 and v2 write it, without milliseconds: `2023-08-24T05:01:45Z`. @source behaviour §10.4 */
export const iso8601 = (date: Date) => `${date.toISOString().slice(0, 19)}Z`;

/**
 * Reads what a caller may give as a time: ISO 8601 with a zone, or a bare day, which is its first moment in UTC.
 * A day that does not exist (30 February) is undefined, not the next month's.
 */
export function parseIso8601(text: string): Date | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, day = "", time = "T00:00:00", zone = "Z"] = match;
  if (new Date(`${day}T00:00:00Z`).getUTCDate() !== Number(day.slice(8))) return undefined;
  const date = new Date(`${day}${time}${zone}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d))?$/;
