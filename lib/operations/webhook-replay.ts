import type { Listing, Page } from "@/lib/domain/page";
import { saidBy, type WebhookAttemptFilter } from "@/lib/domain/webhook-replay";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchMessage } from "@/lib/operations/messages";
import * as attempts from "@/lib/store/webhook-attempts";

export type ListedAttempt = attempts.ListedAttempt;

/** Messages whose events are looked at together. */
const PAGE = 500;
/** Of one request: events that are told again, and messages that are looked at for them. */
const REPLAYS_MAX = 10_000;
const MESSAGES_MAX = 50_000;

/** The account's webhook requests that match, by their messages, newest first. */
export async function listWebhookAttempts(
  ctx: Ctx,
  filter: WebhookAttemptFilter,
  page: Page,
): Promise<Listing<ListedAttempt>> {
  return attempts.list(ctx.db, ctx.accountId, filter, page);
}

/** What a replay came to. */
export type Replayed = {
  /** Events that are told again. */
  readonly count: number;
  /** The message to go on before, where one request's bounds were met; null when all was looked at. */
  readonly before: string | null;
};

/**
 * Tells events again: those whose last request matches, each once, with the parameters it had, signed with today's token
 * and under the idempotency token it had. Requests that this causes are no part of what it looks at.
 * @param seq    the event of the one message that `filter` names
 * @param before where an earlier request left off
 * @throws Refusal 20404 the message is not this account's
 */
export async function replayWebhooks(
  ctx: Ctx,
  filter: WebhookAttemptFilter,
  { seq, before: first }: { seq?: number; before?: string } = {},
): Promise<Replayed> {
  if (filter.messageId !== undefined) await fetchMessage(ctx, filter.messageId);
  const at = ctx.now();
  const asOf = { ...filter, until: filter.until && filter.until < at ? filter.until : at };
  let count = 0;
  let before = first;
  for (let looked = 0; looked < MESSAGES_MAX && count < REPLAYS_MAX; looked += PAGE) {
    const ids = await attempts.findTold(ctx.db, ctx.accountId, asOf, { before, limit: PAGE });
    const events = await attempts.findEvents(ctx.db, ctx.accountId, ids, {
      ...asOf,
      ...(seq !== undefined && { seq }),
    });
    if (events.length > 0) count += await attempts.owe(ctx.db, ctx.accountId, at, events.map(again));
    before = ids.at(-1);
    if (ids.length < PAGE || before === undefined) return { count, before: null };
  }
  return { count, before: before ?? null };
}

function again({ statusCallback, ...event }: attempts.ToldEvent): attempts.Replay {
  const { url, params } = saidBy(event);
  return { ...event, params, url: statusCallback ?? url };
}
