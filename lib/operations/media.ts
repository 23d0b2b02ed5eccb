import { Refusal } from "@/lib/domain/errors";
import { LINK_DAYS, type Media } from "@/lib/domain/media";
import { linkIn } from "@/lib/domain/media-link";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import { fetchMessage } from "@/lib/operations/messages";
import * as media from "@/lib/store/media";

/** Which file of which message. */
type Name = { readonly messageId: string; readonly id: string };

/**
 * The files of a message that are kept, in the order of their making.
 * @param made only those made in [from, until)
 * @throws Refusal 20404 if the message is not this account's
 */
export async function listMedia(
  ctx: Ctx,
  messageId: string,
  made: { readonly from?: Date | undefined; readonly until?: Date | undefined },
  page: Page,
): Promise<Listing<Media>> {
  await fetchMessage(ctx, messageId);
  return media.list(ctx.db, ctx.accountId, { messageId, ...made }, page);
}

/** @throws Refusal 20404 if it is not a file of this account's message */
export async function fetchMediaItem(ctx: Ctx, { messageId, id }: Name): Promise<Media> {
  const found = await media.find(ctx.db, ctx.accountId, id);
  if (found?.messageId !== messageId) throw new Refusal(20404);
  return found;
}

/**
 * Takes a file away from its message, for good.
 * @throws Refusal 20404 as {@link fetchMediaItem}, 20009 the message may still need it
 */
export async function deleteMedia(ctx: Ctx, { messageId, id }: Name): Promise<void> {
  if (await media.remove(ctx.db, { accountId: ctx.accountId, messageId, id, at: ctx.now() })) return;
  await fetchMediaItem(ctx, { messageId, id });
  throw new Refusal(20009);
}

const DAY_MS = 86_400_000;

/**
 * The file behind an address that needs no login: a signed link, or the public one of a message that went out as text.
 * @param url path and query
 * @returns undefined when there is none, or no longer
 */
export async function mediaAt({ db, media: shelf, now }: Pick<Ctx, "db" | "media" | "now">, url: string) {
  const code = linkIn(url.split("?", 1)[0] ?? "");
  if (code !== undefined) return media.findLinked(db, code, new Date(now().getTime() - LINK_DAYS * DAY_MS));
  const name = shelf.signedName(url, now());
  return name && media.find(db, name.accountId, name.id);
}

/** A path that leads to the file's bytes for a few minutes, without a login. @throws Refusal as {@link fetchMediaItem} */
export async function signedMediaPath(ctx: Ctx, name: Name): Promise<string> {
  return ctx.media.signedPath(await fetchMediaItem(ctx, name), ctx.now());
}
