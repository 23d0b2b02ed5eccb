import { v2010 } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { mediaResource } from "@/lib/domain/media-resource";
import { sentBounds } from "@/lib/domain/message-filter";
import { deleteMedia, fetchMediaItem, listMedia, signedMediaPath } from "@/lib/operations/media";

/** The files of a message. Without `.json` an item leads to its bytes. @source behaviour §1.10 */
export const media = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/Messages/:MessageSid/Media/:MediaSid",
  list: {
    key: "media_list",
    prefix: "ME",
    run: (ctx, { MessageSid }, page, params) => {
      const bounds = sentBounds({
        on: one(params, "DateCreated"),
        notBefore: one(params, "DateCreated>"),
        notAfter: one(params, "DateCreated<"),
      });
      if (!bounds) {
        throw new Refusal(20001, "Bad request: DateCreated: Use YYYY-MM-DD, or a time like 2026-01-31T12:00:00Z");
      }
      return listMedia(ctx, MessageSid, { from: bounds.sentFrom, until: bounds.sentUntil }, page);
    },
  },
  fetch: (ctx, { MessageSid, MediaSid }) => fetchMediaItem(ctx, { messageId: MessageSid, id: MediaSid }),
  bytes: (ctx, { MessageSid, MediaSid }) => signedMediaPath(ctx, { messageId: MessageSid, id: MediaSid }),
  remove: (ctx, { MessageSid, MediaSid }) => deleteMedia(ctx, { messageId: MessageSid, id: MediaSid }),
  serialize: mediaResource,
});
