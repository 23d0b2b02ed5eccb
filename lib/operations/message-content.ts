import type { Address } from "@/lib/domain/address";
import { readVariables, renderContent } from "@/lib/domain/content";
import { CATALOGUE, Refusal } from "@/lib/domain/errors";
import { isHttpUrl } from "@/lib/domain/http-url";
import { MEDIA_MAX } from "@/lib/domain/media";
import type { SendRequest } from "@/lib/domain/message";
import { fromSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";

/** What a caller may say that a message consists of. */
type Given = {
  readonly body?: string | undefined;
  readonly mediaUrl?: readonly string[] | undefined;
  readonly contentSid?: string | undefined;
  readonly contentVariables?: string | undefined;
};

export type MessageContent = {
  readonly body: string;
  readonly mediaUrls: readonly string[];
  /** The template that this comes from. */
  readonly template?: SendRequest["template"];
};

/** @source behaviour §1.9 (21617): UTF-16 units of the text as it was given */
const BODY_LENGTH_MAX = 1_600;

/**
 * What a message consists of: its own text and media, or those of a template, in whose place none of its own are read.
 * @param to on whose channel and country follows what of a template the recipient's phone takes
 * @throws Refusal 21602 nothing to send, 21617 too long, 21620 and 21623 media, 21654 variables without a template, 21655
 *   no template of this account, 21656 variables that do not fill it, 20001 a NUL
 * @source behaviour §1.4, §1.6
 */
export async function readContent(ctx: Ctx, given: Given, to: Address): Promise<MessageContent> {
  const content = given.contentSid ? await fromTemplate(ctx, given, to) : ownContent(given);
  const { body, mediaUrls } = content;
  if (mediaUrls.length > MEDIA_MAX) throw new Refusal(21623);
  if (!mediaUrls.every(isHttpUrl)) throw new Refusal(21620);
  if (body === "" && mediaUrls.length === 0) throw new Refusal(21602);
  if (body.length > BODY_LENGTH_MAX) throw new Refusal(21617);
  return { ...content, body: storable("Body", body) };
}

function ownContent({ body = "", mediaUrl = [], contentVariables }: Given): MessageContent {
  if (contentVariables !== undefined) throw new Refusal(21654);
  return { body, mediaUrls: mediaUrl };
}

/** A template that is not known is looked for once more in the database: it may have been made a moment ago. */
async function fromTemplate(
  { settings, accountId }: Ctx,
  { contentSid = "", contentVariables }: Given,
  to: Address,
): Promise<MessageContent> {
  const id = fromSid("HX", contentSid);
  if (id === undefined) throw new Refusal(21655);
  const content = (await settings.content(accountId, id)) ?? (await settings.content(accountId, id, { fresh: true }));
  if (!content) throw new Refusal(21655);
  const variables = readVariables(contentVariables);
  if (!variables) throw new Refusal(21656);
  const rendered = renderContent(content, variables, to);
  if ("problem" in rendered) throw new Refusal(21656, `${CATALOGUE[21656].message}: ${rendered.problem}`);
  return { body: rendered.body, mediaUrls: rendered.mediaUrls, template: { contentSid, variables } };
}

/** PostgreSQL keeps neither a NUL nor half a surrogate pair. @throws Refusal 20001 */
export function storable(name: string, text: string): string {
  if (text.includes("\0") || !text.isWellFormed())
    throw new Refusal(20001, `Bad request: ${name} has a character that is none`);
  return text;
}
