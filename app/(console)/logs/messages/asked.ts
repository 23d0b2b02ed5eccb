import type { SearchParams } from "@/components/href";
import { type Range, rangeFromParams } from "@/components/range";
import type { LogFilter } from "@/lib/operations/message-log";

/** What the log's address asks for. Without a range everything that is kept; a moving range has no end, so that what comes now is in it. */
export function askedOf(params: SearchParams, now: Date): LogFilter & { range: Range | undefined } {
  const hasRange = params.range !== undefined || params.since !== undefined;
  const range = hasRange ? rangeFromParams(params, now, "24h") : undefined;
  return { params, range, since: range?.since, until: range?.key === "custom" ? range.until : undefined };
}
