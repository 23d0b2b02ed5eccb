import type { Media } from "@/lib/domain/media";
import { toSid } from "@/lib/domain/sid";

/** Where the API serves a file: its bytes, or with `.json` what is known of it. @source behaviour §1.10 */
export const mediaPath = ({ accountId, messageId, id }: Pick<Media, "accountId" | "messageId" | "id">): string =>
  `/2010-04-01/Accounts/${toSid("AC", accountId)}/Messages/${toSid("MM", messageId)}/Media/${toSid("ME", id)}`;

/** A file as the 2010 API's resource; its dates are still dates. @source OpenAPI api.v2010 Media */
export const mediaResource = (media: Media) => ({
  account_sid: toSid("AC", media.accountId),
  content_type: media.contentType,
  date_created: media.createdAt,
  date_updated: media.storedAt,
  parent_sid: toSid("MM", media.messageId),
  sid: toSid("ME", media.id),
  uri: `${mediaPath(media)}.json`,
});
