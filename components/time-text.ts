/**
 * Times as the console writes them. The parts come from `Intl`, the order and the words from here, so the server and
 * every browser write the same characters and hydration never differs.
 */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** One formatter a zone; there are some 600 zones, and `zoneFromCookie` admits no other names. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: Date, zone: string): Record<"year" | "month" | "day" | "hour" | "minute" | "second", number> {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, formatter);
  }
  const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatter.formatToParts(at)) {
    if (type in parts) parts[type as keyof typeof parts] = Number(value);
  }
  return parts;
}

const two = (value: number) => String(value).padStart(2, "0");

/** @returns "14:03:22" */
export function clockText(at: Date, zone: string): string {
  const { hour, minute, second } = partsOf(at, zone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** @returns "14:03" */
export function minuteText(at: Date, zone: string): string {
  const { hour, minute } = partsOf(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** @returns "14:03:22.120" */
export function preciseText(at: Date, zone: string): string {
  return `${clockText(at, zone)}.${String(at.getUTCMilliseconds()).padStart(3, "0")}`;
}

/** @returns "3 May" */
export function dayText(at: Date, zone: string): string {
  const { day, month } = partsOf(at, zone);
  return `${day} ${MONTHS[month - 1]}`;
}

/** @returns "3 May, 14:03:22"; the form of a table cell */
export function rowTimeText(at: Date, zone: string): string {
  return `${dayText(at, zone)}, ${clockText(at, zone)}`;
}

/** @returns "3 May 2026, 14:03:22 Europe/Berlin"; the zone goes with whatever may be copied */
export function exactText(at: Date, zone: string): string {
  return `${dayText(at, zone)} ${partsOf(at, zone).year}, ${clockText(at, zone)} ${zone}`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @returns "just now", "12 s ago", "3 min ago", "2 h ago", "5 d ago"; ahead of now "in 3 min" */
export function relativeText(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 5) return "just now";
  const amount =
    size < MINUTE
      ? `${size} s`
      : size < HOUR
        ? `${Math.floor(size / MINUTE)} min`
        : size < 2 * DAY
          ? `${Math.floor(size / HOUR)} h`
          : `${Math.floor(size / DAY)} d`;
  return seconds > 0 ? `${amount} ago` : `in ${amount}`;
}

/** @returns "2026-05-03T14:03", what an `<input type="datetime-local">` holds */
export function inputText(at: Date, zone: string): string {
  const { year, month, day, hour, minute } = partsOf(at, zone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/**
 * Reads what a `datetime-local` input holds as a time in `zone`. An hour that the change to summer time skips is read
 * as the one after it; of an hour that comes twice, one is taken.
 * @returns undefined when the input is empty or not a time
 */
export function fromInputText(text: string, zone: string): Date | undefined {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offsetAt = (ms: number) => {
    const { year, month, day, hour, minute, second } = partsOf(new Date(ms), zone);
    return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
  };
  // The first guess may lie on the other side of a change of the offset; the second does not.
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess));
}
