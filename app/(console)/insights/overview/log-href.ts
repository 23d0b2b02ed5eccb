import { hrefWith } from "@/components/href";
import { type MessageFilter, paramsFromFilter } from "@/lib/domain/message-filter";

/**
 * The messages behind a number. Both ends are fixed, so the log finds exactly those that were counted.
 * @param range ISO 8601
 */
export const logHref = (range: { since: string; until: string }, filter: MessageFilter): string =>
  hrefWith(
    "/logs/messages",
    {},
    paramsFromFilter({ ...filter, createdFrom: new Date(range.since), createdUntil: new Date(range.until) }),
  );
