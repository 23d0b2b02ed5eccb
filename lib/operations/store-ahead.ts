import { SHORT_LINK_DAYS } from "@/lib/domain/link-shortening";
import type { SendRequest } from "@/lib/domain/message";
import type { Sql } from "@/lib/store/db";
import { insertFeedback } from "@/lib/store/feedback";
import { insertShortLinks } from "@/lib/store/short-links";

const DAY_MS = 86_400_000;

/**
 * Stores what must be there before a message can leave: where its short links lead, and that it will be told of. What
 * belongs to a message that never comes to be is led to by nobody and counted nowhere. Most batches have none of either,
 * and cost nothing.
 * @param ids of the messages that the requests become
 */
export async function storeAhead(
  sql: Sql,
  requests: readonly SendRequest[],
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const expiresOf = ({ sendAt }: SendRequest) =>
    new Date(Math.max(now.getTime(), sendAt?.getTime() ?? 0) + SHORT_LINK_DAYS * DAY_MS);
  const links = requests.flatMap((request, index) =>
    (request.links ?? []).map((link, position) => ({
      ...link,
      accountId: request.accountId,
      messageId: ids[index] ?? "",
      position,
      createdAt: now,
      expiresAt: expiresOf(request),
    })),
  );
  const told = requests.flatMap(({ accountId, provideFeedback }, index) =>
    provideFeedback ? [{ messageId: ids[index] ?? "", accountId, createdAt: now }] : [],
  );
  if (links.length > 0) await insertShortLinks(sql, links);
  if (told.length > 0) await insertFeedback(sql, told);
}
