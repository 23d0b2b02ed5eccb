import { statusCallbackParams } from "@/lib/domain/callback";
import { Refusal } from "@/lib/domain/errors";
import type { Message } from "@/lib/domain/message";
import type { MessageEvent, WebhookAttempt } from "@/lib/domain/message-event";
import type { MessageFilter } from "@/lib/domain/message-filter";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import * as messages from "@/lib/store/messages";

/** The account's messages that match, newest first. */
export async function listMessages(ctx: Ctx, filter: MessageFilter, page: Page): Promise<Listing<Message>> {
  return messages.list(ctx.db, ctx.accountId, filter, page);
}

/** @throws Refusal 20404 if it is not this account's; whether it exists elsewhere is not told. */
export async function fetchMessage(ctx: Ctx, id: string): Promise<Message> {
  const found = await messages.find(ctx.db, ctx.accountId, id);
  if (!found) throw new Refusal(20404);
  return found;
}

/** The message's story, oldest first; empty for another account's. */
export async function messageEvents(ctx: Ctx, id: string): Promise<MessageEvent[]> {
  return messages.events(ctx.db, ctx.accountId, id);
}

/** Every webhook request made for the message, oldest first; empty for another account's. */
export async function webhookAttempts(ctx: Ctx, id: string): Promise<WebhookAttempt[]> {
  return messages.attempts(ctx.db, ctx.accountId, id);
}

/**
 * Takes the text out of a finished message; everything else stays. A second time changes nothing.
 * @throws Refusal 20404 unknown, 20009 not finished yet
 * @source behaviour §1.8
 */
export async function redactMessage(ctx: Ctx, id: string): Promise<Message> {
  const redacted = await messages.redact(ctx.db, deed(ctx, id));
  if (redacted) return redacted;
  const found = await fetchMessage(ctx, id);
  if (found.redactedAt) return found;
  throw new Refusal(20009);
}

/**
 * Calls off a message that is still scheduled; its StatusCallback is told.
 * @throws Refusal 20404 unknown, 30409 no longer scheduled
 * @source behaviour §1.7
 */
export async function cancelMessage(ctx: Ctx, id: string): Promise<Message> {
  const found = await fetchMessage(ctx, id);
  const canceled = await messages.cancel(ctx.db, deed(ctx, id), statusCallbackParams(found, "canceled"));
  if (!canceled) throw new Refusal(30409);
  return canceled;
}

/**
 * Removes a finished message and its files for good. A scheduled one must be canceled first.
 * @throws Refusal 20404 unknown, 20009 not finished yet
 * @source behaviour §1.8
 */
export async function deleteMessage(ctx: Ctx, id: string): Promise<void> {
  if (await messages.remove(ctx.db, ctx.accountId, id)) return;
  await fetchMessage(ctx, id);
  throw new Refusal(20009);
}

const deed = (ctx: Ctx, id: string) => ({ accountId: ctx.accountId, id, at: ctx.now(), actor: ctx.actor });
